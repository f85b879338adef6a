using System.Collections.Immutable;
using Hub.Core.Journal;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Positions;

namespace Hub.Server.Realtime;

/// <summary>
/// A room that somebody connected to this node is a member of.
///
/// What it keeps: (1) <see cref="Room"/> is the room at the last event relayed, so who may listen is judged at exactly that
/// point of the journal; (2) one relay runs at a time, and takes only event head + 1, so what listeners get is in order and
/// without gaps, whatever is announced in whatever order; (3) a removed member is cut off under the same lock that sends,
/// after their own removal and before the event that follows it.
/// </summary>
public sealed class WatchedRoom(Room room, RoomReader reader, Action<WatchedRoom> presenceMoved, Action<Room, Room, IReadOnlyList<JournalEvent>> noticesMoved, Action<Exception> failed)
{
    private const int PageSize = 200;
    /// <summary>Bytes of event data; a frame has at least one event.</summary>
    private const int LargestFrame = 256 * 1024;

    private readonly Lock gate = new();
    private readonly Queue<RoomCommit> committed = new();
    private ImmutableArray<Receiver> inside = [];
    private long announced = room.Head;
    private bool relaying;

    /// <summary>The room at the last event relayed.</summary>
    public Room Room { get; private set; } = room;

    /// <summary>Head that listeners outside were last told of; only the feed's clock touches it.</summary>
    public long ToldHead { get; set; } = room.Head;

    /// <summary>Those who are in the room on this node.</summary>
    public IEnumerable<Guid> Present => inside.Select(r => r.User).Distinct();

    /// <summary>Those of them who have it before their eyes, as far as one can tell.</summary>
    public IEnumerable<Guid> Attending => inside.Where(r => r.IsAttended).Select(r => r.User).Distinct();

    public bool IsEmpty => inside.IsEmpty;

    /// <summary>Lets a connection listen from the next event on; false when its person is not a member here and now.</summary>
    /// <param name="receiver">The connection.</param>
    /// <param name="greeting">What it is sent first, made while nobody is cut off.</param>
    public bool Enter(Receiver receiver, Func<Frame>? greeting = null)
    {
        lock (gate)
        {
            if (!Room.Has(receiver.User) || receiver.IsGone) return false;
            if (!inside.Contains(receiver)) inside = inside.Add(receiver);
            receiver.Entered[Room.Id] = this;
            if (greeting is not null) receiver.Send(greeting());
        }
        // It may have ended meanwhile, and its ending have missed this room.
        if (receiver.IsGone) Leave(receiver);
        presenceMoved(this);
        return true;
    }

    public void Leave(Receiver receiver)
    {
        lock (gate)
        {
            inside = inside.Remove(receiver);
            receiver.Entered.TryRemove(Room.Id, out _);
        }
        presenceMoved(this);
    }

    /// <summary>Sends what is not an event to those inside who are members.</summary>
    public void Send(Frame frame, Receiver? except = null)
    {
        lock (gate)
            foreach (var receiver in inside)
                if (receiver != except) receiver.Send(frame);
    }

    /// <summary>Tells positions of members to all inside, and to the members' own devices that are outside.</summary>
    public void Send(IEnumerable<Position> positions, Receivers receivers)
    {
        lock (gate)
        {
            var ofMembers = positions.Where(p => Room.Has(p.UserId)).ToList();
            if (ofMembers.Count == 0) return;
            var frame = Frame.Positions(Room.Id, ofMembers);
            foreach (var receiver in inside) receiver.Send(frame);
            foreach (var p in ofMembers)
                foreach (var own in receivers.Of(p.UserId))
                    if (!inside.Contains(own)) own.Send(Frame.Positions(Room.Id, [p]));
        }
    }

    /// <summary>This node committed events.</summary>
    public void Offer(RoomCommit commit)
    {
        lock (gate)
        {
            if (commit.After.Head <= Room.Head) return;
            committed.Enqueue(commit);
            announced = Math.Max(announced, commit.After.Head);
            if (relaying) return;
            relaying = true;
        }
        ThreadPool.UnsafeQueueUserWorkItem(static w => _ = w.RelayAsync(), this, preferLocal: false);
    }

    /// <summary>Somebody says that the journal stands at <paramref name="head"/>.</summary>
    public void Look(long head)
    {
        lock (gate)
        {
            announced = Math.Max(announced, head);
            if (relaying || announced <= Room.Head) return;
            relaying = true;
        }
        _ = RelayAsync();
    }

    private async Task RelayAsync()
    {
        try
        {
            while (true)
            {
                if (RelayCommitted()) continue;
                if (!Behind(out var lookedFor)) return;
                var events = await reader.CommonAsync(Room.Id, Room.Head, PageSize);
                if (events.Count > 0) Relay(events, Fold(Room, events));
                else GiveUp(lookedFor);
            }
        }
        catch (Exception e)
        {
            // The database is away, say: the poll looks again in a second.
            lock (gate) relaying = false;
            failed(e);
        }
    }

    /// <summary>Relays what this node committed and follows on what was relayed; false when nothing does.</summary>
    private bool RelayCommitted()
    {
        var events = new List<JournalEvent>();
        var after = Room;
        lock (gate)
        {
            while (committed.TryPeek(out var next) && next.Events[0].Seq <= after.Head + 1)
            {
                committed.Dequeue();
                if (next.Events[0].Seq != after.Head + 1) continue;
                events.AddRange(next.Events);
                after = next.After;
            }
        }
        if (events.Count == 0) return false;
        Relay(events, after);
        return true;
    }

    private void Relay(IReadOnlyList<JournalEvent> events, Room after)
    {
        lock (gate)
        {
            var start = 0;
            // Whoever is no member after an event has that event as their last, whatever its name.
            for (var (i, at) = (0, Room); i < events.Count && !ReferenceEquals(at.Members, after.Members); i++)
            {
                var next = at.Apply(events[i]);
                var gone = ReferenceEquals(next.Members, at.Members) ? [] : at.Members.Keys.Where(person => !next.Has(person)).ToList();
                at = next;
                if (gone.Count == 0) continue;
                SendLocked(events, start, i + 1);
                gone.ForEach(CutOffLocked);
                start = i + 1;
            }
            SendLocked(events, start, events.Count);
            noticesMoved(Room, after, events);
            Room = after;
        }
    }

    private void SendLocked(IReadOnlyList<JournalEvent> events, int from, int to)
    {
        if (inside.IsEmpty) return;
        while (from < to)
        {
            var (start, size) = (from, 0);
            do size += events[from++].Data?.Length ?? 0;
            while (from < to && size + (events[from].Data?.Length ?? 0) <= LargestFrame);
            var frame = Frame.Events(Room.Id, events.Skip(start).Take(from - start));
            foreach (var receiver in inside) receiver.Send(frame);
        }
    }

    private void CutOffLocked(Guid user)
    {
        foreach (var receiver in inside.Where(r => r.User == user)) receiver.Entered.TryRemove(Room.Id, out _);
        inside = inside.RemoveAll(r => r.User == user);
        presenceMoved(this);
    }

    private bool Behind(out long lookedFor)
    {
        lock (gate)
        {
            lookedFor = announced;
            return relaying = announced > Room.Head;
        }
    }

    /// <summary>The journal has less than was announced: unless more was announced since, believe the journal.</summary>
    private void GiveUp(long lookedFor)
    {
        lock (gate)
            if (announced == lookedFor) announced = Room.Head;
    }

    private static Room Fold(Room room, IReadOnlyList<JournalEvent> events) => events.Aggregate(room, (r, e) => r.Apply(e));
}

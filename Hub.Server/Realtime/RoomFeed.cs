using System.Collections.Concurrent;
using Hub.Core.Journal;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Positions;

namespace Hub.Server.Realtime;

/// <summary>
/// The one way out. Watches every room that somebody connected to this node is a member of, relays its events to those who
/// entered it, and tells the others its head. What it hears (own commits, the bus, the poll) only ever says "look":
/// what it relays is this node's own commit or read from the journal. The clock that drives it is <see cref="FeedClock"/>.
/// </summary>
public sealed partial class RoomFeed(
    Receivers receivers, RoomReader reader, IBus bus, PresenceBoard presence, InboxFeed notices, ILogger<RoomFeed> log)
    : ICommitListener, IPositionListener, IBusListener
{
    private readonly ConcurrentDictionary<Guid, WatchedRoom> rooms = new();
    private readonly ConcurrentDictionary<Guid, bool> newcomers = new();
    private volatile bool membersMoved;

    public ICollection<WatchedRoom> Rooms => rooms.Values;

    public WatchedRoom? Watched(Guid id) => rooms.GetValueOrDefault(id);

    /// <summary>A connection came: its rooms are looked up, and it is told their heads, within a moment.</summary>
    public void Joined(Receiver receiver) => newcomers[receiver.User] = true;

    /// <summary>A connection went.</summary>
    public void Gone(Receiver receiver)
    {
        receiver.IsGone = true;
        foreach (var room in receiver.Entered.Values) room.Leave(receiver);
    }

    /// <summary>Lets a connection hear a room's events as they come, from the returned head on.</summary>
    /// <exception cref="Refusal">404: unknown, or its person is not a member.</exception>
    public async Task<long> EnterAsync(Receiver receiver, Guid id, CancellationToken cancel)
    {
        // The journal is asked, not memory: somebody added a moment ago on another node may enter at once.
        var fresh = await reader.OpenAsync(receiver.User, id, cancel);
        for (var tries = 0; tries < 20 && !receiver.IsGone; tries++)
        {
            var room = Watch(fresh);
            room.Look(fresh.Head);
            if (room.Enter(receiver, () => presence.Frame(id)))
            {
                if (Watched(id) == room) return fresh.Head;
                // It was forgotten in this very moment, for nobody here was a member until now.
                room.Leave(receiver);
            }
            // The relay has yet to reach the event that made them a member; or they have just been removed.
            await Task.Delay(25, cancel);
        }
        await reader.OpenAsync(receiver.User, id, cancel);
        throw Refusal.TryLater("The room is not ready yet. Try again in a moment.");
    }

    public void Leave(Receiver receiver, Guid id)
    {
        if (receiver.Entered.TryGetValue(id, out var room)) room.Leave(receiver);
    }

    /// <summary>Passes a signal to all others who are in the room, here and on other nodes.</summary>
    /// <exception cref="Refusal">404: the connection is not in the room.</exception>
    public void Signal(Receiver from, Guid id, Signal signal)
    {
        if (!from.Entered.TryGetValue(id, out var room)) throw Refusal.NotFound("Enter the room first.");
        room.Send(Frame.Signal(id, from.User, signal), except: from);
        bus.Tell(new Signalled(id, from.User, signal));
    }


    void ICommitListener.Committed(RoomCommit commit)
    {
        if (rooms.TryGetValue(commit.After.Id, out var room)) room.Offer(commit);
        var members = !ReferenceEquals(commit.Before.Members, commit.After.Members);
        if (members)
            foreach (var person in commit.After.Members.Keys.Where(p => !commit.Before.Has(p))) newcomers[person] = true;
        bus.Tell(new Look(commit.After.Id, commit.After.Head, members));
    }

    void IPositionListener.Moved(IReadOnlyList<Position> positions)
    {
        Tell(positions);
        bus.Tell(new PositionsMoved(positions));
    }

    void IBusListener.Heard(Guid node, Note note)
    {
        switch (note)
        {
            case Look look:
                if (look.Members) membersMoved = true;
                rooms.GetValueOrDefault(look.Room)?.Look(look.Head);
                break;
            case PresentHere here:
                presence.Heard(node, here);
                break;
            // Only a member's signal: the other node may not have heard yet that they were removed.
            case Signalled s when rooms.TryGetValue(s.Room, out var room) && room.Room.Has(s.User):
                room.Send(Frame.Signal(s.Room, s.User, s.Signal));
                break;
            case NoticesMoved told:
                notices.Look(told.People);
                break;
            case PositionsMoved moved:
                Tell(moved.Positions);
                break;
        }
    }

    void IBusListener.Restored() => membersMoved = true;

    /// <summary>Looks up the rooms of people who have just come, or of everybody when <paramref name="all"/>.</summary>
    public async Task RefreshMembershipsAsync(bool all, CancellationToken cancel)
    {
        all |= membersMoved;
        membersMoved = false;
        var came = newcomers.Keys.Where(u => newcomers.TryRemove(u, out _) && !receivers.Of(u).IsEmpty).ToList();
        Guid[] people = all ? [.. receivers.Users] : [.. came];
        if (all) Forget();
        if (people.Length == 0) return;
        var memberships = (await reader.MembershipsAsync(people, cancel)).ToLookup(m => m.Room);
        foreach (var fold in await reader.LoadAsync([.. memberships.Select(m => m.Key).Where(id => !rooms.ContainsKey(id))], cancel)) Watch(fold);
        foreach (var byRoom in memberships)
        {
            // One that cannot be read is left out.
            if (!rooms.TryGetValue(byRoom.Key, out var room)) continue;
            // Whoever has just come, or been added, is told of the room.
            if (byRoom.Any(m => came.Contains(m.User))) room.ToldHead = -1;
        }
    }

    private WatchedRoom Watch(Room fold) => rooms.GetOrAdd(fold.Id, _ => new WatchedRoom(fold, reader, presence.Moved, notices.Moved, e => LogRelayFailed(log, fold.Id, e)) { ToldHead = -1 });

    private void Forget()
    {
        foreach (var room in Rooms)
            if (room.IsEmpty && !room.Room.Members.Keys.Any(u => !receivers.Of(u).IsEmpty))
                rooms.TryRemove(new(room.Room.Id, room));
    }

    private void Tell(IReadOnlyList<Position> positions)
    {
        foreach (var byRoom in positions.GroupBy(p => p.Room)) Watched(byRoom.Key)?.Send(byRoom, receivers);
    }

    [LoggerMessage(210, LogLevel.Warning, "Room {Room} could not be relayed just now; it is tried again within a second.")]
    private static partial void LogRelayFailed(ILogger log, Guid room, Exception e);
}

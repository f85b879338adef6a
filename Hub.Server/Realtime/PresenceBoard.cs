using System.Collections.Concurrent;
using System.Diagnostics;

namespace Hub.Server.Realtime;

/// <summary>
/// Who is in which room: the union of what the nodes say. Nothing is stored; a node that falls silent is forgotten after 30 s.
/// Changes are gathered for a quarter of a second, so that a whole ward coming back at once is one frame.
/// </summary>
public sealed class PresenceBoard
{
    private static readonly TimeSpan Forget = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(Guid Room, Guid Node), (IReadOnlyList<Guid> People, IReadOnlyList<Guid> Attending, long At)> elsewhere = new();
    private readonly ConcurrentDictionary<Guid, WatchedRoom> moved = new();
    private readonly ConcurrentDictionary<Guid, bool> movedElsewhere = new();
    private readonly ConcurrentDictionary<Guid, Guid[]> told = new();

    /// <summary>Somebody entered or left on this node.</summary>
    public void Moved(WatchedRoom room) => moved[room.Room.Id] = room;

    /// <summary>Another node says who is there.</summary>
    public void Heard(Guid node, PresentHere here)
    {
        if (here.People.Count == 0) elsewhere.TryRemove((here.Room, node), out _);
        else elsewhere[(here.Room, node)] = (here.People, here.Attending ?? [], Stopwatch.GetTimestamp());
        movedElsewhere[here.Room] = true;
    }

    /// <summary>Whether somebody has this room before their eyes on another node.</summary>
    public bool IsAttendedElsewhere(Guid room, Guid person) => elsewhere.Any(e => e.Key.Room == room && e.Value.Attending.Contains(person));

    /// <summary>Who is in a room now.</summary>
    public Frame Frame(Guid room) => Realtime.Frame.Presence(room, told.GetValueOrDefault(room) ?? []);

    /// <summary>Tells rooms that changed, and the other nodes; called each quarter of a second.</summary>
    /// <param name="everything">Every 10 s: tell the other nodes of all rooms again, and forget silent ones.</param>
    public void Tell(RoomFeed feed, IBus bus, bool everything)
    {
        if (everything)
            foreach (var (key, value) in elsewhere)
                if (Stopwatch.GetElapsedTime(value.At) > Forget && elsewhere.TryRemove(new(key, value))) movedElsewhere[key.Room] = true;
        var here = moved.Keys.ToList();
        foreach (var id in here)
        {
            if (!moved.TryRemove(id, out var room)) continue;
            bus.Tell(new PresentHere(id, [.. room.Present], [.. room.Attending]));
            TellRoom(room);
        }
        foreach (var id in movedElsewhere.Keys)
            if (movedElsewhere.TryRemove(id, out _) && feed.Watched(id) is { } room) TellRoom(room);
        if (!everything) return;
        foreach (var room in feed.Rooms.Where(r => !r.IsEmpty)) bus.Tell(new PresentHere(room.Room.Id, [.. room.Present], [.. room.Attending]));
    }

    private void TellRoom(WatchedRoom room)
    {
        var id = room.Room.Id;
        // A node that has not heard of a removal yet still names the removed.
        Guid[] present = [.. room.Present.Concat(elsewhere.Where(e => e.Key.Room == id).SelectMany(e => e.Value.People)).Where(room.Room.Has).Distinct().Order()];
        if (told.TryGetValue(id, out var before) && before.AsSpan().SequenceEqual(present)) return;
        if (present.Length == 0) told.TryRemove(id, out _);
        else told[id] = present;
        room.Send(Realtime.Frame.Presence(id, present));
    }
}

using System.Collections.Concurrent;
using Hub.Core.Rooms;

namespace Hub.Core.Journal;

/// <summary>A room kept in memory: its key and its fold at some committed head.</summary>
/// <param name="SavedAt">Seq up to which its fold was saved when last heard of; another node may have saved a later one.</param>
internal sealed record LiveRoom(RoomKey Key, Room Fold, long SavedAt);

/// <summary>Rooms lately used. Holds only what is committed; may be behind the database, never ahead of it.</summary>
internal sealed class LiveRooms(int most = 20_000)
{
    private readonly ConcurrentDictionary<Guid, LiveRoom> rooms = new();

    public LiveRoom? Find(Guid room) => rooms.GetValueOrDefault(room);

    /// <summary>Keeps the newer of what is here and <paramref name="room"/>.</summary>
    public void Keep(LiveRoom room)
    {
        rooms.AddOrUpdate(room.Fold.Id, room, (_, here) => here.Fold.Head > room.Fold.Head ? here : room);
        if (rooms.Count <= most) return;
        // A coarse trim is enough: what is dropped is read again from its saved fold.
        foreach (var id in rooms.Keys.Take(most / 10)) rooms.TryRemove(id, out _);
    }

    public void Drop(Guid room) => rooms.TryRemove(room, out _);
}

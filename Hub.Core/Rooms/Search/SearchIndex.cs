using Hub.Core.Journal;

namespace Hub.Core.Rooms.Search;

/// <summary>What a purge takes out of the index, within its own transaction: then neither is done without the other.</summary>
internal static class SearchIndex
{
    /// <summary>Nothing up to <paramref name="through"/> is found any more, and nothing of it comes back: an indexer that has just read it finds its cursor moved.</summary>
    public static IEnumerable<SideWrite> Forget(Guid room, long through)
    {
        (string, object?)[] values = [("@room", room), ("@through", through)];
        // Always back by one: what an indexer has just read may have changed a message that goes here, and must not be written. Never forward, or a second purge would bring the cursor to where it was read.
        yield return new("INSERT INTO search_progress (room, seq) VALUES (@room, -1) ON CONFLICT (room) DO UPDATE SET seq = search_progress.seq - 1", values);
        yield return new("DELETE FROM search_terms WHERE room = @room AND seq <= @through", values);
        yield return new("DELETE FROM mentions WHERE room = @room AND seq <= @through", values);
    }
}

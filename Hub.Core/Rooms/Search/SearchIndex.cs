using System.Data.Common;
using Hub.Core.Data;

namespace Hub.Core.Rooms.Search;

/// <summary>What a purge takes out of the index. Call it on the purge's own connection, within its transaction: then neither is done without the other.</summary>
public static class SearchIndex
{
    /// <summary>Nothing up to <paramref name="through"/> is found any more, and nothing of it comes back: an indexer that has just read it finds its cursor moved.</summary>
    public static async Task ForgetAsync(DbConnection on, Guid room, long through, CancellationToken cancel = default)
    {
        var further = on is Npgsql.NpgsqlConnection ? "greatest" : "max";
        await on.Command($"INSERT INTO search_cursors (room, seq) VALUES (@room, @through) ON CONFLICT (room) DO UPDATE SET seq = {further}(search_cursors.seq, excluded.seq)",
            ("@room", room), ("@through", through)).RunAsync(cancel);
        await on.Command("DELETE FROM search_terms WHERE room = @room AND seq <= @through", ("@room", room), ("@through", through)).RunAsync(cancel);
        await on.Command("DELETE FROM mentions WHERE room = @room AND seq <= @through", ("@room", room), ("@through", through)).RunAsync(cancel);
    }

    /// <summary>Of a room that is shredded whole; its row, or its key, goes in the same transaction.</summary>
    public static Task ForgetRoomAsync(DbConnection on, Guid room, CancellationToken cancel = default) => ForgetAsync(on, room, long.MaxValue, cancel);
}

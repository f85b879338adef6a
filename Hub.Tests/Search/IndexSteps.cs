using Hub.Core.Data;
using Hub.Core.Rooms.Search;

namespace Hub.Tests.Search;

/// <summary>Steps of the index, read and written by hand, and what stands there then.</summary>
internal static class IndexSteps
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<SortedSet<(string, long)>> RowsAsync(SearchHost host)
    {
        await using var on = await host.Journal.Database.OpenAsync(Cancel);
        return [.. await on.Command("SELECT term, seq FROM search_terms UNION ALL SELECT hex(person), seq FROM mentions").ListAsync(r => (r.GetValue(0).ToString()!, r.GetInt64(1)), Cancel)];
    }

    public static Task<long> IndexedAsync(SearchHost host, Guid room) => NumberAsync(host, "SELECT seq FROM search_progress WHERE room = @room", room);

    public static Task<long> HeadAsync(SearchHost host, Guid room) => NumberAsync(host, "SELECT head FROM rooms WHERE id = @room", room);

    public static async Task<long> NumberAsync(SearchHost host, string query, Guid room)
    {
        await using var on = await host.Journal.Database.OpenAsync(Cancel);
        return (await on.Command(query, ("@room", room)).ListAsync(r => r.GetInt64(0), Cancel)).SingleOrDefault();
    }

    // As an indexer does that is then kept waiting for its turn to write.
    public static async Task<IndexStep> ReadStepAsync(SearchHost host, Guid room) => await ReadStepAsync(host, room, await IndexedAsync(host, room), Writer(host).Size.AtOnce);

    public static async Task<IndexStep> ReadStepAsync(SearchHost host, Guid room, long after, int most)
    {
        await using var on = await host.Journal.Journal.ReadAsync(Cancel);
        var live = await host.Journal.Journal.OpenAsync(on, room, Cancel);
        return (await IndexStep.ReadAsync(on, live!, host.Journal.Journal.Sealer, new SearchKey(live!.Key), after, most, Cancel))!;
    }

    public static IndexWriter Writer(SearchHost host) => IndexWriter.For(host.Journal.Database, host.Journal.Journal);

    // As a purge does, with its commit.
    public static async Task ForgetAsync(SearchHost host, Guid room, long through)
    {
        await using var on = await host.Journal.Database.OpenAsync(Cancel);
        await on.Command("UPDATE events SET body = NULL WHERE room = @room AND type IN ('messagePosted', 'messageEdited') AND coalesce(about, seq) <= @through", ("@room", room), ("@through", through)).RunAsync(Cancel);
        foreach (var write in SearchIndex.Forget(room, through)) await on.Command(write.Sql, write.Values).RunAsync(Cancel);
    }
}

using Hub.Core.Data;
using Hub.Core.Rooms.Messages;
using Hub.Core.Rooms.Search;
using Hub.Tests.Journal;
using Hub.Tests.Support;
using static Hub.Tests.Search.IndexSteps;

namespace Hub.Tests.Search;

/// <summary>On SQLite a step of the index is written by little; whatever comes between its turns, it leaves what it would have left in peace.</summary>
public sealed class IndexStepTests(TestServers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(1), InlineData(3), InlineData(8)]
    public async Task Step_BrokenOffAnywhere_LeavesTheRowsThatOneInPeaceLeaves(int seed)
    {
        await using var host = await SearchHost.StartAsync(Engine.Sqlite, servers);
        Guid amara = Do.NewId(), chen = Do.NewId();
        var ward = await host.Journal.Channel(amara, chen);
        var random = new Random(seed);
        var posted = new List<long>();
        for (var round = 0; round < 20; round++)
        {
            for (var i = 0; i < 6; i++)
                posted.Add(await host.Journal.Say(amara, ward, new PostMessage($"lantern{i} compass{i % 3}", Mentions: i % 4 == 0 ? new([chen]) : null)));
            for (var i = 0; i < 4; i++)
            {
                var seq = posted[random.Next(posted.Count)];
                await host.Journal.Say(amara, ward, random.Next(4) switch
                {
                    0 when posted.Remove(seq) => new DeleteMessage(seq),
                    1 => new React(seq, "👍", true),
                    _ => new EditMessage(seq, $"sextant{random.Next(3)} compass{random.Next(3)}", random.Next(2) == 0 ? new([chen]) : null),
                });
            }
            // A crash after some of its pieces, or none, or all of them.
            await BrokenOffAsync(host, ward, 1 + random.Next(12), random.NextDouble());
        }

        await LeavesWhatOneInPeaceLeavesAsync(host);
    }

    /// <summary>Reads a step of some events, in two goes, and writes a share of its rows; all of it and the cursor, where the share is large.</summary>
    private static async Task BrokenOffAsync(SearchHost host, Guid room, int events, double share)
    {
        var after = await IndexedAsync(host, room);
        var step = await ReadStepAsync(host, room, after, events);
        if (step.More) step = step.Then(await ReadStepAsync(host, room, step.UpTo, events));
        // A step whose end is its beginning leaves the cursor where it is.
        var rows = step.Terms.Gone.Select(t => new Change<SearchTermRow>([t], [])).Concat(step.Terms.Came.Select(t => new Change<SearchTermRow>([], [t])));
        if (share > 0.7) await Writer(host).WriteAsync([step], null, Cancel);
        else await Writer(host).WriteAsync([.. rows.Take((int)(share / 0.7 * step.Rows)).Select(r => step with { Terms = r, Mentions = new([], []), UpTo = after })], null, Cancel);
    }

    [Fact]
    public async Task Step_WhoseWriterStopsAfterATurn_IsMadeGoodWhateverWasChangedSince()
    {
        await using var host = await SearchHost.StartAsync(Engine.Sqlite, servers);
        var (amara, ward, posted) = await LongAsync(host);
        var step = await ReadStepAsync(host, ward, 0, 1000);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Writer(host).WriteAsync([step], _ => throw new InvalidOperationException(), Cancel));
        Assert.InRange(await host.CountAsync("search_terms"), 1, step.Rows - 1);
        Assert.Equal(0, await IndexedAsync(host, ward));

        // More of them than are read at once.
        foreach (var seq in posted.Where(s => s % 2 == 0)) await host.Journal.Say(amara, ward, new EditMessage(seq, "sextant"));
        foreach (var seq in posted.Where(s => s % 3 == 0)) await host.Journal.Say(amara, ward, new DeleteMessage(seq));
        await LeavesWhatOneInPeaceLeavesAsync(host);
    }

    [Fact]
    public async Task Step_WithAPurgeBetweenItsTurns_LeavesNothingOfWhatWent()
    {
        await using var host = await SearchHost.StartAsync(Engine.Sqlite, servers);
        var (_, ward, posted) = await LongAsync(host);
        var turns = 0;
        await Writer(host).WriteAsync([await ReadStepAsync(host, ward, 0, 1000)], async _ =>
        {
            if (++turns > 1) return;
            Assert.NotEqual(0, await host.CountAsync("search_terms"));
            Assert.Equal(0, await IndexedAsync(host, ward));
            await ForgetAsync(host, ward, posted[^1]);
        }, Cancel);

        Assert.True(turns > 1);
        Assert.Equal((0, 0), (await host.CountAsync("search_terms"), await host.CountAsync("mentions")));
        await host.Indexer.CatchUpAsync(Cancel);
        Assert.Equal((0, 0), (await host.CountAsync("search_terms"), await host.CountAsync("mentions")));
    }

    [Fact]
    public async Task Step_WhileAnotherIndexerHasReadALaterOne_IsWrittenWholeOrNotAtAll()
    {
        await using var host = await SearchHost.StartAsync(Engine.Sqlite, servers);
        var (amara, ward, posted) = await LongAsync(host);
        var first = await ReadStepAsync(host, ward, 0, 1000);
        foreach (var seq in posted) await host.Journal.Say(amara, ward, new DeleteMessage(seq));
        var later = await ReadStepAsync(host, ward, 0, 1000);
        Task? other = null;
        await Writer(host).WriteAsync([first], async _ =>
        {
            other ??= Writer(host).WriteAsync([later], null, Cancel);
            await Task.WhenAny(other, Task.Delay(TimeSpan.FromMilliseconds(50), Cancel));
        }, Cancel);
        await other!;

        Assert.Equal(first.UpTo, await IndexedAsync(host, ward));
        await host.Indexer.CatchUpAsync(Cancel);
        Assert.Equal((0, 0), (await host.CountAsync("search_terms"), await host.CountAsync("mentions")));
    }

    /// <summary>A room with more to write than a turn holds.</summary>
    private static async Task<(Guid Amara, Guid Ward, List<long> Posted)> LongAsync(SearchHost host)
    {
        Guid amara = Do.NewId(), chen = Do.NewId();
        var ward = await host.Journal.Channel(amara, chen);
        var posted = new List<long>();
        for (var i = 0; i < 200; i++)
            posted.Add(await host.Journal.Say(amara, ward, new PostMessage(string.Join(' ', Enumerable.Range(0, 30).Select(w => $"word{i}x{w}")), Mentions: new([chen]))));
        return (amara, ward, posted);
    }

    private static async Task LeavesWhatOneInPeaceLeavesAsync(SearchHost host)
    {
        await host.Indexer.CatchUpAsync(Cancel);
        var rows = await RowsAsync(host);
        Assert.True(rows.Count > 100);
        foreach (var table in (string[])["search_terms", "mentions", "search_progress"]) await host.Journal.Database.ExecuteAsync($"DELETE FROM {table}");
        await host.Indexer.CatchUpAsync(Cancel);
        Assert.Equal(await RowsAsync(host), rows);
    }
}

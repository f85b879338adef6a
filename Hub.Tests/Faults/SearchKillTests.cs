using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Core.Data;
using Hub.Tests.Journal;
using Hub.Tests.Support;

namespace Hub.Tests.Faults;

/// <summary>
/// The search index is written behind the journal, on SQLite in many small turns. Whatever is killed amid that, and whenever: afterwards all that stands is
/// found by a word of its own, nothing of what went is, and the rows are those of an index made anew.
/// </summary>
public class SearchKillTests
{
    // A node, then the database; in a long run the other node too.
    private static readonly int Kills = Soak.On ? 3 : 2;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(FaultTests.Rounds), MemberType = typeof(FaultTests))]
    public async Task Kill9_WhileTheIndexIsWritten_AllThatStandsIsFound_AndNothingThatWent(Engine engine, int round)
    {
        await using var host = await HubHost.StartAsync(engine, nodes: engine == Engine.Postgres ? 2 : 1, people: 9, ("Hub__Limits__Burst", "1000000"), ("Hub__Limits__PerSecond", "1000000"));
        var crowd = await host.CrowdAsync(8);
        var outsider = await host.MemberAsync("person-0009");
        Guid[] rooms = [.. await Task.WhenAll(Enumerable.Range(1, 4).Select(i => crowd[0].CreateRoomAsync($"Ward {i}", crowd.Skip(1).Select(m => m.Id))))];

        var (written, isOver) = (new Written(), new CancellationTokenSource());
        var writers = crowd.Select(m => WriteAsync(m, rooms, written, isOver.Token)).ToList();
        var first = Random.Shared.Next(host.Nodes.Count);
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(Random.Shared.Next(400, 1600), Cancel);
            await KillAsync(host, kill, host.Nodes[(first + kill) % host.Nodes.Count]);
        }
        // However slow the machine is: enough is written after the last kill too.
        var (stood, went) = (written.Stands.Count, written.Gone.Count);
        await Machine.UntilAsync(() => Task.FromResult(written.Stands.Count > stood + 50 && written.Gone.Count > went + 15), TimeSpan.FromSeconds(60), () => $"too little is written: {written.Stands.Count}, {written.Gone.Count}");
        await isOver.CancelAsync();
        await Task.WhenAll(writers).WaitAsync(TimeSpan.FromSeconds(60), Cancel);
        await IndexedAsync(host);

        await EachIsFoundAsync(crowd, written);
        foreach (var (_, _, word) in written.Stands.Take(30)) Assert.Empty(await FindAsync(outsider, word));
        foreach (var node in host.Nodes) await node.StopAsync();
        Assert.Contains("0 faults", await host.Node.RunAsync("verify"), StringComparison.Ordinal);
        await IsAsMadeAnewAsync(host);
        FaultTests.Say($"{engine} round {round}: {written.Stands.Count} messages found, {written.Gone.Count} words gone");
    }

    /// <summary>Each time another: a node and, where there is one, the database.</summary>
    private static async Task KillAsync(HubHost host, int kill, HubNode node)
    {
        if (host.Postgres is { } postgres && kill == 1)
        {
            await postgres.StopImmediateAsync();
            await postgres.RestartAsync();
            return;
        }
        await node.KillAsync();
        await node.StartAsync();
    }

    /// <summary>Posts messages with a word of their own; of some it is edited away, and some are deleted. Each command is sent until it is answered.</summary>
    private static async Task WriteAsync(Member writer, Guid[] rooms, Written written, CancellationToken isOver)
    {
        while (!isOver.IsCancellationRequested)
        {
            var (room, word) = (rooms[Random.Shared.Next(rooms.Length)], Word());
            var posted = await writer.PostAsync(room, $"{word}: potassium 6.1, repeat it after the round and tell the family");
            Assert.Equal(Fate.Ok, posted.Fate);
            switch (Random.Shared.Next(5))
            {
                case 0:
                    var later = Word();
                    await writer.DoAsync(room, new { type = "editMessage", seq = posted.Seq, text = $"{later}: potassium 4.4" });
                    written.Gone.Add(word);
                    written.Stands.Add((room, posted.Seq, later));
                    break;
                case 1:
                    await writer.DoAsync(room, new { type = "deleteMessage", seq = posted.Seq });
                    written.Gone.Add(word);
                    break;
                default:
                    written.Stands.Add((room, posted.Seq, word));
                    break;
            }
            await Task.Delay(Random.Shared.Next(Soak.On ? 20 : 200), CancellationToken.None);
        }
    }

    private static async Task EachIsFoundAsync(IReadOnlyList<Member> crowd, Written written)
    {
        // Members sit at either node in turn, so that both are asked. Some of many in a short run: the rows are compared whole.
        await Parallel.ForEachAsync(Some(written.Stands).Select((m, i) => (m, i)), Cancel, async (x, _) =>
            Assert.Equal([(x.m.Room, x.m.Seq)], await FindAsync(crowd[x.i % crowd.Count], x.m.Word)));
        await Parallel.ForEachAsync(Some(written.Gone).Select((w, i) => (w, i)), Cancel, async (x, _) =>
            Assert.Empty(await FindAsync(crowd[x.i % crowd.Count], x.w)));

        static IEnumerable<T> Some<T>(IReadOnlyCollection<T> all) => Soak.On ? all : all.Shuffle().Take(100);
    }

    private static async Task<List<(Guid Room, long Seq)>> FindAsync(Member who, string word)
    {
        using var answer = await who.Http.PostAsJsonAsync("/api/search", new { q = word }, Cancel);
        answer.EnsureSuccessStatusCode();
        var found = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        return [.. found.GetProperty("hits").EnumerateArray().Select(h => (h.GetProperty("room").GetGuid(), h.GetProperty("seq").GetInt64()))];
    }

    private static async Task IsAsMadeAnewAsync(HubHost host)
    {
        HashSet<string> left;
        await using (var database = host.OpenDatabase())
        {
            left = await RowsAsync(database);
            await database.ExecuteAsync("DELETE FROM search_terms");
            await database.ExecuteAsync("DELETE FROM search_progress");
        }
        await host.Node.StartAsync();
        await IndexedAsync(host);
        await host.Node.StopAsync();
        await using var after = host.OpenDatabase();
        var anew = await RowsAsync(after);
        Assert.NotEmpty(anew);
        Assert.Empty(left.Except(anew));
        Assert.Empty(anew.Except(left));
    }

    private static async Task<HashSet<string>> RowsAsync(Database database)
    {
        await using var on = await database.OpenAsync(Cancel);
        return [.. await on.Command("SELECT room, term, seq FROM search_terms").ListAsync(r => $"{r.Id(0)} {r.GetInt64(1)} {r.GetInt64(2)}", Cancel)];
    }

    /// <summary>Waits until no room has events that the index has not read.</summary>
    private static async Task IndexedAsync(HubHost host)
    {
        await using var database = host.OpenDatabase();
        await using var on = await database.OpenAsync(Cancel);
        await Machine.UntilAsync(
            async () => (await on.Command("SELECT 1 FROM rooms r LEFT JOIN search_progress c ON c.room = r.id WHERE r.head > coalesce(c.seq, 0)").ListAsync(r => 1, Cancel)).Count == 0,
            TimeSpan.FromSeconds(30), () => $"the index does not come after\n{host.Logs}");
    }

    private static string Word() => $"w{Random.Shared.NextInt64():x}";

    private sealed class Written
    {
        public ConcurrentBag<(Guid Room, long Seq, string Word)> Stands { get; } = [];
        public ConcurrentBag<string> Gone { get; } = [];
    }
}

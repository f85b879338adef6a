using Hub.Core.Data;
using Hub.Tests.Journal;
using Hub.Tests.Support;

namespace Hub.Tests.Search;

/// <summary>
/// What a search costs over many messages: 20,000 here, a million in infra/soak (<c>infra/soak 1 -class Hub.Tests.Search.SearchTimingTests</c>),
/// in twenty rooms, of words as often and as seldom as in a language.
/// </summary>
public sealed class SearchTimingTests(TestServers servers)
{
    private const int Rooms = 20;
    private const int Asked = 20;
    private static readonly int Total = Soak.On ? 1_000_000 : 20_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Find_OverManyMessages_AnswersInATenthOfASecond(Engine engine)
    {
        await using var host = await SearchHost.StartAsync(engine, servers);
        Guid amara = host.Person("amara", "Amara Okafor"), chen = host.Person("chen", "Dr. Wei Chen");
        var random = new Random(11);
        var started = TimeProvider.System.GetTimestamp();
        for (var r = 0; r < Rooms; r++)
        {
            var room = await host.Journal.Channel(amara, chen);
            await host.Journal.GrowAsync(room, r % 2 == 0 ? amara : chen, Total / Rooms, i => i == 77 ? $"{Text(random)} lantern{r}" : Text(random));
            host.Journal.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        var seeded = TimeProvider.System.GetElapsedTime(started);
        await host.Indexer.CatchUpAsync(Cancel);
        await host.Journal.Database.ExecuteAsync(engine == Engine.Postgres ? "VACUUM (ANALYZE) search_terms" : "PRAGMA optimize");
        Say($"{engine}: {Total} messages seeded in {seeded.TotalSeconds:0} s and indexed in {(TimeProvider.System.GetElapsedTime(started) - seeded).TotalSeconds:0} s, {await host.CountAsync("search_terms")} terms");

        double worst = 0, worstMedian = 0, worstOfFastest = 0;
        foreach (var q in (string[])[Word(0), Word(3), $"{Word(2)} {Word(40)}", $"{Word(0)} {Word(900)}", $"{Word(1)} {Word(5)} {Word(30)}", "lantern7", "lant*", "nowhere", $"{Word(7)[..3]}*", $"{Word(4)} from:chen", $"{Word(4)} before:2026-03-03", $"{Word(4)} after:2026-03-01"])
        {
            var (fastest, median, last, found) = await MeasureAsync(host, amara, q);
            (worst, worstMedian, worstOfFastest) = (Math.Max(worst, last), Math.Max(worstMedian, median), Math.Max(worstOfFastest, fastest));
            Say($"{engine} {q}: {found} found, fastest {fastest:0.0} ms, median {median:0.0} ms, 19th of 20 {last:0.0} ms");
        }

        // Beside the other tests an answer waits for a core that they have: the fastest shows what a search costs, and the others are judged where the machine is quiet.
        Assert.InRange(Soak.On ? worstMedian : worstOfFastest, 0, 100);
        Assert.InRange(worst, 0, Soak.On ? 100 : 2000);
    }

    private static async Task<(double Fastest, double Median, double Last, int Found)> MeasureAsync(SearchHost host, Guid who, string q)
    {
        var times = new List<double>();
        var found = 0;
        for (var i = -3; i < Asked; i++)
        {
            var started = TimeProvider.System.GetTimestamp();
            found = (await host.Rooms.FindAsync(who, q, null, 20, cancel: Cancel)).Hits.Count;
            if (i >= 0) times.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
        }
        times.Sort();
        return (times[0], times[Asked / 2], times[Asked - 2], found);
    }

    /// <summary>Seven words, of every tenth message 25, of every hundredth 80; some of them often, the others ever more seldom (Zipf).</summary>
    private static string Text(Random random) => string.Join(' ', Enumerable.Range(0, random.Next(100) switch { 0 => 80, < 10 => 25, _ => 7 }).Select(_ => Word((int)Math.Pow(20_000, random.NextDouble()) - 1)));

    /// <summary>A word of its own for each rank, of four to nine letters.</summary>
    private static string Word(int rank)
    {
        const string Consonants = "bcdfghklmnprstvz", Vowels = "aeiou";
        var word = "";
        for (var left = rank + 200; left > 0; left /= 80) word += $"{Consonants[left % 80 / 5]}{Vowels[left % 5]}";
        return word + "s";
    }

    private static void Say(string line) => TestContext.Current.TestOutputHelper!.WriteLine(line);
}

using Hub.Core.Data;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Messages;
using Hub.Tests.Journal;
using Hub.Tests.Support;

namespace Hub.Tests.Nudges;

/// <summary>In real time: some hundreds of open asks here, ten thousand in infra/soak (<c>infra/soak 1 -class Hub.Tests.Nudges.NudgeTimingTests</c>), a look each second as the job's.</summary>
public sealed class NudgeTimingTests(TestServers servers)
{
    private const int AsksARoom = 1000;
    private static readonly int Count = Soak.On ? 10_000 : 300;
    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(Soak.On ? 55 : 4), AMoment = TimeSpan.FromSeconds(1), Longest = TimeSpan.FromMinutes(3);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Nudge_OfManyOpenAsks_LeavesAtMostFiveSecondsAfterItIsDue(Engine engine)
    {
        await using var host = await NudgeHost.StartAsync(engine, servers);
        var due = new Dictionary<(Guid Room, long Seq), long>();
        var start = host.Clock.GetUtcNow();
        for (var first = 0; first < Count; first += AsksARoom)
        {
            var room = await host.Team.Host.Channel(host.Team.Amara, host.Team.Chen);
            foreach (var _ in Enumerable.Range(0, Math.Min(AsksARoom, Count - first)))
            {
                due[(room, await host.AskAsync(Priority.Important, within: 1, room))] = Core.Instant.ToMicros(host.Clock.GetUtcNow().AddMinutes(1));
                host.Clock.Advance(Spread / Count);
            }
        }
        host.Clock.Advance(start.AddMinutes(1) - AMoment - host.Clock.GetUtcNow());
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var running = RunAsync(host.Clock, done.Token);
        var began = TimeProvider.System.GetTimestamp();
        for (var told = 0; told < Count && TimeProvider.System.GetElapsedTime(began) < Longest;)
        {
            told += await host.Round.RunAsync(Cancel);
            await Task.Delay(AMoment, Cancel);
        }
        await done.CancelAsync();
        await running;

        var late = new List<double>();
        foreach (var room in due.Keys.Select(k => k.Room).Distinct())
            for (var after = 0L; ;)
            {
                var page = await host.Team.Host.Reader.EventsAsync(host.Team.Amara, room, after, 1000, Cancel);
                late.AddRange(page.Events.Where(e => e.Payload is Nudged { Times: 1 }).Select(e => (e.At - due[(room, e.About!.Value)]) / (double)Core.Instant.Second));
                if (page.Events.Count == 0) break;
                after = page.Events[^1].Seq;
            }
        late.Sort();
        Assert.Equal(Count, late.Count);
        TestContext.Current.TestOutputHelper!.WriteLine($"{engine}: {Count} nudges, median {late[Count / 2]:0.00} s, p99 {late[Count * 99 / 100]:0.00} s, last {late[^1]:0.00} s after they were due");
        Assert.InRange(late[0], 0, 5);
        Assert.InRange(late[Count * 99 / 100], 0, 5);
    }

    // The clock goes as the real one does.
    private static async Task RunAsync(ManualClock clock, CancellationToken cancel)
    {
        var last = TimeProvider.System.GetTimestamp();
        while (!cancel.IsCancellationRequested)
        {
            await Task.Delay(10, CancellationToken.None);
            var now = TimeProvider.System.GetTimestamp();
            clock.Advance(TimeProvider.System.GetElapsedTime(last, now));
            last = now;
        }
    }
}

using System.Diagnostics;
using Hub.Core.Data;
using Hub.Tests.Support;

namespace Hub.Tests.Faults;

[Collection(nameof(FaultTests))]
public class RedisTests
{
    private static readonly TimeSpan Seen = TimeSpan.FromSeconds(2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<int>> Rounds() => Enumerable.Range(1, Math.Max(1, Soak.Rounds)).Select(i => new TheoryDataRow<int>(i));

    [Theory, MemberData(nameof(Rounds))]
    public async Task RedisKilledFrozenFlushed_PostsOnTwoNodes_AllOnceInOrderWithinTwoSeconds(int round)
    {
        await using var host = await HubHost.StartAsync(Engine.Postgres, nodes: 2, people: 11);
        var crowd = await host.CrowdAsync(10);
        var outsider = await host.MemberAsync("person-0011", node: 1);
        var room = await crowd[0].CreateRoomAsync("Night shift", crowd.Skip(1).Select(m => m.Id));
        await Task.WhenAll(crowd.Select(m => m.EnterAsync(room)));

        await StageAsync("up", () => Task.CompletedTask);
        await StageAsync("killed", host.Redis!.KillAsync);
        await host.Redis.RestartAsync();
        await StageAsync("frozen", () => { host.Redis.Freeze(); return Task.CompletedTask; });
        host.Redis.Thaw();
        await StageAsync("flushed", host.Redis.FlushAllAsync);

        var commands = crowd.SelectMany(m => m.Commands).ToList();
        Assert.Equal(400, commands.Count);
        Assert.All(commands, c => Assert.Equal((Fate.Ok, 1), (c.Fate, c.Attempts)));
        await Checker.HoldsAsync(room, crowd, commands);
        Assert.All(crowd, m => Assert.Equal(1, m.Connects));
        Checker.HeardNothing(outsider, room);

        // 100 messages through both nodes in 5 s, while Redis is as the stage says.
        async Task StageAsync(string stage, Func<Task> fault)
        {
            await fault();
            var before = crowd.SelectMany(m => m.Commands).ToHashSet();
            var traffic = Traffic.Start(crowd, room, perSecond: 20, count: 100, padding: $" ({stage})");
            await traffic.DoneAsync(TimeSpan.FromSeconds(20));
            await Task.Delay(Seen, Cancel);
            var posted = crowd.SelectMany(m => m.Commands).Where(c => !before.Contains(c)).ToList();
            var slowestPost = posted.Max(c => c.Took);
            var delays = (from c in posted from m in crowd select Stopwatch.GetElapsedTime(c.SettledAt, m.List(room).SeenAt(c.Seq))).ToList();
            FaultTests.Say($"round {round}, Redis {stage}: slowest post {slowestPost.TotalMilliseconds:0} ms, seen p50 {Checker.Percentile(delays, 0.5).TotalMilliseconds:0} " +
                $"max {delays.Max().TotalMilliseconds:0} ms");
            Assert.True(slowestPost < TimeSpan.FromSeconds(1), $"a post took {slowestPost} while Redis was {stage}");
            Assert.True(delays.Max() < Seen, $"a message was seen after {delays.Max()} while Redis was {stage}");
        }
    }
}

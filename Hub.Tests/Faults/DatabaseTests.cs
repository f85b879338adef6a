using System.Diagnostics;
using System.Net;
using Hub.Core.Data;
using Hub.Tests.Support;

namespace Hub.Tests.Faults;

public class DatabaseTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(RedisTests.Rounds), MemberType = typeof(RedisTests))]
    public async Task PostgresStoppedAtOnceUnderLoad_ThenStarted_NothingLostOrDoubled(int round)
    {
        await using var host = await HubHost.StartAsync(Engine.Postgres, nodes: 2, people: 20);
        var crowd = await host.CrowdAsync(20);
        var room = await crowd[0].CreateRoomAsync("Ward 4", crowd.Skip(1).Select(m => m.Id));
        await Task.WhenAll(crowd.Select(m => m.EnterAsync(room)));

        var traffic = Traffic.Start(crowd, room, perSecond: 60, givenUp: 0.2);
        await Task.Delay(TimeSpan.FromSeconds(2), Cancel);
        await host.Postgres!.StopImmediateAsync();
        var (failed, since) = (0, Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(since) is var away && (away < TimeSpan.FromSeconds(2) || (failed < 40 && away < TimeSpan.FromSeconds(20))))
        {
            using var answer = await crowd[0].Http.GetAsync("/api/rooms", Cancel);
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable) failed++;
            await Task.Delay(20, Cancel);
        }
        await host.Postgres.RestartAsync();
        await Task.Delay(TimeSpan.FromSeconds(3), Cancel);
        await traffic.StopAsync(TimeSpan.FromSeconds(60));

        var commands = crowd.SelectMany(m => m.Commands).ToList();
        await Checker.HoldsAsync(room, crowd, commands, TimeSpan.FromSeconds(20));
        Assert.Contains(commands, c => c.Attempts > 1 && c.Fate == Fate.Ok);
        Assert.All(host.Nodes, n => Assert.True(n.IsRunning));
        // The log says what fails, and not for each request anew.
        var told = host.Nodes.Sum(n => n.Log.Split("An unhandled exception has occurred").Length - 1);
        Assert.InRange(failed, 40, int.MaxValue);
        Assert.InRange(told, 1, 12);
        FaultTests.Say($"round {round}: {commands.Count} posts, {commands.Count(c => c.Attempts > 1)} sent again, {commands.Count(c => c.Fate == Fate.Unknown)} unknown");
    }
}

using Hub.Core.Data;
using Hub.Tests.Support;

namespace Hub.Tests.Faults;

public class KillTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(FaultTests.Rounds), MemberType = typeof(FaultTests))]
    public async Task Kill9_While50ClientsPost_EachAcknowledgedMessageStandsOnceForAll(Engine engine, int round)
    {
        await using var host = await HubHost.StartAsync(engine, people: 51);
        var crowd = await host.CrowdAsync(50);
        var outsider = await host.MemberAsync("person-0051");
        var room = await crowd[0].CreateRoomAsync("Ward 4", crowd.Skip(1).Select(m => m.Id));
        await Task.WhenAll(crowd.Select(m => m.EnterAsync(room)));

        // A fifth is never sent again, as from a device that was switched off: those stand once or not at all.
        var traffic = Traffic.Start(crowd, room, perSecond: 100, givenUp: 0.2);
        await Task.Delay(TimeSpan.FromSeconds(3) + TimeSpan.FromMilliseconds(Random.Shared.Next(1000)), Cancel);
        await host.Node.KillAsync();
        await Task.Delay(500, Cancel);
        await host.Node.StartAsync();
        await Task.Delay(TimeSpan.FromSeconds(3), Cancel);
        await traffic.StopAsync(TimeSpan.FromSeconds(60));

        var commands = crowd.SelectMany(m => m.Commands).ToList();
        var journal = await Checker.HoldsAsync(room, crowd, commands, TimeSpan.FromSeconds(30));
        Checker.HeardNothing(outsider, room);
        Assert.All(crowd, m => Assert.True(m.Connects >= 2, $"{m.User} was not cut off"));
        Assert.Contains(commands, c => c.Attempts > 1 && c.Fate == Fate.Ok);
        FaultTests.Say($"{engine} round {round}: {commands.Count} posts, {commands.Count(c => c.Fate == Fate.Ok)} acknowledged, " +
            $"{commands.Count(c => c.Attempts > 1)} sent again, {commands.Count(c => c.Fate == Fate.Unknown)} unknown, head {journal[^1].Seq}");
    }
}

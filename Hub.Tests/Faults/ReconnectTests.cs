using System.Diagnostics;
using Hub.Core.Data;
using Hub.Tests.Support;

namespace Hub.Tests.Faults;

/// <summary>Everybody comes back at once after a node was killed: 100 people in CI, 2,000 in a soak.</summary>
[Collection(nameof(FaultTests))]
public class ReconnectTests
{
    private const int PerRoom = 50;
    private static readonly int People = Soak.On ? 2000 : 100;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task AllReconnectAtOnce_AfterAKill_AreInSyncWithin30Seconds(Engine engine)
    {
        await using var host = await HubHost.StartAsync(engine, people: People);
        var crowd = await host.CrowdAsync(People);
        var rooms = new List<(Guid Id, Member[] Members)>();
        foreach (var members in crowd.Chunk(PerRoom)) rooms.Add((await members[0].CreateRoomAsync("Ward", members.Skip(1).Select(m => m.Id)), members));
        await Parallel.ForEachAsync(rooms, async (room, _) => { foreach (var m in room.Members) await m.EnterAsync(room.Id); });

        // Each room has something that its members have yet to be told when they come back.
        var traffic = rooms.ConvertAll(r => Traffic.Start(r.Members[..2], r.Id, perSecond: 1));
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        await host.Node.KillAsync();
        var before = crowd.Select(m => m.Connects).ToList();
        await host.Node.StartAsync();
        var ready = Stopwatch.GetTimestamp();
        await Machine.UntilAsync(() => Task.FromResult(crowd.Select((m, i) => m.IsConnected && m.Connects > before[i]).All(b => b)), Limit,
            () => $"{crowd.Count(m => !m.IsConnected)} of {People} are still away");
        var back = Stopwatch.GetElapsedTime(ready);
        await Task.WhenAll(traffic.Select(t => t.StopAsync(Limit)));
        foreach (var (id, members) in rooms) await Checker.HoldsAsync(id, members, members.SelectMany(m => m.Commands), Limit);
        var synced = Stopwatch.GetElapsedTime(ready);

        Assert.True(synced < Limit, $"in sync only after {synced}");
        FaultTests.Say($"{engine}: {People} people back after {back.TotalSeconds:N1} s, all in sync after {synced.TotalSeconds:N1} s");
    }
}

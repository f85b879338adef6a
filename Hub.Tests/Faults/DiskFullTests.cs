using System.Globalization;
using Hub.Core.Data;
using Hub.Tests.Support;

namespace Hub.Tests.Faults;

/// <summary>A file that may not grow any more: what the disk no longer takes is answered "try later", and goes through once there is room again.</summary>
public class DiskFullTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(RedisTests.Rounds), MemberType = typeof(RedisTests))]
    public async Task DiskFullUnderLoad_ThenRoomAgain_NothingLostOrDoubled(int round)
    {
        await using var host = await HubHost.StartAsync(Engine.Sqlite, people: 20);
        var crowd = await host.CrowdAsync(20);
        var room = await crowd[0].CreateRoomAsync("Ward 4", crowd.Skip(1).Select(m => m.Id));
        await Task.WhenAll(crowd.Select(m => m.EnterAsync(room)));

        var traffic = Traffic.Start(crowd, room, perSecond: 60);
        await Task.Delay(TimeSpan.FromSeconds(1), Cancel);
        var log = new FileInfo(Directory.GetFiles(host.DataFolder, "hub.db-wal", SearchOption.AllDirectories).Single());
        await LimitFilesAsync(host.Node, log.Length.ToString(CultureInfo.InvariantCulture));
        await Task.Delay(TimeSpan.FromSeconds(2), Cancel);
        var refused = crowd.SelectMany(m => m.Commands).Count(c => c.Attempts > 1);
        Assert.True(host.Node.IsRunning, host.Node.Log);
        await LimitFilesAsync(host.Node, "unlimited");
        await traffic.StopAsync(TimeSpan.FromSeconds(60));

        var commands = crowd.SelectMany(m => m.Commands).ToList();
        await Checker.HoldsAsync(room, crowd, commands, TimeSpan.FromSeconds(20));
        Assert.True(refused > 0, "the disk was never full");
        Assert.All(commands, c => Assert.Equal(Fate.Ok, c.Fate));
        FaultTests.Say($"round {round}: {commands.Count} posts, {commands.Count(c => c.Attempts > 1)} sent again");
    }

    // The soft limit on the size of files (RLIMIT_FSIZE) of the running server: a write beyond it fails, as on a full disk, and needs no disk of its own.
    private static Task LimitFilesAsync(HubNode node, string bytes) =>
        OwnProcess.RunAsync(Machine.Program("prlimit"), "--pid", node.Pid.ToString(CultureInfo.InvariantCulture), $"--fsize={bytes}:unlimited");
}

using Hub.Core.Data;
using Hub.Tests.Support;

namespace Hub.Tests.Faults;

/// <summary>A database that is put back from a backup: what came after the backup is gone, and nobody goes on believing otherwise.</summary>
public class RestoreTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RestoredFromABackup_EveryClientFetchesAfresh_AndTheJournalVerifies()
    {
        await using var host = await HubHost.StartAsync(Engine.Sqlite, people: 3);
        var crowd = await host.CrowdAsync(3);
        var room = await crowd[0].CreateRoomAsync("Ward 4", crowd.Skip(1).Select(m => m.Id));
        foreach (var member in crowd) await member.PostAsync(room, "before the backup");
        var before = (await crowd[0].FetchAsync(room)).Select(e => e.Digest).ToList();
        var epoch = await EpochAsync(crowd[0], room);

        await host.Node.StopAsync();
        var data = Directory.GetFiles(host.DataFolder, "hub.db", SearchOption.AllDirectories).Single();
        foreach (var file in Backed(data)) File.Copy(file, file + ".backup");
        await host.Node.StartAsync();
        foreach (var member in crowd) await member.PostAsync(room, "after the backup");

        await host.Node.StopAsync();
        foreach (var file in Backed(data)) File.Delete(file);
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(data)!, "hub.db*.backup")) File.Move(file, file[..^".backup".Length]);
        await host.Node.RunAsync("restored");
        await host.Node.StartAsync();

        // Those who held more than there is now see it by the epoch: what they hold is another life's.
        Assert.NotEqual(epoch, await EpochAsync(crowd[0], room));
        Assert.Equal(before, (await crowd[1].FetchAsync(room)).Select(e => e.Digest));
        var again = await crowd[2].PostAsync(room, "and on it goes");
        Assert.Equal((Fate.Ok, before.Count + 1L), (again.Fate, again.Seq));
        await host.Node.StopAsync();
        Assert.Contains("0 faults", await host.Node.RunAsync("verify"), StringComparison.Ordinal);
    }

    private static async Task<Guid> EpochAsync(Member member, Guid room) =>
        System.Text.Json.JsonDocument.Parse(await member.Http.GetStringAsync($"/api/rooms/{room}", Cancel)).RootElement.GetProperty("epoch").GetGuid();

    private static IEnumerable<string> Backed(string database) => Directory.GetFiles(Path.GetDirectoryName(database)!, "hub.db*").Where(f => !f.EndsWith(".backup", StringComparison.Ordinal));
}

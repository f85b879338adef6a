using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms.Messages;
using Hub.Tests.Support;

namespace Hub.Tests.Journal;

public sealed class TamperedRoomTests(TestServers servers)
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Mine_OneRoomTamperedWith_LeavesItOutAndKeepsTheOthers(Engine engine)
    {
        await using var host = await JournalHost.StartAsync(engine, servers);
        var amara = Do.NewId();
        var (bad, good) = (await host.Channel(amara), await host.Channel(amara));
        await host.Say(amara, bad, new PostMessage("Potassium 6.1"));
        await using (var on = await host.Database.OpenAsync(TestContext.Current.CancellationToken))
            await on.Command("UPDATE rooms SET n = 7 WHERE id = @room", ("@room", bad)).RunAsync(TestContext.Current.CancellationToken);
        await host.ReopenAsync();

        var mine = await host.Reader.MineAsync(amara, TestContext.Current.CancellationToken);

        Assert.Equal([good], mine.Select(r => r.Id));
        await Assert.ThrowsAsync<JournalTampered>(() => host.Reader.OpenAsync(amara, bad, TestContext.Current.CancellationToken));
        Assert.Equal(2, await host.Say(amara, good, new PostMessage("goes on")));
    }
}

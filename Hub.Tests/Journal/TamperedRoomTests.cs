using Hub.Core;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Asks;
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

    [Theory]
    [InlineData("UPDATE rooms SET kind = 100000 WHERE id = @room")]
    [InlineData("UPDATE events SET actor = x'00' WHERE room = @room AND seq = 2")]
    [InlineData("UPDATE events SET id = x'00' WHERE room = @room AND seq = 2")]
    [InlineData("UPDATE events SET at = 'noon' WHERE room = @room AND seq = 2")]
    [InlineData("UPDATE rooms SET created_at = 4611686018427387904 WHERE id = @room")]
    public async Task Mine_OneRoomWithAColumnThatCannotBeRead_LeavesItOutAndKeepsTheOthers(string change)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var host = await JournalHost.StartAsync(Engine.Sqlite, servers);
        var amara = Do.NewId();
        var (bad, good) = (await host.Channel(amara), await host.Channel(amara));
        await host.Say(amara, bad, new PostMessage("Potassium 6.1"));
        await using (var on = await host.Database.OpenAsync(cancel)) await on.Command(change, ("@room", bad)).RunAsync(cancel);
        await host.ReopenAsync();

        var tampered = new List<Guid>();
        Assert.Equal([good], (await host.Reader.MineAsync(amara, tampered, cancel)).Select(r => r.Id));
        Assert.Equal([bad], tampered);
        var described = Assert.Single(await new TamperedRooms(host.Database, host.Journal).DescribeAsync(tampered, cancel));
        Assert.NotEmpty(Instant.ToIso(described.CreatedAt));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Asks_OneTamperedWithInARoomThatIsOpen_LeavesItOutAndKeepsTheOthers(Engine engine)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var host = await JournalHost.StartAsync(engine, servers);
        var (amara, chen) = (Do.NewId(), Do.NewId());
        var ward = await host.Channel(amara, chen);
        var ask = new PostMessage("Please look", null, new Expects(AskKind.Acknowledge, [chen]));
        var (bad, good) = (await host.Say(amara, ward, ask), await host.Say(amara, ward, ask));
        await host.Database.ExecuteAsync("UPDATE events SET body = @p0 WHERE room = @p1 AND seq = @p2", new byte[64], ward, bad);

        foreach (var (who, side) in ((Guid, AskSide)[])[(chen, AskSide.WaitingForMe), (amara, AskSide.IWaitFor)])
            Assert.Equal([good], (await new AskReader(host.Journal).OfAsync(who, side, cancel)).Select(a => a.Ask.Seq));
    }

    [Theory]
    [InlineData(Engine.Sqlite, "messageDeleted"), InlineData(Engine.Postgres, "messageDeleted"), InlineData(Engine.Sqlite, "messageEdited"), InlineData(Engine.Postgres, "messageEdited")]
    public async Task Messages_OfADeletionOrAnEditTheBodyTakenOut_DoesNotBringTheTextBack(Engine engine, string type)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var host = await JournalHost.StartAsync(engine, servers);
        var amara = Do.NewId();
        var ward = await host.Channel(amara);
        var said = await host.Say(amara, ward, new PostMessage("the wrong patient"));
        await host.Say(amara, ward, type == "messageDeleted" ? new DeleteMessage(said) : new EditMessage(said, "the right one"));
        await host.Database.ExecuteAsync("UPDATE events SET body = NULL WHERE room = @p0 AND type = @p1", ward, type);

        foreach (var again in (bool[])[false, true])
        {
            if (again) await host.ReopenAsync();
            Assert.Null(Assert.Single((await host.Reader.MessagesAsync(amara, ward, null, null, 50, cancel)).Messages).Text);
        }
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Write_WhereEventsStandBeyondTheHead_IsRefusedAsTamperedAndTheOtherRoomsGoOn(Engine engine)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var host = await JournalHost.StartAsync(engine, servers);
        var amara = Do.NewId();
        var (bad, good) = (await host.Channel(amara), await host.Channel(amara));
        await host.Say(amara, bad, new PostMessage("Potassium 6.1"));
        const string Copied = "n, id, type, actor, at, about, body_hash, link, body";
        await host.Database.ExecuteAsync($"INSERT INTO events (room, seq, {Copied}) SELECT room, seq + 1, {Copied} FROM events WHERE room = @p0 AND seq = 2", bad);

        List<Task<long>> refused = [.. Enumerable.Range(0, 50).Select(i => host.Say(amara, bad, new PostMessage($"more {i}")))];
        var goesOn = host.Say(amara, good, new PostMessage("goes on"));

        foreach (var post in refused) Assert.Equal(bad, (await Assert.ThrowsAsync<JournalTampered>(() => post)).Room);
        Assert.Equal(2, await goesOn);
    }
}

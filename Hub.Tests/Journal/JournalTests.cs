using Hub.Core.Data;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Members;
using Hub.Core.Rooms.Messages;
using Hub.Tests.Support;

namespace Hub.Tests.Journal;

/// <summary>What goes in through the one door comes out as the contract says, on both engines.</summary>
public sealed class JournalTests(TestServers servers)
{
    private readonly Guid amara = Do.NewId(), chen = Do.NewId(), rosa = Do.NewId();

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Commands_OfEveryKind_AreReadBackAsTheContractSays(Engine engine)
    {
        await using var host = await JournalHost.StartAsync(engine, servers);
        var room = await host.Channel(amara, chen);

        Assert.Equal(2, await host.Say(amara, room, new PostMessage("Which dose?", Priority.Urgent, new Expects(AskKind.Acknowledge, [chen], 30))));
        Assert.Equal(3, await host.Say(chen, room, new PostMessage("50 mg", ReplyTo: 2)));
        Assert.Equal(4, await host.Say(chen, room, new EditMessage(3, "25 mg")));
        Assert.Equal(5, await host.Say(amara, room, new React(3, "👍", true)));
        Assert.Equal(6, await host.Say(amara, room, new PostMessage("Please note", null, new Expects(AskKind.Acknowledge, [chen]))));
        Assert.Equal(7, await host.Say(chen, room, new Acknowledge(6)));
        Assert.Equal(7, await host.Say(chen, room, new Acknowledge(6)));
        Assert.Equal(8, await host.Say(amara, room, new AddMember(rosa)));
        Assert.Equal(9, await host.Say(amara, room, new MakeOwner(rosa)));
        Assert.Equal(10, await host.Say(rosa, room, new RenameRoom(" Ward 5 ")));
        Assert.Equal(11, await host.Say(rosa, room, new RemoveMember(chen)));
        Assert.Equal(12, await host.Say(amara, room, new Leave()));
        Assert.Equal(13, await host.Say(rosa, room, new DeleteMessage(3)));

        await host.ReopenAsync();
        var folded = await host.Reader.OpenAsync(rosa, room);
        Assert.Equal((13, 3, "Ward 5"), (folded.Head, folded.N, folded.Title));
        Assert.Equal([rosa], folded.Members.Keys);
        Assert.Empty(folded.Asks);

        var events = (await host.Reader.EventsAsync(rosa, room, 0, 100)).Events;
        Assert.Equal(Enumerable.Range(1, 13).Select(i => (long)i), events.Select(e => e.Seq));
        Assert.Equal([3L, 4L], events.Where(e => e.Data is null).Select(e => e.Seq));

        var page = await host.Reader.MessagesAsync(rosa, room, null, null, 50);
        Assert.Equal([2L, 3L, 6L], page.Messages.Select(m => m.Seq));
        Assert.Equal("Which dose?", page.Messages[0].Text);
        Assert.Equal(host.Clock.GetUtcNow().AddMinutes(30), page.Messages[0].Expects!.DueAt);
        Assert.Equal((null, 0, rosa), (page.Messages[1].Text, page.Messages[1].Edits, page.Messages[1].DeletedBy));
        Assert.Equal(chen, Assert.Single(page.Messages[2].Acknowledged).UserId);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Retry_WithTheSameId_GetsTheFirstAnswer(Engine engine)
    {
        await using var host = await JournalHost.StartAsync(engine, servers);
        var room = await host.Channel(amara, chen);
        var post = new PostMessage("once").Fresh();

        // Concurrent retries fall into the same batch or into several.
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => host.Rooms.ExecuteAsync(chen, room, post)));
        Assert.All(answers, seq => Assert.Equal(2, seq));

        await Do.Refused(409, () => host.Rooms.ExecuteAsync(chen, room, new PostMessage("other").As(post.Id)));
        await Do.Refused(409, () => host.Rooms.ExecuteAsync(chen, room, new EditMessage(2, "once").As(post.Id)));
        // The id is the person's own: another's command may have it too.
        Assert.Equal(3, await host.Rooms.ExecuteAsync(amara, room, post));

        Assert.Equal(4, await host.Say(amara, room, new RemoveMember(chen)));
        Assert.Equal(2, await host.Rooms.ExecuteAsync(chen, room, post));
        await Do.Refused(404, () => host.Say(chen, room, new PostMessage("late")));

        await host.ReopenAsync();
        Assert.Equal(2, await host.Rooms.ExecuteAsync(chen, room, post));
        Assert.Equal(4, (await host.Reader.OpenAsync(amara, room)).Head);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Posts_AThousandAtOnceIntoFiftyRooms_StandOnceInOrder(Engine engine)
    {
        await using var host = await JournalHost.StartAsync(engine, servers);
        var rooms = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => host.Channel(amara, chen)));

        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(async i =>
            (Room: rooms[i % 50], Text: $"m{i}", Seq: await host.Say(i % 3 == 0 ? amara : chen, rooms[i % 50], new PostMessage($"m{i}")))));

        await host.ReopenAsync();
        foreach (var room in rooms)
        {
            var page = await host.Reader.EventsAsync(amara, room, 0, 1000);
            Assert.Equal(Enumerable.Range(1, 21).Select(i => (long)i), page.Events.Select(e => e.Seq));
            Assert.Equal(
                answers.Where(a => a.Room == room).OrderBy(a => a.Seq).Select(a => (a.Seq, a.Text)),
                page.Events.Skip(1).Select(e => (e.Seq, ((MessagePosted)e.Payload!).Text)));
        }
        // Each commit was heard of once, in order for each room.
        Assert.All(host.Commits.SelectMany(c => c.Events).GroupBy(e => e.Room),
            heard => Assert.Equal(Enumerable.Range(1, heard.Count()).Select(i => (long)i), heard.Select(e => e.Seq)));
    }

    [Fact]
    public async Task TwoNodes_WithClocksTenMinutesApart_KeepOneOrderInWhichTimeNeverGoesBack()
    {
        await using var host = await JournalHost.StartAsync(Engine.Postgres, servers);
        var room = await host.Channel(amara, chen);
        var (journal, ahead, _) = await host.OtherNodeAsync(new ManualClock(host.Clock.GetUtcNow().AddMinutes(10)));
        await using var other = journal;
        for (var i = 0; i < 10; i++)
        {
            await host.Say(amara, room, new PostMessage($"behind {i}"));
            await ahead.ExecuteAsync(chen, room, new PostMessage($"ahead {i}").Fresh());
            host.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var events = (await host.Reader.EventsAsync(amara, room, 0, 100)).Events;
        Assert.Equal(21, events.Count);
        Assert.Equal(events.Select(e => e.At).Order(), events.Select(e => e.At));
        Assert.Equal(Enumerable.Range(0, 10).SelectMany(i => new[] { $"behind {i}", $"ahead {i}" }), events.Skip(1).Select(e => ((MessagePosted)e.Payload!).Text));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Reopen_AfterTheFoldWasSaved_GivesTheSameRoom(Engine engine)
    {
        await using var host = await JournalHost.StartAsync(engine, servers);
        var room = await host.Channel(amara, chen);
        await host.Say(amara, room, new PostMessage("asks", Priority.Important, new Expects(AskKind.Reply, [chen], 5)));
        await Task.WhenAll(Enumerable.Range(0, 1100).Select(i => host.Say(chen, room, new PostMessage($"m{i}"))));
        var before = await host.Reader.OpenAsync(amara, room);
        await using (var on = await host.Database.OpenAsync())
            Assert.InRange((long)(await on.Command("SELECT seq FROM folds WHERE room = @room", ("@room", room)).ExecuteScalarAsync())!, 500, 1102);

        await host.ReopenAsync();
        var after = await host.Reader.OpenAsync(amara, room);
        Same.Room(before, after);
        Assert.Equal(chen, Assert.Single(after.Asks).Value.From.Single());
        Assert.Equal(1103, await host.Say(chen, room, new PostMessage("answer", ReplyTo: 2)));
        Assert.Empty((await host.Reader.OpenAsync(amara, room)).Asks);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Pages_ForwardAndBackward_CoverAllMessagesOnce(Engine engine)
    {
        await using var host = await JournalHost.StartAsync(engine, servers);
        var room = await host.Channel(amara, chen);
        for (var i = 0; i < 25; i++) await host.Say(chen, room, i % 5 == 4 ? new React(2, "👍", i % 2 == 0) : new PostMessage($"m{i}"));

        var backward = new List<MessageState>();
        for (long? before = null; ;)
        {
            var page = await host.Reader.MessagesAsync(amara, room, before, null, 6);
            backward.InsertRange(0, page.Messages);
            if (!page.More) break;
            before = page.Messages[0].Seq;
        }
        var forward = new List<MessageState>();
        for (long after = 0; ;)
        {
            var page = await host.Reader.MessagesAsync(amara, room, null, after, 6);
            forward.AddRange(page.Messages);
            if (!page.More) break;
            after = page.Messages[^1].Seq;
        }
        Assert.Equal(Enumerable.Range(0, 25).Where(i => i % 5 != 4).Select(i => $"m{i}"), backward.Select(m => m.Text));
        Assert.Equal(backward.Select(m => m.Seq), forward.Select(m => m.Seq));
        await Do.Refused(404, () => host.Reader.MessagesAsync(rosa, room, null, null, 6));
        await Do.Refused(404, () => host.Reader.EventsAsync(rosa, room, 0, 6));
        await Do.Refused(404, () => host.Reader.OpenAsync(rosa, Do.NewId()));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Direct_MadeAgainByAnyOfItsPeople_IsTheSameRoom(Engine engine)
    {
        await using var host = await JournalHost.StartAsync(engine, servers);
        var made = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            host.Rooms.CreateAsync(i % 2 == 0 ? amara : chen, new CreateRoom(RoomKind.Direct, null, i % 4 < 2 ? [amara, chen] : [i % 2 == 0 ? chen : amara]).Fresh())));

        var room = Assert.Single(made.Distinct());
        await host.ReopenAsync();
        var folded = await host.Reader.OpenAsync(chen, room);
        Assert.Equal((1, RoomKind.Direct, null), (folded.Head, folded.Kind, folded.Title));
        await Do.Refused(409, () => host.Say(amara, room, new AddMember(rosa)));

        var channel = new CreateRoom(RoomKind.Channel, "Ward 4", [chen]).Fresh();
        Assert.Equal(await host.Rooms.CreateAsync(amara, channel), await host.Rooms.CreateAsync(amara, channel));
        await Do.Refused(409, () => host.Rooms.CreateAsync(amara, new CreateRoom(RoomKind.Channel, "Ward 5", [chen]).As(channel.Id)));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task TwoNodes_PostingIntoTheSameRooms_KeepOneOrder(Engine engine)
    {
        await using var host = await JournalHost.StartAsync(engine, servers);
        var rooms = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => host.Channel(amara, chen)));
        var other = await host.OtherNodeAsync();
        await using var journal = other.Journal;

        var retried = new PostMessage("on both").Fresh();
        var seqs = await Task.WhenAll(host.Rooms.ExecuteAsync(amara, rooms[0], retried), other.Rooms.ExecuteAsync(amara, rooms[0], retried));
        Assert.Equal(seqs[0], seqs[1]);
        var direct = await Task.WhenAll(
            host.Rooms.CreateAsync(amara, new CreateRoom(RoomKind.Direct, null, [chen]).Fresh()),
            other.Rooms.CreateAsync(chen, new CreateRoom(RoomKind.Direct, null, [amara]).Fresh()));
        Assert.Equal(direct[0], direct[1]);
        await Task.WhenAll(Enumerable.Range(0, 400).Select(i => (i % 2 == 0 ? host.Rooms : other.Rooms).ExecuteAsync(chen, rooms[i % 5], new PostMessage($"m{i}").Fresh())));

        foreach (var room in rooms)
        {
            var here = await host.Reader.EventsAsync(amara, room, 0, 1000);
            var there = await other.Reader.EventsAsync(amara, room, 0, 1000);
            Assert.Equal(room == rooms[0] ? 82 : 81, here.Head);
            Assert.Equal(here.Events.Select(e => (e.Seq, e.Id)), there.Events.Select(e => (e.Seq, e.Id)));
        }
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Positions_NotedAndWritten_OnlyMoveForward(Engine engine)
    {
        await using var host = await JournalHost.StartAsync(engine, servers);
        var room = await host.Channel(amara, chen);
        for (var i = 0; i < 4; i++) await host.Say(chen, room, new PostMessage($"m{i}"));
        await host.Say(amara, room, new React(2, "👍", true));
        var folded = await host.Reader.OpenAsync(amara, room);

        host.Positions.Note(folded, amara, 4, 0);
        await host.Positions.WriteAsync(default);
        host.Positions.Note(folded, amara, 2, 6);
        await host.Positions.WriteAsync(default);

        var positions = (await host.Positions.OfRoomAsync(room)).ToDictionary(p => p.UserId);
        Assert.Equal((4, 3, 6), (positions[amara].Read, positions[amara].ReadN, positions[amara].Delivered));
        Assert.Equal((5, 4, 5), (positions[chen].Read, positions[chen].ReadN, positions[chen].Delivered));
        Assert.Throws<Refusal>(() => host.Positions.Note(folded, amara, 7, 0));
        Assert.Throws<Refusal>(() => host.Positions.Note(folded, rosa, 1, 0));
    }
}

using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Messages;
using Hub.Tests.Support;

namespace Hub.Tests.Journal;

/// <summary>A commit whose outcome nobody was told: what happened happened once, and is answered with its seq.</summary>
public sealed class LostCommitTests(TestServers servers)
{
    private readonly Guid amara = Do.NewId(), chen = Do.NewId();

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Posts_WhileCommitsFail_StandOnceWithTheSeqTheyWereAnswered(Engine engine)
    {
        var (commits, faults) = (0, 0);
        var gate = new Lock();
        // Every second commit fails at first, one way or the other.
        CommitFault Next()
        {
            lock (gate)
            {
                if (faults == 12 || commits++ % 2 == 1) return CommitFault.None;
                return ++faults % 2 == 0 ? CommitFault.Before : CommitFault.After;
            }
        }

        await using var host = await JournalHost.StartAsync(engine, servers, FaultyStore.Over(Next));
        var rooms = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => host.Channel(amara, chen)));
        var answers = new List<(Guid Room, string Text, long Seq)>();
        for (var round = 0; round < 24; round++)
            answers.AddRange(await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
                (rooms[i % 4], $"m{round}/{i}", await host.Say(i % 2 == 0 ? amara : chen, rooms[i % 4], new PostMessage($"m{round}/{i}"))))));

        Assert.Equal(12, faults);
        foreach (var room in rooms)
        {
            var events = (await host.Reader.EventsAsync(amara, room, 0, 1000)).Events;
            Assert.Equal(
                answers.Where(a => a.Room == room).OrderBy(a => a.Seq).Select(a => (a.Seq, a.Text)),
                events.Skip(1).Select(e => (e.Seq, ((MessagePosted)e.Payload!).Text)));
        }
        Assert.Empty(await Tampers.FindAsync(new Verifier(host.Database, host.Key)));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Post_WhileNoCommitGoesThrough_IsAnswered503AndCanBeSentAgain(Engine engine)
    {
        var broken = false;
        await using var host = await JournalHost.StartAsync(engine, servers, FaultyStore.Over(() => broken ? CommitFault.Before : CommitFault.None));
        var room = await host.Channel(amara, chen);
        var post = new PostMessage("once").Fresh();
        broken = true;
        await Do.Refused(503, () => host.Rooms.ExecuteAsync(amara, room, post));
        broken = false;
        Assert.Equal(1, (await host.Reader.OpenAsync(amara, room)).Head);
        Assert.Equal(2, await host.Rooms.ExecuteAsync(amara, room, post));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Post_WhoseEveryAnswerIsLost_StandsOnce(Engine engine)
    {
        var broken = false;
        await using var host = await JournalHost.StartAsync(engine, servers, FaultyStore.Over(() => broken ? CommitFault.After : CommitFault.None));
        var room = await host.Channel(amara, chen);
        var post = new PostMessage("once").Fresh();
        broken = true;
        // The second try finds the id, has nothing to write, and so needs no commit.
        Assert.Equal(2, await host.Rooms.ExecuteAsync(amara, room, post));
        Assert.Equal(2, (await host.Reader.OpenAsync(amara, room)).Head);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Post_IntoARoomThatWasTamperedWith_FailsAloneInItsBatch(Engine engine)
    {
        await using var host = await JournalHost.StartAsync(engine, servers);
        var rooms = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => host.Channel(amara, chen)));
        await host.ReopenAsync();
        await host.Database.ExecuteAsync("UPDATE rooms SET n = n + 1 WHERE id = @p0", rooms[0]);
        var posts = rooms.Select(room => host.Say(amara, room, new PostMessage("one"))).ToList();
        var tampered = await Assert.ThrowsAsync<JournalTampered>(() => posts[0]);
        Assert.Equal((rooms[0], 0), (tampered.Room, tampered.Seq));
        Assert.All(await Task.WhenAll(posts.Skip(1)), seq => Assert.Equal(2, seq));
    }
}

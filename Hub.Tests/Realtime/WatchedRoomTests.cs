using System.Diagnostics;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Members;
using Hub.Core.Rooms.Messages;
using Hub.Server.Realtime;
using Hub.Tests.Journal;
using Hub.Tests.Support;
using Frame = Hub.Server.Realtime.Frame;

namespace Hub.Tests.Realtime;

public sealed class WatchedRoomTests(TestServers servers)
{
    private static readonly Guid Amara = Do.NewId(), Chen = Do.NewId(), Rosa = Do.NewId();

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Relay_CommitsOfferedShuffledDoubledAndDropped_ReachesListenersInOrderWithoutGaps(Engine engine)
    {
        await using var host = await JournalHost.StartAsync(engine, servers);
        var (watched, id) = await WatchAsync(host, Chen);
        var listener = new Listener(Chen);
        Assert.True(watched.Enter(listener.Receiver));
        var start = watched.Room.Head;

        for (var round = 0; round < 20; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => host.Say(Amara, id, new PostMessage("Potassium 6.1"))));
            // Ids are made by the clock, so the seed is the round: what fails can be run again.
            var random = new Random(round);
            var commits = host.Commits.Where(c => c.After.Id == id).ToList();
            foreach (var commit in commits.OrderBy(_ => random.Next()).Where(_ => random.Next(3) > 0)) watched.Offer(commit);
            watched.Look(random.Next(2) == 0 ? watched.Room.Head : commits[^1].After.Head);
        }
        var head = (await host.Reader.LoadAsync([id], TestContext.Current.CancellationToken)).Single().Head;
        watched.Look(head);
        await Eventually(() => listener.Seqs.Count >= head - start);

        Assert.Equal(Enumerable.Range(1, (int)(head - start)).Select(i => start + i), listener.Seqs);
    }

    [Fact]
    public async Task Relay_MemberRemovedInTheMiddleOfABatch_IsTheLastThingTheyAreSent()
    {
        await using var host = await JournalHost.StartAsync(Engine.Sqlite, servers);
        var (watched, id) = await WatchAsync(host, Chen, Rosa);
        var (chen, rosa) = (new Listener(Chen), new Listener(Rosa));
        Assert.True(watched.Enter(chen.Receiver));
        Assert.True(watched.Enter(rosa.Receiver));

        await host.Say(Amara, id, new PostMessage("before"));
        var removal = await host.Say(Amara, id, new RemoveMember(Chen));
        await host.Say(Amara, id, new PostMessage("after"));
        watched.Look(removal + 1);
        await Eventually(() => rosa.Seqs.Contains(removal + 1));
        watched.Send(Frame.Signal(id, Amara, new Typing()));

        Assert.Equal(removal, chen.Seqs[^1]);
        Assert.Equal("Events", chen.Frames[^1].Target);
        Assert.Equal("Signal", rosa.Frames[^1].Target);
        Assert.False(watched.Enter(chen.Receiver));
        Assert.Empty(chen.Receiver.Entered);
        Assert.DoesNotContain(Chen, watched.Present);
    }

    [Fact]
    public async Task Relay_ManyLongTextsAtOnce_ComeInFramesThatAConnectionCanTake()
    {
        await using var host = await JournalHost.StartAsync(Engine.Sqlite, servers);
        var (watched, id) = await WatchAsync(host, Chen);
        var listener = new Listener(Chen);
        Assert.True(watched.Enter(listener.Receiver));

        var text = new string('"', PostMessage.LongestText);
        var seqs = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => host.Say(Amara, id, new PostMessage(text))));
        watched.Look(seqs.Max());
        await Eventually(() => listener.Seqs.Count == 300);

        Assert.False(listener.IsClosed);
        Assert.Equal(seqs.Order(), listener.Seqs);
        Assert.All(listener.Frames, f => Assert.InRange(f.Arguments.GetRawText().Length, 1, 300 * 1024));
    }

    [Fact]
    public async Task Send_PositionsNotedBeforeARemoval_DoNotReachTheRemoved()
    {
        await using var host = await JournalHost.StartAsync(Engine.Sqlite, servers);
        var (watched, id) = await WatchAsync(host, Chen, Rosa);
        var (chen, rosa) = (new Listener(Chen), new Listener(Rosa));
        var receivers = new Receivers();
        receivers.Add("chen", chen.Receiver);
        receivers.Add("rosa", rosa.Receiver);
        watched.Enter(chen.Receiver);
        watched.Send([new(id, Rosa, 1, 0, 1)], receivers);
        Assert.Equal("Positions", Assert.Single(chen.Frames).Target);
        Assert.Equal("Positions", Assert.Single(rosa.Frames).Target);

        var removal = await host.Say(Amara, id, new RemoveMember(Chen));
        watched.Look(removal);
        await Eventually(() => chen.Seqs.Contains(removal));
        watched.Send([new(id, Chen, 1, 0, 1)], receivers);
        watched.Send([new(id, Rosa, 1, 0, 1)], receivers);

        Assert.Equal(["Positions", "Events"], chen.Frames.Select(f => f.Target));
    }

    [Fact]
    public async Task Enter_BySomebodyWhoIsNoMember_IsRefused()
    {
        await using var host = await JournalHost.StartAsync(Engine.Sqlite, servers);
        var (watched, _) = await WatchAsync(host, Chen);

        Assert.False(watched.Enter(new Listener(Rosa).Receiver));
        Assert.True(watched.IsEmpty);
    }

    [Fact]
    public async Task Relay_AnnouncedFartherThanTheJournalGoes_BelievesTheJournal()
    {
        await using var host = await JournalHost.StartAsync(Engine.Sqlite, servers);
        var (watched, id) = await WatchAsync(host, Chen);
        var listener = new Listener(Chen);
        watched.Enter(listener.Receiver);

        watched.Look(1_000_000);
        var seq = await host.Say(Amara, id, new PostMessage("still heard"));
        watched.Look(seq);
        await Eventually(() => listener.Seqs.Count > 0);

        Assert.Equal([seq], listener.Seqs);
    }

    [Fact]
    public void Send_ToAConnectionThatTakesNothing_ClosesItAndHoldsNobodyUp()
    {
        var listener = new Listener(Chen);
        listener.StopReading();
        var frame = Frame.Signal(Do.NewId(), Amara, new Typing());

        var since = Stopwatch.GetTimestamp();
        for (var i = 0; i < 20_000; i++) listener.Receiver.Send(frame);

        Assert.True(Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(2));
        Assert.True(SpinWait.SpinUntil(() => listener.IsClosed, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void CloseIfStuck_AfterTenSecondsInOneWrite_Closes()
    {
        var listener = new Listener(Chen);
        listener.StopReading();
        listener.Receiver.Send(Frame.Signal(Do.NewId(), Amara, new Typing()));
        var clock = TimeProvider.System;

        listener.Receiver.CloseIfStuck(clock.GetTimestamp() + 9 * clock.TimestampFrequency, clock);
        Thread.Yield();
        Assert.False(listener.IsClosed);

        listener.Receiver.CloseIfStuck(clock.GetTimestamp() + 11 * clock.TimestampFrequency, clock);
        Assert.True(SpinWait.SpinUntil(() => listener.IsClosed, TimeSpan.FromSeconds(5)));
    }

    private static async Task<(WatchedRoom Watched, Guid Room)> WatchAsync(JournalHost host, params Guid[] others)
    {
        var id = await host.Channel(Amara, others);
        var room = (await host.Reader.LoadAsync([id])).Single();
        return (new WatchedRoom(room, host.Reader, _ => { }, (_, _, _) => { }, e => Assert.Fail(e.ToString())), id);
    }

    private static async Task Eventually(Func<bool> holds)
    {
        var since = Stopwatch.GetTimestamp();
        while (!holds() && Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(10)) await Task.Delay(10, TestContext.Current.CancellationToken);
        Assert.True(holds());
    }
}

using Hub.Core.Data;
using Hub.Core.Notifications;
using Hub.Core.Notifications.Outbox;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Messages;
using Hub.Tests.Support;

namespace Hub.Tests.Notifications.Outbox;

public class OutboxTests(TestServers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Run_SendsWhatIsDueAndNotDone_AndNothingElse(Engine engine)
    {
        await using var bench = await OutboxBench.StartAsync(engine, servers);
        var due = await bench.AddAsync(OutboxBench.Chen);
        var later = await bench.AddAsync(OutboxBench.Chen, due: TimeSpan.FromMinutes(5));
        var done = await bench.AddAsync(OutboxBench.Chen);
        await bench.DoneAsync(done.Id);

        await bench.Sender().RunAsync(NoticeChannel.Push, Cancel);

        Assert.Equal([due.Id], bench.Provider.Recorded.Keys);
        var rows = (await bench.RowsAsync()).ToDictionary(r => r.Id, r => r.State);
        Assert.Equal((NotificationState.Sent, NotificationState.Waiting, NotificationState.Dropped), (rows[due.Id], rows[later.Id], rows[done.Id]));
        bench.Clock.Advance(TimeSpan.FromMinutes(5));
        await bench.Sender().RunAsync(NoticeChannel.Push, Cancel);
        Assert.Equal(2, bench.Provider.Recorded.Count);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Claimed_ButDoneBeforeItsTurnCame_IsNotWanted(Engine engine)
    {
        await using var bench = await OutboxBench.StartAsync(engine, servers);
        var row = await bench.AddAsync(OutboxBench.Chen);
        var parcel = Assert.Single(await bench.Outbox.ClaimAsync(NoticeChannel.Push, 8, Cancel));
        Assert.True(await bench.Outbox.IsWantedAsync(parcel, Cancel));
        await bench.DoneAsync(row.Id);
        Assert.False(await bench.Outbox.IsWantedAsync(parcel, Cancel));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Run_RoutineOnesOfOnePerson_GoTogether_AndAgainTogetherUnderTheSameId(Engine engine)
    {
        await using var bench = await OutboxBench.StartAsync(engine, servers);
        for (var i = 0; i < 3; i++) await bench.AddAsync(OutboxBench.Chen, Priority.Routine);
        await bench.AddAsync(OutboxBench.Priya, Priority.Routine);
        await bench.AddAsync(OutboxBench.Chen);
        await bench.AddAsync(OutboxBench.Chen, Priority.Routine, NoticeKind.Digest);
        bench.Provider.Answer = () => throw new HttpRequestException(null, null, System.Net.HttpStatusCode.ServiceUnavailable);
        await bench.Sender().RunAsync(NoticeChannel.Push, Cancel);
        Assert.All(await bench.RowsAsync(), r => Assert.Equal(("HTTP 503", 1, NotificationState.Waiting), (r.Error, r.Attempts, r.State)));
        var first = bench.Provider.Calls.Keys.Order().ToList();
        // What has become due since is no part of what was tried.
        await bench.AddAsync(OutboxBench.Chen, Priority.Routine);

        bench.Provider.Answer = null;
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await bench.Sender().RunAsync(NoticeChannel.Push, Cancel);

        Assert.Equal(4, first.Count);
        Assert.Equal(first, bench.Provider.Recorded.Keys.Where(first.Contains).Order());
        Assert.Equal([1, 1, 1, 1, 3], bench.Provider.Recorded.Values.Select(ids => ids.Length).Order());
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task TwoSenders_AtOnce_NeverClaimOneRowTwiceWhileTheLeaseHolds(Engine engine)
    {
        await using var bench = await OutboxBench.StartAsync(engine, servers);
        for (var i = 0; i < 120; i++) await bench.AddAsync(i % 2 == 0 ? OutboxBench.Chen : OutboxBench.Priya, (Priority)(i % 3 + 1));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => bench.Sender().RunAsync(NoticeChannel.Push, Cancel)));

        Assert.Equal(120, bench.Provider.Recorded.Values.Sum(ids => ids.Length));
        Assert.Equal(120, bench.Provider.Recorded.Values.SelectMany(ids => ids).Distinct().Count());
        Assert.All(bench.Provider.Calls.Values, n => Assert.Equal(1, n));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Lease_OfASenderThatDied_EndsAndTheRowIsTakenAgain(Engine engine)
    {
        await using var bench = await OutboxBench.StartAsync(engine, servers);
        var row = await bench.AddAsync(OutboxBench.Chen);
        var lost = Assert.Single(await bench.Outbox.ClaimAsync(NoticeChannel.Push, 10, Cancel));
        Assert.Empty(await bench.Outbox.ClaimAsync(NoticeChannel.Push, 10, Cancel));

        bench.Clock.Advance(OutboxRows.LeaseTime);
        var again = Assert.Single(await bench.Outbox.ClaimAsync(NoticeChannel.Push, 10, Cancel));
        // The dead one wakes up and says it failed: that is no longer its business.
        await bench.Outbox.RetryAsync(lost, "late", TimeSpan.Zero, Cancel);

        Assert.Equal((row.Id, row.Id, 2), (lost.Id, again.Id, again.Attempt));
        Assert.Empty(await bench.Outbox.ClaimAsync(NoticeChannel.Push, 10, Cancel));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task WhatFailedIntoQuietHours_WaitsForTheMorning_ButForWhatIsUrgent_AndAReminderIsDropped(Engine engine)
    {
        await using var bench = await OutboxBench.StartAsync(engine, servers);
        await bench.LivesAsync(OutboxBench.Chen, new() { Zone = "UTC" });
        var (urgent, important) = (await bench.AddAsync(OutboxBench.Chen, Priority.Urgent), await bench.AddAsync(OutboxBench.Chen));
        var reminder = await bench.AddAsync(OutboxBench.Chen, kind: NoticeKind.SessionReminder);
        bench.Provider.Answer = () => throw new IOException();
        await bench.Sender().RunAsync(NoticeChannel.Push, Cancel);
        bench.Provider.Answer = null;

        bench.Clock.Advance(TimeSpan.FromHours(15));
        await bench.Sender().RunAsync(NoticeChannel.Push, Cancel);
        Assert.Equal([urgent.Id], bench.Provider.Recorded.Keys);
        Assert.Equal((NotificationState.Dropped, "quiet hours"), (await bench.RowsAsync()).Where(r => r.Id == reminder.Id).Select(r => (r.State, r.Error)).Single());
        var morning = new DateTimeOffset(2026, 3, 3, 7, 0, 0, TimeSpan.Zero);
        Assert.Equal(morning, await bench.Sender().NextDueAsync(NoticeChannel.Push, Cancel));

        bench.Clock.Advance(morning - bench.Clock.GetUtcNow());
        await bench.Sender().RunAsync(NoticeChannel.Push, Cancel);
        Assert.Contains(important.Id, bench.Provider.Recorded.Keys);
        Assert.Null(await bench.Sender().NextDueAsync(NoticeChannel.Push, Cancel));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task WhatFailsTooOften_IsGivenUp_SeenByAdministrators_AndTriedAgainWhenTheySay(Engine engine)
    {
        await using var bench = await OutboxBench.StartAsync(engine, servers);
        var row = await bench.AddAsync(OutboxBench.Chen);
        bench.Provider.Answer = () => throw new IOException("what the receiver said is nobody's business");
        for (var i = 0; i < Retries.Most; i++)
        {
            await bench.Sender().RunAsync(NoticeChannel.Push, Cancel);
            bench.Clock.Advance(TimeSpan.FromHours(1));
        }

        var view = await bench.Admin.ReadAsync(Cancel);
        Assert.Equal((0, row.Id, nameof(IOException), Retries.Most), (view.Depth, Assert.Single(view.Dead).Id, view.Dead[0].Error, view.Dead[0].Attempts));
        bench.Provider.Answer = null;
        await bench.Admin.RetryAsync(row.Id, Cancel);
        Assert.Equal((1, (DateTimeOffset?)row.DueAt), ((await bench.Admin.ReadAsync(Cancel)) is var again ? again.Depth : 0, again.Oldest));
        await bench.Sender().RunAsync(NoticeChannel.Push, Cancel);
        Assert.Equal(NotificationState.Sent, (await bench.RowsAsync()).Single().State);
        Assert.Equal(404, (await Assert.ThrowsAsync<Refusal>(() => bench.Admin.RetryAsync(row.Id, Cancel))).Status);
    }

    [Fact]
    public async Task ChannelThatIsOff_DropsWhatIsDue_SayingWhy()
    {
        await using var bench = await OutboxBench.StartAsync(Engine.Sqlite, servers);
        await bench.AddAsync(OutboxBench.Chen);
        bench.Provider.OffBecause = "no mail server (Hub:Smtp)";
        await bench.Sender().RunAsync(NoticeChannel.Push, Cancel);
        var row = Assert.Single(await bench.RowsAsync());
        Assert.Equal((NotificationState.Dropped, "no mail server (Hub:Smtp)"), (row.State, row.Error));
        Assert.Empty(bench.Provider.Calls);
    }

    [Fact]
    public void Retries_GrowUpToAnHour_WithFullJitter()
    {
        Assert.Equal([5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600], Enumerable.Range(1, 11).Select(n => (int)Retries.After(n, 1).TotalSeconds));
        Assert.Equal(TimeSpan.Zero, Retries.After(7, 0));
        Assert.Equal(TimeSpan.FromSeconds(10), Retries.After(3, 0.5));
    }
}

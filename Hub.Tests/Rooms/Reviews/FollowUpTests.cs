using Hub.Core.Data;
using Hub.Core.Notifications;
using Hub.Core.Recognition;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Members;
using Hub.Core.Rooms.Reviews;
using Hub.Core.Rooms.Reviews.FollowUp;
using Hub.Tests.Journal;
using Hub.Tests.Support;
using Microsoft.EntityFrameworkCore;
using static Hub.Tests.Rooms.Reviews.ReviewHost;

namespace Hub.Tests.Rooms.Reviews;

/// <summary>What became of a decision is asked when it is due, once; and the chair hears once of what nobody has said.</summary>
public sealed class FollowUpTests(TestServers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Due_TheOwnerIsAskedOnce_ThenTheChairIsTold_AndNobodyOfWhatIsDone(Engine engine)
    {
        await using var host = await StartAsync(engine, servers);
        await host.PeopleAsync();
        var due = await host.CaseAsync("Operate?", ["Operate"], dueIn: 2);
        var done = await host.CaseAsync("And the other?", ["Yes"], dueIn: 2);
        await host.CaseAsync("Later?", ["Yes"], dueIn: 60);
        Assert.Equal(0, await RunAsync(host));

        host.Journal.Clock.Advance(TimeSpan.FromDays(1.9));
        await host.Say(Chen, new RecordOutcome(done, DecisionOutcome.Implemented, "Done on Tuesday"));
        host.Journal.Clock.Advance(TimeSpan.FromDays(0.3));
        Assert.Equal(1, await RunAsync(host));
        Assert.Equal(0, await RunAsync(host));
        Assert.Equal([(Chen, due)], await ToldAsync(host));
        Assert.True((await host.Decisions.MineAsync(Chen, Cancel)).First(d => d.CaseId == due).IsDue);
        // What is told waits for the morning, by mail; said before that, it waits for nobody.
        Assert.All(await NoticesAsync(host), n => Assert.Null(n.DoneAt));

        host.Journal.Clock.Advance(TimeSpan.FromDays(OutcomeReminders.OverdueAfterDays));
        // Two nodes at once.
        await Task.WhenAll(RunAsync(host), RunAsync(host));
        Assert.Equal([(Chen, due), (Chair, due)], await ToldAsync(host));
        Assert.Equal(0, await RunAsync(host));
        await host.Say(Chen, new RecordOutcome(due, DecisionOutcome.Partly, "Half of it"));
        Assert.All(await NoticesAsync(host), n => Assert.True(n.DoneAt is not null && n.State != NotificationState.Waiting));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task OwnerWhoLeft_TheChairIsAskedInTheirPlace(Engine engine)
    {
        await using var host = await StartAsync(engine, servers);
        await host.PeopleAsync();
        var id = await host.CaseAsync("Operate?", ["Operate"], dueIn: 2);
        await host.Say(Chair, new RemoveMember(Chen));
        host.Journal.Clock.Advance(TimeSpan.FromDays(3));

        Assert.Equal(1, await RunAsync(host));
        Assert.Equal([(Chair, id)], await ToldAsync(host));
        await host.Say(Chair, new RecordOutcome(id, DecisionOutcome.Not, "Nobody took it over"));
        host.Journal.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(0, await RunAsync(host));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task CaseIdThatAnotherReviewHasToo_TakesNobodysReminder(Engine engine)
    {
        await using var host = await StartAsync(engine, servers);
        await host.PeopleAsync();
        var id = await host.CaseAsync("Operate?", ["Operate"], dueIn: 3);
        var elsewhere = await host.Journal.Rooms.CreateAsync(Amara, new CreateRoom(RoomKind.CaseReview, "Another board", [Chen]).Fresh(), Cancel);
        foreach (var command in (RoomCommand[])[new AddCase(id, "Wait?"), new StartCase(id), new DecideCase(id, "Wait", "Frail", Chen, host.Journal.Clock.GetUtcNow().AddDays(1)), new CloseCase(id, "Said")])
            await host.Journal.Say(Amara, elsewhere, command);

        host.Journal.Clock.Advance(TimeSpan.FromDays(1.5));
        Assert.Equal(1, await RunAsync(host));
        host.Journal.Clock.Advance(TimeSpan.FromDays(2));
        await RunAsync(host);
        Assert.Equal([elsewhere, host.Room], (await NoticesAsync(host)).Where(n => n.Channel == NoticeChannel.InApp && n.Person == Chen).OrderBy(n => n.CreatedAt).Select(n => n.Room!.Value));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task ManyDecisionsOfRoomsThatCannotBeRead_KeepNobodysFromBeingSeenAndAsked(Engine engine)
    {
        await using var host = await StartAsync(engine, servers);
        await host.PeopleAsync();
        var id = await host.CaseAsync("Operate?", ["Operate"], dueIn: 2);
        // Of rooms that they left, and of one that says that they are in it and is not there.
        var gone = Do.NewId();
        await host.Journal.Database.ExecuteAsync("INSERT INTO members (room, person, role, since) SELECT @p0, person, role, since FROM members WHERE room = @p1", gone, host.Room);
        for (var i = 0; i < 450; i++)
            await host.Journal.Database.ExecuteAsync("INSERT INTO decisions (room, case_id, owner, due_at, closed_at) VALUES (@p0, @p1, @p2, @p3, @p3)", i % 2 == 0 ? gone : Do.NewId(), Do.NewId(), Chen, 1_000_000L + i / 3);

        Assert.Equal(id, Assert.Single(await host.Decisions.MineAsync(Chen, Cancel)).CaseId);
        host.Journal.Clock.Advance(TimeSpan.FromDays(2.1));
        Assert.Equal(1, await RunAsync(host));
        Assert.Equal([(Chen, id)], await ToldAsync(host));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Digest_CountsWhatCameDueOrWasSaidInTheWeek(Engine engine)
    {
        await using var host = await StartAsync(engine, servers);
        var from = host.Journal.Clock.GetUtcNow();
        await host.Say(Chen, new RecordOutcome(await host.CaseAsync("Operate?", ["Operate"], dueIn: 20), DecisionOutcome.Implemented, "Done at once"));
        await host.Say(Chen, new RecordOutcome(await host.CaseAsync("And the other?", ["Yes"], dueIn: 3), DecisionOutcome.Not, "She declined"));
        await host.CaseAsync("Nobody says?", ["Yes"], dueIn: 4);
        await host.CaseAsync("Later?", ["Yes"], dueIn: 30);
        var figures = new DecisionFigures(host.Journal.Journal);
        DigestWeek Week(DateTimeOffset start, params Guid[] members) => new(Do.NewId(), members.ToHashSet(), start, start.AddDays(7));

        Assert.Equal([new DigestFigure(FigureKind.DecisionsCarriedOut, 1, 3)], await figures.OfAsync(Week(from, Chen, Amara), Cancel));
        Assert.Empty(await figures.OfAsync(Week(from, Amara), Cancel));
        Assert.Empty(await figures.OfAsync(Week(from.AddDays(-7), Chen), Cancel));
    }

    private static Task<int> RunAsync(ReviewHost host) =>
        new OutcomeReminders(host.Journal.Journal, new NotificationBook(host.Journal.Database, new Standings(new Databases(host.Journal.Database)), host.Journal.Clock, []), host.Journal.Clock).RunAsync(Cancel);

    /// <summary>In-app notices of this kind, in the order in which they were told.</summary>
    private static async Task<List<(Guid To, Guid? Case)>> ToldAsync(ReviewHost host)
    {
        await using var db = host.Journal.Database.NewContext();
        return (await db.Set<NotificationRow>().Where(n => n.Kind == NoticeKind.DecisionDue && n.Channel == NoticeChannel.InApp).OrderBy(n => n.CreatedAt).ToListAsync(Cancel)).ConvertAll(n => (n.Person, n.Subject));
    }

    private static async Task<List<NotificationRow>> NoticesAsync(ReviewHost host)
    {
        await using var db = host.Journal.Database.NewContext();
        return await db.Set<NotificationRow>().AsNoTracking().Where(n => n.Kind == NoticeKind.DecisionDue).ToListAsync(Cancel);
    }

    private sealed class Databases(Database database) : IDbContextFactory<HubDb>
    {
        public HubDb CreateDbContext() => database.NewContext();
    }
}

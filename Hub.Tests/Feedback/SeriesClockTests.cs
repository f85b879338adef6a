using System.Text;
using Hub.Core;
using Hub.Core.Data;
using Hub.Core.Feedback;
using Hub.Core.Feedback.Calendar;
using Hub.Core.Notifications;
using Hub.Core.Rooms.Members;
using Hub.Core.Rooms.Retention;
using Hub.Tests.Journal;
using Hub.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Feedback;

public class SeriesClockTests(TestServers servers)
{
    private static readonly DateTimeOffset First = new(2026, 3, 3, 14, 0, 0, TimeSpan.Zero), Second = new(2026, 3, 17, 13, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Reminders_OfTwoMonths_RunTwiceAtOnce_ReachEachParticipantOnceAtTheirTime(Engine engine)
    {
        await using var t = await FeedbackHost.StartAsync(engine, servers);
        var room = await t.SeriesAsync();
        for (var end = First.AddDays(60); t.Clock.GetUtcNow() < end;)
        {
            await Task.WhenAll(t.Sessions.RunAsync(Cancel), t.Sessions.RunAsync(Cancel));
            // Somebody comes to each, ten minutes early, so that none is missed.
            foreach (var o in (await t.Reader.OpenAsync(t.Chen, room, Cancel)).Series!.Timetable().NotOver(t.Clock.Micros()).TakeWhile(o => o.At <= t.Clock.Micros() + 10 * Instant.Minute))
                await t.Say(t.Chen, room, new AttendSession(Instant.FromMicros(o.Id)));
            await t.ForwardAsync();
        }

        var told = await ToldAsync(t, NoticeKind.SessionReminder);
        var sessions = (await t.Reader.OpenAsync(t.Chen, room, Cancel)).Series!.Timetable().All().TakeWhile(o => Instant.FromMicros(o.At) < First.AddDays(60)).ToList();
        Assert.Equal(5, sessions.Count);
        foreach (var session in sessions)
            foreach (var lead in SeriesPlan.UsualReminders)
                Assert.Equal([t.Rosa, t.Chen], told.Where(n => n.Key == SessionKeys.Reminder(room, session.At, lead)).Select(n =>
                {
                    // The first was less than a day and more than an hour away when the series was made.
                    if (session.At != Instant.ToMicros(First) || lead != 1440) Assert.Equal(session.At - lead * Instant.Minute, Instant.ToMicros(n.CreatedAt));
                    return n.Person;
                }).OrderBy(p => p == t.Chen));
        Assert.Empty(await ToldAsync(t, NoticeKind.SessionMissed));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Session_MovedOrSkipped_IsToldToTheOthers_AndRemindedOfAnew(Engine engine)
    {
        await using var t = await FeedbackHost.StartAsync(engine, servers);
        var room = await t.SeriesAsync();
        await t.Sessions.RunAsync(Cancel);
        await t.Say(t.Rosa, room, new MoveOccurrence(First, "2026-03-04T10:00"));
        await t.Say(t.Rosa, room, new SkipOccurrence(Second));
        await t.Sessions.RunAsync(Cancel);
        await t.Sessions.RunAsync(Cancel);
        Assert.Equal([t.Chen, t.Chen], (await ToldAsync(t, NoticeKind.SessionChanged)).Select(n => n.Person));

        t.Clock.Advance(First.AddDays(1) - t.Clock.GetUtcNow());
        await t.Sessions.RunAsync(Cancel);
        Assert.Contains(SessionKeys.Reminder(room, Instant.ToMicros(First.AddDays(1).AddHours(1)), 60), (await ToldAsync(t, NoticeKind.SessionReminder)).Select(n => n.Key));
        Assert.DoesNotContain(SessionKeys.Reminder(room, Instant.ToMicros(First), 10), (await ToldAsync(t, NoticeKind.SessionReminder)).Select(n => n.Key));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Session_NobodyCameTo_IsMissed_AndMadeGoodAtTheProposedTime(Engine engine)
    {
        await using var t = await FeedbackHost.StartAsync(engine, servers);
        var room = await t.SeriesAsync();
        t.Clock.Advance(First.AddHours(3) - t.Clock.GetUtcNow());
        await Task.WhenAll(t.Sessions.RunAsync(Cancel), t.Sessions.RunAsync(Cancel));
        await t.Sessions.RunAsync(Cancel);

        Assert.Equal(t.Rosa, Assert.Single(await ToldAsync(t, NoticeKind.SessionMissed)).Person);
        var date = (await t.Reader.OpenAsync(t.Rosa, room, Cancel)).Series!.Date(Instant.ToMicros(First));
        Assert.True(date.Missed);
        Assert.Equal(Instant.ToMicros(First.AddDays(1)), date.Proposed);

        await t.Say(t.Rosa, room, new MoveOccurrence(First, "2026-03-04T09:00"));
        date = (await t.Reader.OpenAsync(t.Rosa, room, Cancel)).Series!.Date(Instant.ToMicros(First));
        Assert.Equal((false, Instant.ToMicros(First.AddDays(1))), (date.Missed, date.MovedTo));

        t.Clock.Advance(First.AddDays(1).AddHours(3) - t.Clock.GetUtcNow());
        await t.Sessions.RunAsync(Cancel);
        await t.Sessions.RunAsync(Cancel);
        Assert.Equal([t.Rosa, t.Rosa], (await ToldAsync(t, NoticeKind.SessionMissed)).Select(n => n.Person));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Session_NotedAsMissedByANodeThatDiedThere_IsToldByTheNextRun_Once(Engine engine)
    {
        await using var t = await FeedbackHost.StartAsync(engine, servers);
        var room = await t.SeriesAsync();
        t.Clock.Advance(First.AddHours(3) - t.Clock.GetUtcNow());
        await t.Teams.Host.Rooms.ExecuteAsSystemAsync(room, new NoteMissed(First, null).Fresh(), Cancel);

        await Task.WhenAll(t.Sessions.RunAsync(Cancel), t.Sessions.RunAsync(Cancel));
        t.Clock.Advance(TimeSpan.FromMinutes(1));
        await t.Sessions.RunAsync(Cancel);

        Assert.Equal(t.Rosa, Assert.Single(await ToldAsync(t, NoticeKind.SessionMissed)).Person);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Owner_WhoIsGone_IsFollowedByALeadOfTheTeam_ElseByWhoHasBeenInItLongest(Engine engine)
    {
        await using var t = await FeedbackHost.StartAsync(engine, servers);
        await t.Teams.Book.SetMemberAsync(t.Teams.As(t.Rosa), t.Teams.Team, t.Amara, lead: true, Cancel);
        var ofTeam = await t.SeriesAsync(plan: FeedbackHost.Plan with { Team = t.Teams.Team });
        var ofNobody = await t.SeriesAsync();
        await t.Say(t.Rosa, ofNobody, new AddMember(t.Jonas));
        await using (var db = t.Database.NewContext()) await db.Users.Where(u => u.Id == t.Rosa).ExecuteUpdateAsync(s => s.SetProperty(u => u.Disabled, true), Cancel);

        await t.Sessions.RunAsync(Cancel);
        await t.Sessions.RunAsync(Cancel);

        Assert.Equal(t.Amara, (await t.Reader.OpenAsync(t.Amara, ofTeam, Cancel)).Series!.Owner);
        Assert.Equal(t.Chen, (await t.Reader.OpenAsync(t.Chen, ofNobody, Cancel)).Series!.Owner);
        Assert.Equal([t.Amara, t.Chen], (await ToldAsync(t, NoticeKind.SessionChanged)).Select(n => n.Person).OrderBy(p => p == t.Chen));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Commitment_ThatIsDue_IsToldOnceForEachOfItsDates(Engine engine)
    {
        await using var t = await FeedbackHost.StartAsync(engine, servers);
        var room = await t.SeriesAsync();
        var promise = Do.NewId();
        await t.Say(t.Rosa, room, new MakeCommitment(First, promise, "Start on time", t.Chen, First.AddDays(7)));
        await t.Sessions.RunAsync(Cancel);
        Assert.Empty(await ToldAsync(t, NoticeKind.CommitmentDue));

        t.Clock.Advance(TimeSpan.FromDays(9));
        await Task.WhenAll(t.Sessions.RunAsync(Cancel), t.Sessions.RunAsync(Cancel));
        Assert.Equal(t.Chen, Assert.Single(await ToldAsync(t, NoticeKind.CommitmentDue)).Person);
        await t.Say(t.Chen, room, new FollowUp(promise, false, "The lift", t.Clock.GetUtcNow().AddDays(2)));
        await t.Sessions.RunAsync(Cancel);
        Assert.Single(await ToldAsync(t, NoticeKind.CommitmentDue));
        t.Clock.Advance(TimeSpan.FromDays(3));
        await t.Sessions.RunAsync(Cancel);
        Assert.Equal(2, (await ToldAsync(t, NoticeKind.CommitmentDue)).Count);
        await t.Say(t.Chen, room, new FollowUp(promise, true));
        await using (var db = t.Database.NewContext()) Assert.Empty(await db.Set<NotificationRow>().Where(n => n.Kind == NoticeKind.CommitmentDue && (n.DoneAt == null || n.State == NotificationState.Waiting)).ToListAsync(Cancel));
        await t.Sessions.RunAsync(Cancel);
        Assert.Equal(0, await t.Sessions.RunAsync(Cancel));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Series_ThatWasDestroyed_LeavesNothingToTellOf(Engine engine)
    {
        await using var t = await FeedbackHost.StartAsync(engine, servers);
        var room = await t.SeriesAsync();
        await t.Say(t.Rosa, room, new MakeCommitment(First, Do.NewId(), "Start on time", t.Chen, First.AddDays(7)));
        await t.Say(t.Rosa, room, new ShredRoom("Ward 4 feedback"));
        t.Clock.Advance(TimeSpan.FromDays(20));

        Assert.Equal(0, await t.Sessions.RunAsync(Cancel));
        await using var db = t.Database.NewContext();
        Assert.Equal((0, 0, 0), (await db.Series.CountAsync(Cancel), await db.SeriesDates.CountAsync(Cancel), await db.Commitments.CountAsync(Cancel)));
        Assert.Empty(await t.Reader.MineAsync(t.Chen, Cancel));
    }

    [Fact]
    public async Task Invitation_WithAReminder_IsTheSeriesWithoutAWordOfIt()
    {
        await using var t = await FeedbackHost.StartAsync(Engine.Sqlite, servers);
        var room = await t.SeriesAsync(plan: FeedbackHost.Plan with { Agenda = ["canary"] });
        t.Clock.Advance(First.AddMinutes(-5) - t.Clock.GetUtcNow());
        await t.Sessions.RunAsync(Cancel);
        var row = (await ToldAsync(t, NoticeKind.SessionReminder))[0];
        var invitations = new SessionInvitations(t.Teams.Databases, t.Clock);

        var text = Encoding.UTF8.GetString((await invitations.ForAsync(row, Cancel))!.Content);

        Assert.Contains($"UID:{room}@care-hub", text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ward 4", text, StringComparison.Ordinal);
        Assert.Null(await invitations.ForAsync(new NotificationRow { Kind = NoticeKind.Thanks, Subject = room }, Cancel));
    }

    private static async Task<List<NotificationRow>> ToldAsync(FeedbackHost t, NoticeKind kind)
    {
        await using var db = t.Database.NewContext();
        return await db.Set<NotificationRow>().AsNoTracking().Where(n => n.Kind == kind && n.Channel == NoticeChannel.InApp).OrderBy(n => n.CreatedAt).ToListAsync(Cancel);
    }
}

using Hub.Core;
using Hub.Core.Data;
using Hub.Core.Feedback;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Members;
using Hub.Tests.Journal;
using Hub.Tests.Support;
using Hub.Tests.Teams;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Feedback;

public class SeriesTests(TestServers servers)
{
    private static readonly DateTimeOffset First = At("2026-03-03T14:00:00Z"), Second = At("2026-03-17T13:00:00Z"), Third = At("2026-03-31T13:00:00Z");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Series_FromItsPlanToTheFollowUp_IsReadByItsParticipantsAlone(Engine engine)
    {
        await using var t = await FeedbackHost.StartAsync(engine, servers);
        var room = await t.SeriesAsync();

        // What is noted early does not hold a session where it is.
        await t.Say(t.Chen, room, new NoteSession(Second, Do.NewId(), NoteKind.Change, "Noted early"));
        await t.Say(t.Rosa, room, new MoveOccurrence(Second, "2026-03-18T10:00"));
        await t.Say(t.Rosa, room, new SkipOccurrence(Third));
        await t.Say(t.Chen, room, new AnswerPrompt(First, 0, "Rounds were late"));
        await t.Say(t.Chen, room, new AnswerPrompt(First, 0, "Rounds were late twice"));
        await t.Say(t.Chen, room, new AttendSession(First));
        var (note, promise) = (Do.NewId(), Do.NewId());
        await t.Say(t.Chen, room, new NoteSession(First, note, NoteKind.WentWell, "Handofs"));
        await t.Say(t.Chen, room, new NoteSession(First, note, NoteKind.WentWell, "Handoffs"));
        await t.Say(t.Rosa, room, new MakeCommitment(First, promise, "Start on time", t.Chen, First.AddDays(7)));

        var page = await t.Reader.PageAsync(t.Chen, room, First, Cancel);
        Assert.Equal(["What went well?"], page.Prompts);
        Assert.Equal("Rounds were late twice", Assert.Single(page.Answers).Text);
        Assert.Equal("Handoffs", Assert.Single(page.Notes).Text);
        Assert.Null(Assert.Single(page.Commitments).Outcome);
        Assert.Empty(page.Earlier);
        var series = (await t.Reader.OpenAsync(t.Chen, room, Cancel)).Series!;
        Assert.Equal(["2026-03-03T09:00", "2026-03-18T10:00", "2026-04-14T09:00"], t.Local(series.Timetable(), 3));
        await Do.Refused(404, () => t.Reader.PageAsync(t.Jonas, room, First, Cancel));
        await Do.Refused(404, () => t.Reader.PageAsync(t.Chen, room, Third, Cancel));
        Assert.Empty(await t.Reader.MineAsync(t.Jonas, Cancel));

        var next = await t.Reader.PageAsync(t.Rosa, room, Second, Cancel);
        Assert.Equal("Start on time", Assert.Single(next.Earlier).Text);
        await t.Say(t.Chen, room, new FollowUp(promise, false, "The lift was broken", First.AddDays(21)));
        await t.Say(t.Chen, room, new FollowUp(promise, true));
        await Do.Refused(409, () => t.Say(t.Chen, room, new FollowUp(promise, true)));
        Assert.True(Assert.Single((await t.Reader.PageAsync(t.Rosa, room, Second, Cancel)).Earlier).Outcome!.Done);
        await using var db = t.Database.NewContext();
        Assert.Empty(await db.Commitments.ToListAsync(Cancel));
        Assert.Equal(3, await db.SeriesDates.CountAsync(Cancel));
        Assert.Empty(await Tampers.FindAsync(new Core.Journal.Verifier(t.Database, t.Teams.Host.Key)));
    }

    [Fact]
    public async Task Series_MadeTwiceWithTheSameId_IsOne()
    {
        await using var t = await FeedbackHost.StartAsync(Engine.Sqlite, servers);
        var id = Do.NewId();
        Assert.Equal(await t.SeriesAsync(id), await t.SeriesAsync(id));
        await Do.Refused(400, () => t.Teams.Host.Rooms.CreateAsync(t.Rosa, new CreateRoom(RoomKind.FeedbackSeries, "No plan", [t.Chen]).Fresh()));
    }

    [Fact]
    public async Task Commands_OfOthersThanTheOwner_AreRefused()
    {
        await using var t = await FeedbackHost.StartAsync(Engine.Sqlite, servers);
        var room = await t.SeriesAsync();
        await Do.Refused(403, () => t.Say(t.Chen, room, new MoveOccurrence(Second, "2026-03-18T10:00")));
        await Do.Refused(403, () => t.Say(t.Chen, room, new PlanSeries(FeedbackHost.Plan)));
        await Do.Refused(403, () => t.Say(t.Chen, room, new EndSeries()));
        await Do.Refused(404, () => t.Say(t.Jonas, room, new AttendSession(First)));
        await Do.Refused(404, () => t.Say(t.Rosa, room, new SkipOccurrence(First.AddDays(1))));
        await Do.Refused(400, () => t.Say(t.Rosa, room, new MoveOccurrence(Second, "2026-03-01T10:00")));
        var channel = await t.Teams.Host.Channel(t.Rosa);
        await Do.Refused(409, () => t.Say(t.Rosa, channel, new AttendSession(First)));
        await Do.Refused(400, () => t.Say(t.Rosa, room, new NoteMissed(First, null)));
    }

    [Fact]
    public async Task AnotherPlan_KeepsWhatTookPlace_AndDropsWhatWasMovedUnderTheOldOne()
    {
        await using var t = await FeedbackHost.StartAsync(Engine.Sqlite, servers);
        var room = await t.SeriesAsync();
        await t.Say(t.Chen, room, new AttendSession(First));
        await t.Say(t.Rosa, room, new MoveOccurrence(Second, "2026-03-18T10:00"));
        t.Clock.Advance(TimeSpan.FromDays(3));

        await t.Say(t.Rosa, room, new PlanSeries(FeedbackHost.Plan with { Rrule = "FREQ=WEEKLY;BYDAY=TH", Start = "2026-03-03T11:00" }));

        var series = (await t.Reader.OpenAsync(t.Chen, room, Cancel)).Series!;
        Assert.Equal(["2026-03-03T09:00", "2026-03-05T11:00", "2026-03-12T11:00"], t.Local(series.Timetable(), 3));
        await using var db = t.Database.NewContext();
        Assert.Equal(First, Instant.FromMicros((await db.SeriesDates.SingleAsync(Cancel)).Occurrence));
    }

    [Fact]
    public async Task Busy_OfSomebodyInAnotherSeries_SaysWhenAndNotWhat()
    {
        await using var t = await FeedbackHost.StartAsync(Engine.Sqlite, servers);
        var room = await t.SeriesAsync();
        var busy = await t.Reader.BusyAsync([t.Chen, t.Jonas], null, Instant.ToMicros(First) - 1, Instant.ToMicros(Second) + 1, Cancel);
        Assert.Equal([new(t.Chen, Instant.ToMicros(First), Instant.ToMicros(First.AddMinutes(45))), new(t.Chen, Instant.ToMicros(Second), Instant.ToMicros(Second.AddMinutes(45)))], busy);
        Assert.Empty(await t.Reader.BusyAsync([t.Chen], room, Instant.ToMicros(First) - 1, Instant.ToMicros(Second) + 1, Cancel));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Near_IsWhoSharesATeamOrARoom_AndOneself(Engine engine)
    {
        await using var t = await FeedbackHost.StartAsync(engine, servers);
        Guid[] asked = [t.Chen, t.Jonas, t.Rosa];
        Assert.Equal(new[] { t.Chen, t.Rosa }.Order(), (await t.Reader.NearAsync(t.Rosa, asked, Cancel)).Order());
        Assert.Equal([t.Jonas], await t.Reader.NearAsync(t.Jonas, asked, Cancel));
        await t.Teams.Host.Channel(t.Jonas, t.Rosa);
        Assert.Equal(asked.Order(), (await t.Reader.NearAsync(t.Rosa, asked, Cancel)).Order());
        Assert.Equal(new[] { t.Jonas, t.Rosa }.Order(), (await t.Reader.NearAsync(t.Jonas, asked, Cancel)).Order());
    }

    [Fact]
    public async Task Owner_WhoLeaves_LeavesTheSeriesToNobodyUntilItIsPassedOn()
    {
        await using var t = await FeedbackHost.StartAsync(Engine.Sqlite, servers);
        var room = await t.SeriesAsync();
        await t.Say(t.Rosa, room, new MakeOwner(t.Chen));
        await t.Say(t.Rosa, room, new Leave());
        Assert.Null((await t.Reader.OpenAsync(t.Chen, room, Cancel)).Series!.Owner);

        await t.Teams.Host.Rooms.ExecuteAsSystemAsync(room, new PassOnSeries(t.Jonas).Fresh(), Cancel);

        var passed = await t.Reader.OpenAsync(t.Jonas, room, Cancel);
        Assert.Equal(t.Jonas, passed.Series!.Owner);
        Assert.True(passed.IsOwner(t.Jonas));
    }

    private static DateTimeOffset At(string at) => DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);
}

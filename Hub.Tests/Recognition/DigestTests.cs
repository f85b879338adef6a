using Hub.Core.Data;
using Hub.Core.Feedback;
using Hub.Core.Notifications;
using Hub.Core.Recognition;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Messages;
using Hub.Core.Rooms.Reviews.FollowUp;
using Hub.Core.Rooms.Walls;
using Hub.Tests.Journal;
using Hub.Tests.Support;

namespace Hub.Tests.Recognition;

/// <summary>The digest of the week: made once, in the team's own time, and frozen. The clock of these tests begins on Monday, 2 March 2026, 08:00 UTC.</summary>
public sealed class DigestTests(TestServers servers)
{
    private static readonly DateTimeOffset Friday = new(2026, 3, 6, 20, 0, 0, TimeSpan.Zero); // 15:00 in New York

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Digest_HoweverManyMakeItAtOnce_IsMadeOnce_AndStaysAsItWasMade(Engine engine)
    {
        await using var w = await WallHost.StartAsync(engine, servers);
        var t = w.Team;
        await w.ThankAsync(t.Amara, t.Chen, value: ThanksValue.Clarity);
        var withdrawn = await w.ThankAsync(t.Rosa, t.Chen, value: ThanksValue.Clarity);
        await w.Book.GiveAsync(t.Chen, new GiveThanks(ThanksValue.Teaching, "All") { Id = Do.NewId() }, [t.Team], null, Cancel);
        var award = await w.Book.AwardAsync(t.Rosa, t.Team, new GiveAward("Of the month", "Calm", [t.Amara]) { Id = Do.NewId() }, Cancel);
        w.Until(Friday.AddSeconds(-1));
        Assert.Equal(0, await w.Maker().MakeDueAsync(Cancel));

        w.Until(Friday.AddHours(3));
        var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => w.Maker(new Counted()).MakeDueAsync(Cancel))));
        Assert.Equal(1, made.Sum());
        Assert.Equal(0, await w.Maker().MakeDueAsync(Cancel));
        await t.Host.Say(t.Rosa, w.Wall, new DeleteMessage(withdrawn.Seq));
        await w.ThankAsync(t.Rosa, t.Amara, "Next week's");

        var digest = Assert.Single(await w.Digests.OfAsync(t.Chen, t.Team, null, 20, Cancel));
        Assert.Equal(("2026-W10", Friday.AddDays(-7), Friday, "America/New_York"), (digest.Week, digest.From, digest.To, digest.Zone));
        Assert.Equal([(ThanksValue.Clarity, 2, false), (ThanksValue.Teaching, 1, true)], digest.Body.Thanks.Select(x => (x.Value, x.Count, x.Team)));
        Assert.Equal([t.Chen], digest.Body.Thanks[0].People);
        Assert.Equal((award.Seq, t.Amara), (digest.Body.Awards.Single().Seq, digest.Body.Awards.Single().To.Single()));
        Assert.Equal([new(FigureKind.SessionsKept, 1, 2)], digest.Body.Figures);
        await Do.Refused(404, () => w.Digests.OfAsync(t.Jonas, t.Team, null, 20, Cancel));
        await w.Book.KeepOutAsync(t.Chen, true, Cancel);
        Assert.Empty((await w.Digests.OfAsync(t.Rosa, t.Team, null, 20, Cancel))[0].Body.Thanks[0].People);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Digests_AfterDowntime_AreMadeLate_OnceAWeek_WithoutGapOrOverlap(Engine engine)
    {
        await using var w = await WallHost.StartAsync(engine, servers);
        var t = w.Team;
        w.Until(Friday.AddMinutes(1));
        Assert.Equal(1, await w.Maker().MakeDueAsync(Cancel));
        await w.ThankAsync(t.Amara, t.Chen);
        // An earlier hour from now on: the next week begins where the last ended.
        await t.Book.SetDigestAsync(t.As(t.Rosa), t.Team, "Europe/Berlin", DayOfWeek.Friday, 9, Cancel);
        w.Until(Friday.AddDays(20));

        Assert.Equal(2, (await Task.WhenAll(w.Maker().MakeDueAsync(Cancel), w.Maker().MakeDueAsync(Cancel))).Sum());

        var made = await w.Digests.OfAsync(t.Rosa, t.Team, null, 20, Cancel);
        Assert.Equal(["2026-W12", "2026-W11", "2026-W10"], made.Select(d => d.Week));
        Assert.All(made.Zip(made.Skip(1)), p => Assert.Equal(p.Second.To, p.First.From));
        Assert.Equal([0, 1, 0], made.Select(d => d.Body.Thanks.Sum(x => x.Count)));
        Assert.Equal(["2026-W11"], (await w.Digests.OfAsync(t.Rosa, t.Team, "2026-W12", 1, Cancel)).Select(d => d.Week));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => w.Teller().TellDigestsAsync(Cancel)));
        Assert.Equal(new[] { t.Rosa, t.Chen, t.Amara }.Order().Select(p => (p, (long?)null, (Guid?)made[0].Id)), await w.ToldAsync(NoticeKind.Digest));
        w.Clock.Advance(TimeSpan.FromDays(200));
        Assert.Equal(DigestCalendar.MostWeeks, await w.Maker().MakeDueAsync(Cancel));
    }

    [Fact]
    public async Task Settings_OnlyALeadChangesThem_AndToATimeThatThereIs()
    {
        await using var w = await WallHost.StartAsync(Engine.Sqlite, servers);
        var t = w.Team;
        await Do.Refused(403, () => t.Book.SetDigestAsync(t.As(t.Chen), t.Team, "Europe/Berlin", DayOfWeek.Friday, 15, Cancel));
        await Do.Refused(400, () => t.Book.SetDigestAsync(t.As(t.Rosa), t.Team, "Europe/Atlantis", DayOfWeek.Friday, 15, Cancel));
        await Do.Refused(400, () => t.Book.SetDigestAsync(t.As(t.Rosa), t.Team, "Europe/Berlin", DayOfWeek.Friday, 24, Cancel));
        await t.Book.SetDigestAsync(t.As(t.Rosa), t.Team, "Europe/Berlin", DayOfWeek.Thursday, 0, Cancel);
        Assert.Equal(new("Europe/Berlin", DayOfWeek.Thursday, 0), (await t.Directory.AllAsync(Cancel)).Single(x => x.Id == t.Team).Digest);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Loops_AreCountedAsTheRoomsClosedThem(Engine engine)
    {
        await using var w = await WallHost.StartAsync(engine, servers);
        var (t, host) = (w.Team, w.Team.Host);
        var room = await host.Channel(t.Rosa, t.Chen, t.Amara, t.Jonas);
        Expects Of(AskKind kind, Guid who, int? minutes = null) => new(kind, [who], minutes);
        Task<long> Ask(Guid by, Expects expects) => host.Say(by, room, new PostMessage("Please", Expects: expects));
        var inTime = await Ask(t.Rosa, Of(AskKind.Acknowledge, t.Chen, 30));
        var late = await Ask(t.Rosa, Of(AskKind.Reply, t.Amara, 30));
        var handedOn = await Ask(t.Rosa, Of(AskKind.Acknowledge, t.Chen));
        await Ask(t.Rosa, Of(AskKind.Acknowledge, t.Amara, 30)); // stays open
        var takenBack = await Ask(t.Rosa, Of(AskKind.Acknowledge, t.Amara));
        await Ask(t.Jonas, Of(AskKind.Acknowledge, t.Amara)); // not the team's
        w.Clock.Advance(TimeSpan.FromMinutes(10));
        await host.Say(t.Chen, room, new Acknowledge(inTime));
        await host.Say(t.Chen, room, new HandOnAsk(handedOn, t.Amara));
        await host.Say(t.Rosa, room, new CloseAsk(takenBack));
        w.Clock.Advance(TimeSpan.FromMinutes(50));
        await host.Say(t.Amara, room, new PostMessage("Here", ReplyTo: late));
        w.Until(Friday.AddMinutes(5));
        await host.Say(t.Amara, room, new Acknowledge(handedOn)); // after the week's end

        await w.Maker().MakeDueAsync(Cancel);

        Assert.Equal([new(FigureKind.LoopsClosed, 2, 4), new(FigureKind.LoopsInTime, 1, 3)], (await w.Digests.OfAsync(t.Rosa, t.Team, null, 1, Cancel))[0].Body.Figures);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task SessionsAndDecisions_AreCountedWhereTheWeekHasThem(Engine engine)
    {
        await using var w = await WallHost.StartAsync(engine, servers);
        var t = w.Team;
        await using (var db = t.Host.Database.NewContext())
        {
            long At(double days) => Core.Instant.ToMicros(Friday.AddDays(days));
            SeriesRow Series(Guid? team) => new() { Room = Do.NewId(), Team = team, Zone = "America/New_York", Start = "2026-03-03T09:00:00", Minutes = 30, Rrule = "FREQ=WEEKLY;BYDAY=TU,WE,TH,FR", Reminders = "", From = At(-9), CreatedAt = At(-9) };
            var (ours, others) = (Series(t.Team), Series(Do.NewId()));
            db.Set<SeriesRow>().AddRange(ours, others);
            // 3 March was held, 4 March called off, 5 and 6 March nobody wrote of.
            var tuesday = Core.Instant.ToMicros(new DateTimeOffset(2026, 3, 3, 14, 0, 0, TimeSpan.Zero));
            db.Set<SeriesDateRow>().AddRange(
                new SeriesDateRow { Room = ours.Room, Occurrence = tuesday, Held = true },
                new SeriesDateRow { Room = ours.Room, Occurrence = tuesday + 24 * 60 * Core.Instant.Minute, Skipped = true });
            DecisionRow Decision(Guid owner, double due, DecisionOutcome? outcome = null, double? at = null) => new()
                { Room = Do.NewId(), CaseId = Do.NewId(), Owner = owner, DueAt = At(due), ClosedAt = At(-20), Outcome = (short?)outcome, OutcomeAt = at is { } day ? At(day) : null };
            db.Set<DecisionRow>().AddRange(
                Decision(t.Chen, -1, DecisionOutcome.Implemented, -2), Decision(t.Amara, -3, DecisionOutcome.Not, -1), Decision(t.Rosa, -10, DecisionOutcome.Implemented, -4),
                Decision(t.Chen, -2), Decision(t.Chen, -1, DecisionOutcome.Implemented, 1), Decision(t.Jonas, -1, DecisionOutcome.Implemented, -1), Decision(t.Chen, 5));
            await db.SaveChangesAsync(Cancel);
        }
        w.Until(Friday.AddDays(2));

        await w.Maker().MakeDueAsync(Cancel);

        Assert.Equal([new(FigureKind.DecisionsCarriedOut, 2, 5), new(FigureKind.SessionsKept, 1, 3)], (await w.Digests.OfAsync(t.Rosa, t.Team, null, 1, Cancel))[0].Body.Figures);
    }

    private sealed class Counted : IDigestSource
    {
        public Task<IReadOnlyList<DigestFigure>> OfAsync(DigestWeek week, CancellationToken cancel) =>
            Task.FromResult<IReadOnlyList<DigestFigure>>([new(FigureKind.SessionsKept, 1, week.To - week.From == TimeSpan.FromDays(7) ? 2 : 0)]);
    }
}

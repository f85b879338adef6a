using Hub.Core;
using Hub.Core.Feedback;
using Hub.Core.Recognition;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Reviews;
using Hub.Core.Rooms.Reviews.FollowUp;
using Hub.Core.Rooms.Walls;
using Hub.Tests.Journal;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Year;

/// <summary>What people do in feedback sessions and case reviews, and the thanks that they give.</summary>
internal sealed class SeriesDeeds(Extent extent, Town town, Nodes nodes, Deeds deeds, SeriesAccount account, Random random)
{
    public void Plan()
    {
        foreach (var course in town.Courses)
        {
            account.Planned(course);
            foreach (var session in course.Sessions) Plan(session);
        }
        foreach (var crew in town.Crews) account.Digests(crew, Extent.Begin, extent.End);
        for (var i = 0; i < extent.Thanks; i++) deeds.Add(extent.Slot(random.Next(Timeline.Day, extent.End)), ThankAsync);
        for (var i = 0; i < extent.Reviews; i++) deeds.Add(extent.Slot(random.Next(Timeline.Day, extent.End - 6 * Timeline.Day)), ReviewAsync);
    }

    private void Plan(Session session)
    {
        if (random.Next(8) == 0) deeds.Add(extent.Slot(session.Id - 3 * Timeline.Day), now => ChangeAsync(session, now));
        if (random.Next(5) == 0) return;
        // Ten minutes before it begins, wherever it is by then.
        deeds.Add(session.Id - 10 * Timeline.Minute, now => AttendAsync(session, now));
    }

    private async Task ChangeAsync(Session session, int now)
    {
        var course = session.Of;
        if (random.Next(3) == 0)
        {
            if (await deeds.TryAsync(course.Owner, course.Room, new SkipOccurrence(Timeline.At(session.Id))) is not null) account.Changed(session, null, now);
            return;
        }
        // Another day and another hour, some of them so near that a reminder of it is due at once.
        var local = course.Zone.Local(session.Id) + random.Next(-2, 3) * Timeline.Day + 2 * Timeline.Hour;
        if (await deeds.TryAsync(course.Owner, course.Room, new MoveOccurrence(Timeline.At(session.Id), Town.Text(local))) is not null) account.Changed(session, course.Zone.Instant(local), now);
    }

    private async Task AttendAsync(Session session, int now)
    {
        var course = session.Of;
        if (session.Skipped) return;
        if (session.At - 10 * Timeline.Minute is var begins && begins > now)
        {
            deeds.Add(begins, later => AttendAsync(session, later));
            return;
        }
        var who = course.People[random.Next(course.People.Count)];
        if (await deeds.TryAsync(who, course.Room, new AttendSession(Timeline.At(session.Id))) is null) return;
        session.Held = true;
        if (random.Next(2) == 0) await PromiseAsync(session, who, now);
    }

    private async Task PromiseAsync(Session session, Colleague who, int now)
    {
        var course = session.Of;
        var promise = new Promise(Do.NewId(), course.Room, who, now + 10 * Timeline.Day, course.People.Contains);
        if (await deeds.TryAsync(who, course.Room, new MakeCommitment(Timeline.At(session.Id), promise.Id, "Start on time", who.Id, Timeline.At(promise.DueAt))) is null) return;
        account.Promised(promise);
        deeds.Add(extent.Slot(promise.DueAt + random.Next(-2, 3) * Timeline.Day), async _ =>
        {
            if (await deeds.TryAsync(who, course.Room, new FollowUp(promise.Id, true)) is not null) account.Done(promise);
        });
    }

    private async Task ThankAsync(int now)
    {
        var crew = town.Crews[random.Next(town.Crews.Count)];
        var pair = crew.Members.OrderBy(_ => random.Next()).Take(2).ToList();
        var given = await nodes.Any.Services.GetRequiredService<ThanksBook>().GiveAsync(pair[0].Id, new GiveThanks(ThanksValue.Clarity, "Thank you for the clear call").Fresh(), [pair[1].Id], null);
        account.Thanked(given.Room, given.Seq, pair[1], now);
    }

    // Two cases, one of them ready: it is decided when the review is, and somebody says what became of it, or nobody does.
    private async Task ReviewAsync(int now)
    {
        var crew = town.Crews[random.Next(town.Crews.Count)];
        var (chair, presenter, owner) = (crew.Members[random.Next(3)], crew.Members[4], crew.Members[6]);
        var room = await nodes.Any.Services.GetRequiredService<RoomService>().CreateAsync(chair.Id, new CreateRoom(RoomKind.CaseReview, "Board", [.. crew.Members.Where(m => m != chair).Select(m => m.Id)]).Fresh());
        var at = extent.Slot(now + 2 * Timeline.Day) + 2 * Timeline.Hour;
        var (ready, unready) = (Do.NewId(), Do.NewId());
        await deeds.TryAsync(chair, room, new PlanReview(Timeline.At(at), 60));
        foreach (var id in (Guid[])[ready, unready]) await deeds.TryAsync(presenter, room, new AddCase(id, "Valve or not?", presenter.Id));
        foreach (var item in Enum.GetValues<ReadinessItem>()) await deeds.TryAsync(presenter, room, new SetReadiness(ready, item, Readiness.Present));
        account.Unready(room, unready, [.. new[] { presenter, chair }.Distinct()], at, crew.Members.Contains);
        deeds.Add(at, async when =>
        {
            var decision = new Promise(ready, room, owner, when + 3 * Timeline.Day, crew.Members.Contains);
            await deeds.TryAsync(chair, room, new StartCase(ready));
            await deeds.TryAsync(chair, room, new DecideCase(ready, "Operate", "All agree", owner.Id, Timeline.At(decision.DueAt)));
            if (await deeds.TryAsync(chair, room, new CloseCase(ready, "All were heard")) is null) return;
            account.Decided(decision, chair);
            deeds.Add(extent.Slot(decision.DueAt + random.Next(-1, 5) * Timeline.Day), async _ =>
            {
                if (await deeds.TryAsync(owner, room, new RecordOutcome(ready, DecisionOutcome.Implemented, "Done on Thursday")) is not null) account.Done(decision);
            });
        });
    }
}

using System.Collections.Immutable;
using Hub.Core;
using Hub.Core.Feedback;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Messages;
using Hub.Core.Rooms.Retention;
using Hub.Core.Rooms.Reviews;

namespace Hub.Tests.Rooms.Retention;

/// <summary>When a review's time of keeping is over, and what is left of it.</summary>
public class KeepingTests
{
    private const long Day = 24 * 60 * Instant.Minute;
    private static readonly Guid Case = new("cccccccc-0000-7000-8000-000000000001");
    private static readonly Guid Chair = RoomRun.People[0], Other = RoomRun.People[1];

    [Fact]
    public void Review_TalkAndCases_GoTogether_OnceNothingWasDoneInItForItsTime()
    {
        var run = Begun();
        var old = run.Room.Head;
        run.Do(Chair, new CloseCase(Case, "No time") { Id = Guid.CreateVersion7() }, 10);

        Assert.Equal(0, Keeping.Through(run.Room, old, run.Room.LastAt));
        Assert.Equal(409, Assert.IsType<Decision.Refused>(run.Do(SystemActor.Id, new Purge(old))).Why.Status);
        run.Do(Other, new PostMessage("Somebody here?"), 60);
        Assert.Equal(run.Room.Head - 1, Keeping.Through(run.Room, run.Room.Head - 1, run.Room.LastAt));
        Assert.True(run.PurgeAndFoldAgain(run.Room.Head - 1));
        Assert.True(run.Room.Review is { Cases.IsEmpty: true, Current: null, Attended.IsEmpty: true, TakenOutAt: not null, LastDone: null } review && review.Chair == Chair);
    }

    [Fact]
    public void Review_ThatIsStillToMeet_OrHasDecidedWhatIsNotDue_IsKept()
    {
        var planned = Begun(new PlanReview(Instant.FromMicros(1_700_000_000_000_000 + 90 * Day), 60));
        Assert.Equal(0, Keeping.Through(planned.Room, planned.Room.Head, planned.Room.LastAt + 60 * Day));
        Assert.Equal(planned.Room.Head, Keeping.Through(planned.Room, planned.Room.Head, planned.Room.LastAt + 91 * Day));

        var decided = Begun();
        decided.Do(Chair, new DecideCase(Case, "Wait", "The echo", Other, decided.Now.AddDays(120)) { Id = Guid.CreateVersion7() });
        decided.Do(Chair, new CloseCase(Case, "No time") { Id = Guid.CreateVersion7() });
        Assert.Equal(0, Keeping.Through(decided.Room, decided.Room.Head, decided.Room.LastAt + 119 * Day));
        Assert.Equal(decided.Room.Head, Keeping.Through(decided.Room, decided.Room.Head, decided.Room.LastAt + 121 * Day));
        decided.Do(Other, new Hub.Core.Rooms.Reviews.FollowUp.RecordOutcome(Case, Hub.Core.Rooms.Reviews.FollowUp.DecisionOutcome.Not, "She died"));
        Assert.Equal(decided.Room.Head, Keeping.Through(decided.Room, decided.Room.Head, decided.Room.LastAt + 1));
    }

    [Fact]
    public void Review_LeftInItsMiddleForItsTime_GoesWhole_AndAnotherCanBegin()
    {
        var run = Begun();
        run.Do(Chair, new OpenOpinions(Case) { Id = Guid.CreateVersion7() });
        run.Do(Other, new GiveOpinion(Case, "Wait") { Id = Guid.CreateVersion7() });

        Assert.True(run.PurgeAndFoldAgain(run.Room.Head));
        Assert.IsType<Decision.Happened>(run.Do(Other, new AddCase(Case, "And now?") { Id = Guid.CreateVersion7() }));
        Assert.IsType<Decision.Happened>(run.Do(Chair, new StartCase(Case) { Id = Guid.CreateVersion7() }));
        Assert.IsType<Decision.Happened>(run.Do(Chair, new CloseCase(Case, "No time") { Id = Guid.CreateVersion7() }));
    }

    [Fact]
    public void SessionPage_IsNeeded_UntilItsSessionIsOver_AndWhatWasPromisedThereIsDue()
    {
        var plan = new SeriesPlan("America/New_York", "2026-03-03T09:00", 45, "FREQ=WEEKLY;BYDAY=TU");
        var dates = ImmutableSortedDictionary<long, SessionDate>.Empty.Add(10 * Day, SessionDate.Plain with { Session = 5 }).Add(20 * Day, SessionDate.Plain with { Session = 9, MovedTo = 40 * Day });
        var series = new Series(Chair, plan, 0, 0, null, dates, [new(Case, 10 * Day, 5, "Ask the ward", Other, Instant.FromMicros(30 * Day))]);
        long Needed(long cutoff) => series.NeededFrom(cutoff);

        Assert.Equal([5, 5, 9, 9, long.MaxValue], new[] { 9 * Day, 29 * Day, 31 * Day, 40 * Day, 41 * Day }.Select(Needed));
        var room = Room.Empty(Case) with { Series = series, PurgedThrough = 2 };
        Assert.Equal([2, 4, 8, 8], new[] { (1L, 29 * Day), (7, 29 * Day), (20, 31 * Day), (8, 41 * Day) }.Select(at => Keeping.Through(room, at.Item1, at.Item2)));
    }

    private static RoomRun Begun(PlanReview? plan = null)
    {
        var run = new RoomRun(RoomKind.CaseReview);
        if (plan is not null) run.Do(Chair, plan);
        run.Do(Other, new PostMessage("About the first case"));
        run.Do(Other, new AddCase(Case, "Operate?", null, "60s, female", "MRN 4711") { Id = Guid.CreateVersion7() });
        if (plan is null) run.Do(Chair, new StartCase(Case) { Id = Guid.CreateVersion7() });
        return run;
    }
}

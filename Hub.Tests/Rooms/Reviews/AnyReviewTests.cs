using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Hub.Core;
using Hub.Core.Journal;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Members;
using Hub.Core.Rooms.Reviews;
using Hub.Tests.Rooms.Retention;

namespace Hub.Tests.Rooms.Reviews;

/// <summary>What holds after any sequence of commands, of anybody, at any time.</summary>
public class AnyReviewTests
{
    internal static readonly Guid[] Cases = [.. Enumerable.Range(1, 3).Select(i => new Guid($"cccccccc-0000-7000-8000-00000000000{i}"))];
    private static readonly DateTimeOffset Later = new(2030, 1, 1, 8, 0, 0, TimeSpan.Zero);

    private static readonly Func<Guid, int, RoomCommand>[] Commands =
    [
        (c, _) => new StartCase(c), (c, _) => new StartCase(c), (c, _) => new OpenOpinions(c), (c, _) => new OpenOpinions(c),
        (c, who) => new GiveOpinion(c, "secret position", who + 1, "secret reason"), (c, _) => new GiveOpinion(c, "secret position"), (c, _) => new PassOpinion(c),
        (c, _) => new RevealOpinions(c), (c, _) => new RevealOpinions(c), (c, _) => new DecideCase(c, "Do it", "So", RoomRun.People[2], Later),
        (c, _) => new CloseCase(c), (c, _) => new CloseCase(c, "No time"), (_, _) => new AttendReview(), (_, _) => new AttendReview(),
        (_, who) => new HandOverChair(RoomRun.People[(who + 1) % 3]), (_, _) => new AddMember(RoomRun.People[3]), (_, _) => new Leave(),
        (_, _) => new RaiseHand(), (_, _) => new RaiseHand(), (_, _) => new LowerHand(), (_, _) => new GiveWord(), (_, who) => new GiveWord(RoomRun.People[who]), (_, _) => new EndWord(),
        (c, _) => new NoteOnCase(c, "A note"), (_, _) => new TakeBreak(), (c, _) => new MoveCase(c), (c, _) => new DropCase(c), (c, _) => new ChangeCase(c, "Another question"),
        (_, _) => new PlanReview(Later, 60, ["nurse"]), (c, _) => new SetReadiness(c, ReadinessItem.Psychosocial, Readiness.Present), (c, _) => new AddCase(c, "Once more?"),
    ];

    internal sealed record Step(int What, int Who, int Case, int Minutes)
    {
        public RoomCommand Command() => Commands[What](Cases[Case], Who) with { Id = Guid.CreateVersion7() };
    }

    internal static readonly Gen<Step> Steps =
        from what in Gen.Choose(0, Commands.Length - 1)
        from who in Gen.Frequency((3, Gen.Constant(0)), (4, Gen.Choose(0, 3)))
        from at in Gen.Frequency((5, Gen.Constant(0)), (1, Gen.Choose(0, 2)))
        from minutes in Gen.Choose(0, 20)
        select new Step(what, who, at, minutes);

    [Fact]
    public void AnySequence_OpensNothingSealed_ClosesNothingAgainstTheRule_AndLeavesSomebodyANextStep() => Prop.ForAll(Arb.From(Steps.ArrayOf(60)), steps =>
    {
        var run = new RoomRun(RoomKind.CaseReview);
        foreach (var (c, i) in Cases.Select((c, i) => (c, i))) run.Do(RoomRun.People[i], new AddCase(c, $"Question {i}?", null, "context", "MRN 4711") { Id = Guid.CreateVersion7() });
        foreach (var step in steps)
        {
            var (before, count) = (run.Room.Review!, run.Events.Count);
            var decision = run.Do(RoomRun.People[step.Who], step.Command(), step.Minutes);
            foreach (var e in run.Events.Skip(count)) ShowsNothingSealed(e);
            if (decision is Decision.Happened { Events: [CaseClosed closed] }) ClosesByTheRule(before, closed);
            if (run.Room.Members.IsEmpty) return;
            HasNextStep(run);
            HoldsTogether(run.Room);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    /// <summary>Taken out after its time, wherever it stood: nothing is left that hangs on what is gone, and another review goes on from there.</summary>
    [Fact]
    public void Purged_AtAnyPoint_LeavesARoomThatAnotherReviewCanBeginIn() => Prop.ForAll(Arb.From(Steps.ArrayOf(40)), Arb.From(Steps.ArrayOf(20)), (before, after) =>
    {
        var run = new RoomRun(RoomKind.CaseReview);
        foreach (var (c, i) in Cases.Select((c, i) => (c, i))) run.Do(RoomRun.People[i], new AddCase(c, $"Question {i}?", null, "context", "MRN 4711") { Id = Guid.CreateVersion7() });
        foreach (var step in before) run.Do(RoomRun.People[step.Who], step.Command(), step.Minutes);
        Assert.True(run.PurgeAndFoldAgain(run.Room.Head));
        Assert.True(run.Room.Review is { Cases.IsEmpty: true, Current: null });
        foreach (var step in after) run.Do(RoomRun.People[step.Who], step.Command(), step.Minutes);
        if (!run.Room.Members.IsEmpty) HasNextStep(run);
        // The second one has a time of its own.
        Assert.True(run.PurgeAndFoldAgain(run.Room.Head));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    /// <summary>Whoever is found gone, at whatever point: the next chair can go on.</summary>
    [Fact]
    public void ChairPassedOn_AtAnyPoint_GoesOnWithTheNext() => Prop.ForAll(Arb.From(Steps.ArrayOf(25)), steps =>
    {
        var run = new RoomRun(RoomKind.CaseReview);
        run.Do(RoomRun.People[0], new AddCase(Cases[0], "Question?") { Id = Guid.CreateVersion7() });
        foreach (var step in steps.Where(s => Commands[s.What](Cases[0], 0) is not (Leave or DropCase)))
            run.Do(RoomRun.People[step.Who], Commands[step.What](Cases[0], step.Who) with { Id = Guid.CreateVersion7() }, step.Minutes);
        var chair = run.Room.Review!.Chair!.Value;
        var next = run.Room.Members.Keys.First(m => m != chair);
        Assert.IsType<Decision.Happened>(run.Do(SystemActor.Id, new PassChairOn(chair, next) { Id = Guid.CreateVersion7() }));
        // Said by two nodes, it is done once.
        Assert.IsType<Decision.Refused>(run.Do(SystemActor.Id, new PassChairOn(chair, next) { Id = Guid.CreateVersion7() }));
        Assert.Equal(next, run.Room.Review!.Chair);
        HasNextStep(run);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    private static void ShowsNothingSealed(JournalEvent e)
    {
        var shown = Encoding.UTF8.GetString(e.CommonData!);
        if (e.Type != "opinionsRevealed") Assert.DoesNotContain("secret", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("MRN 4711", shown, StringComparison.Ordinal);
    }

    private static void ClosesByTheRule(Review before, CaseClosed closed)
    {
        var found = before.Case(closed.CaseId)!;
        Assert.NotEqual(CasePhase.Opinions, found.Phase);
        if (closed.Reason is not null) return;
        Assert.NotNull(found.Decision);
        // Written anew here: of each discipline present somebody had a word, an opinion, or passed; the chair speaks by chairing.
        foreach (var discipline in before.Attended.GroupBy(a => a.Value.Discipline))
            Assert.Contains(discipline, a => a.Key == before.Chair || found.Spoken.Contains(a.Key) || found.Passed.Contains(a.Key)
                || found.Rounds.Exists(r => r.Passed.Contains(a.Key) || r.Given.Exists(o => o.UserId == a.Key)));
    }

    private static void HasNextStep(RoomRun run)
    {
        var review = run.Room.Review!;
        Assert.True(review.Chair is { } chair && run.Room.Has(chair));
        RoomCommand? next = review.Current is { } current
            ? review.Case(current)!.Phase == CasePhase.Opinions ? new RevealOpinions(current) : new CloseCase(current, "Time is up")
            : review.Cases.Find(c => c.Phase == CasePhase.Waiting) is { } waiting ? new StartCase(waiting.Id) : null;
        if (next is not null) Assert.IsType<Decision.Happened>(run.Room.Decide(next with { Id = Guid.CreateVersion7() }, new Deciding(review.Chair!.Value, run.Room.LastAt, run)));
    }

    private static void HoldsTogether(Room room)
    {
        var review = room.Review!;
        Assert.All(review.Cases, c => Assert.True(c.Phase != CasePhase.Closed || (c.Rounds.IsEmpty && c.Notes.IsEmpty)));
        Assert.True(review.Cases.Count(c => c.Phase is not (CasePhase.Waiting or CasePhase.Closed)) == (review.Current is null ? 0 : 1));
        Assert.Equal(review.Hands.Count, review.Hands.Select(h => h.UserId).Distinct().Count());
        Assert.All(review.Hands, h => Assert.True(room.Has(h.UserId) && h.UserId != review.Speaking));
        Assert.True(review.Speaking is not { } speaking || room.Has(speaking));
    }
}

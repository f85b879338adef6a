using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Messages;

namespace Hub.Core.Nudges;

/// <summary>What comes next for one part of an open ask.</summary>
public abstract record NudgeMove
{
    private NudgeMove() { }

    /// <param name="Until">UTC microseconds; look again then.</param>
    public sealed record Wait(long Until) : NudgeMove;

    /// <param name="To">The person, or who is asked in their place.</param>
    /// <param name="Times">How many of the step's times are behind us with this one.</param>
    public sealed record Tell(Guid To, NudgeStep Step, int Times) : NudgeMove;

    /// <summary>The ladder is at its end: the sender is told.</summary>
    public sealed record Nobody : NudgeMove;

    /// <summary>There is nothing more to do.</summary>
    public sealed record Over : NudgeMove;
}

/// <summary>
/// Walks an ask up its ladder. Pure: everything it goes by is given, so what would have been at any instant can be worked out.
/// One nudge stands for all that were missed, and nobody is passed over for having been missed.
/// </summary>
public static class NudgePlan
{
    /// <summary>How much earlier than a day later the next working morning is looked for: this one may have been told late, and the clocks changed in the night.</summary>
    private const long MorningSlack = 12 * 60 * Instant.Minute;

    /// <param name="part">Whose part: a person, or a role that nobody holds.</param>
    /// <param name="now">UTC microseconds.</param>
    public static NudgeMove Next(Ask ask, Guid part, NudgePolicy policy, NudgeReach reach, long now)
    {
        var so = ask.NudgingOf(part);
        if (so.Over) return new NudgeMove.Over();
        if (so.SnoozedUntil > now) return new NudgeMove.Wait(so.SnoozedUntil);
        var ladder = policy.Of(ask.Priority);
        var routine = ask.Priority == Priority.Routine;
        // A step that the policy had when it began, and has no more, goes by the person's.
        var step = so.Step is { } present ? ladder.Step(present) ?? ladder.Steps[0] : null;
        if (step is not null && reach.Present is { } still && so.Times < step.At.Count)
        {
            var nominal = so.StepAt + Minutes(step.At[so.Times], routine);
            var free = Free(still, ask.Priority, Math.Max(nominal, so.LastAt + step.Gap / 2), now);
            return free > now ? new NudgeMove.Wait(free) : new NudgeMove.Tell(still.Id, so.Step!.Value, Passed(step, so, routine, now));
        }
        var at = step is null ? ask.DueAt ?? ask.Since + ladder.DueMinutes * Instant.Minute
            : Math.Max(reach.Present is null ? 0 : so.StepAt + Minutes(step.Then, routine), so.LastAt + step.Gap / 2);
        at = Math.Max(at, so.SnoozedUntil);
        var steps = ask.IsPersonal ? ladder.Steps.Take(1) : ladder.Steps;
        var choices = steps.Where(s => s.Who > (so.Step ?? 0)).SelectMany(s => reach.At(s.Who).Where(r => s.Who == NudgeStep.Person || MayBeAskedInstead(ask, part, so, r.Id)).Select(r => (s.Who, r)))
            .Concat(Instead(ask, ladder, so, reach).Where(c => MayBeAskedInstead(ask, part, so, c.r.Id)))
            .Select(c => (c.Who, c.r.Id, Free: Free(c.r, ask.Priority, at, now))).ToList();
        if (choices.Count == 0) return at > now ? new NudgeMove.Wait(at) : new NudgeMove.Nobody();
        // Where the person may be told later, nobody else is asked before they were.
        if (step is null) choices = choices.FindAll(c => c.Who == choices[0].Who);
        // The lowest step at which somebody may be told now; if nobody may, whoever may first.
        var ready = choices.FindIndex(c => c.Free <= now);
        return ready >= 0 ? new NudgeMove.Tell(choices[ready].Id, choices[ready].Who, 1) : new NudgeMove.Wait(choices.Min(c => c.Free));
    }

    /// <summary>The ask as it stands after a move at <paramref name="now"/>, to plan on.</summary>
    public static Ask After(Ask ask, Guid part, NudgeMove.Tell told, long now) =>
        ask with { Nudging = ask.Nudging.SetItem(part, ask.NudgingOf(part).After(told.Step, part, told.To, told.Times, now)) };

    // Whoever stands in for the person is asked even where a ladder has no step for those who cover.
    private static IEnumerable<(NudgeStep Who, Reachable r)> Instead(Ask ask, Ladder ladder, Nudging so, NudgeReach reach) =>
        !ask.IsPersonal && so.Step is null or NudgeStep.Person && reach.Person is null && ladder.Step(NudgeStep.Cover) is null ? reach.Covers.Select(r => (NudgeStep.Cover, r)) : [];

    // Nobody is asked twice for one thing, nor in their own place, nor for what they wait for themselves.
    private static bool MayBeAskedInstead(Ask ask, Guid part, Nudging so, Guid person) =>
        person != part && person != ask.Author && !ask.From.Contains(person) && !so.Asked.Contains(person);

    private static int Passed(LadderStep step, Nudging so, bool routine, long now) =>
        Math.Max(so.Times + 1, step.At.Count(minutes => so.StepAt + Minutes(minutes, routine) <= now));

    private static long Minutes(int minutes, bool routine) => minutes * Instant.Minute - (routine && minutes > 0 ? MorningSlack : 0);

    private static long Free(Reachable who, Priority priority, long from, long now) =>
        Instant.ToMicros(who.Free(priority, Instant.FromMicros(from), Instant.FromMicros(now)));
}

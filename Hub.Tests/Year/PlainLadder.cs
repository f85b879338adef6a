using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Messages;

namespace Hub.Tests.Year;

/// <summary>The ladders of the standard policy, as the product's description has them, walked by hand.</summary>
internal static class PlainLadder
{
    // Who, at which minutes after the step began, and after how many the next one begins.
    private sealed record Rung(NudgeStep Who, int[] At, int Then)
    {
        public int Half => At.Append(Then).Zip(At.Append(Then).Skip(1), (a, b) => b - a).Min() * Timeline.Minute / 2;
    }

    private static readonly Dictionary<Priority, (int DueMinutes, Rung[] Rungs)> Ladders = new()
    {
        [Priority.Urgent] = (5, [new(NudgeStep.Person, [0, 2, 4, 6, 8, 10, 12, 14, 16, 18], 20), .. ((NudgeStep[])[NudgeStep.Cover, NudgeStep.Duty, NudgeStep.Lead]).Select(s => new Rung(s, [0, 2, 4, 6, 8], 10))]),
        [Priority.Important] = (60, [new(NudgeStep.Person, [0, 15, 60], 90), new(NudgeStep.Cover, [0, 15], 45), new(NudgeStep.Duty, [0, 15], 45), new(NudgeStep.Lead, [0, 60], 120)]),
        [Priority.Routine] = (0, [new(NudgeStep.Person, [0, 24 * 60, 2 * 24 * 60], 3 * 24 * 60)]),
    };

    /// <summary>After how many minutes something is due for which no time was given.</summary>
    public static int DueMinutes(Priority priority) => Ladders[priority].DueMinutes;

    /// <summary>Until when to wait; or, where that is now, whom to tell at which step; nobody: the ladder is at its end.</summary>
    public static (int Until, Colleague? To, NudgeStep Step, int Times) Next(Part part, int now, Colleague present)
    {
        var (errand, priority) = (part.Errand, part.Errand.Priority);
        if (part.SnoozedUntil > now) return (part.SnoozedUntil, null, default, 0);
        var (dueMinutes, rungs) = Ladders[priority];
        var rung = part.Step is { } on ? Array.Find(rungs, r => r.Who == on) ?? rungs[0] : null;
        var still = (errand.Place.Direct || errand.Place.Has(present)) && Resolved(present, priority, now) == present;
        if (rung is not null && still && part.Times < rung.At.Length)
        {
            var free = Free(present, priority, Math.Max(After(part, rung.At[part.Times]), part.LastAt + rung.Half), now);
            return (free, present, part.Step!.Value, Math.Max(part.Times + 1, rung.At.Count(m => After(part, m) <= now)));
        }
        var at = rung is null ? errand.DueAt ?? errand.Since + dueMinutes * Timeline.Minute : Math.Max(still ? After(part, rung.Then) : 0, part.LastAt + rung.Half);
        at = Math.Max(at, part.SnoozedUntil);
        List<(NudgeStep Step, Colleague Who)> choices = [.. rungs.Select(r => r.Who).Where(s => s > (part.Step ?? 0)).Select(s => (s, Reach(part, s, now))).Where(c => c.Item2 is not null).Select(c => (c.s, c.Item2!))];
        if (part.Step is null or NudgeStep.Person && priority == Priority.Routine && Reach(part, NudgeStep.Person, now) is null && Reach(part, NudgeStep.Cover, now) is { } cover) choices.Add((NudgeStep.Cover, cover));
        choices.RemoveAll(c => c.Who == part.Who ? c.Step != NudgeStep.Person : c.Who == errand.Author || part.Asked.Contains(c.Who) || errand.Open.Exists(p => p.Who == c.Who));
        if (choices.Count == 0) return (at, null, default, 0);
        if (part.Step is null) choices.RemoveAll(c => c.Step != choices[0].Step);
        foreach (var (step, who) in choices)
            if (Free(who, priority, at, now) <= now) return (now, who, step, 1);
        return (choices.Min(c => Free(c.Who, priority, at, now)), null, default, 0);
    }

    private static Colleague? Reach(Part part, NudgeStep step, int now) => step switch
    {
        NudgeStep.Person => Resolved(part.Who, part.Errand.Priority, now) == part.Who ? part.Who : null,
        NudgeStep.Cover => part.Who.StandIn is { } other ? Resolved(other, part.Errand.Priority, now) : null,
        NudgeStep.Duty => Resolved(part.Who.Crew.OnDuty(now), part.Errand.Priority, now),
        _ => Resolved(part.Who.Crew.Lead, part.Errand.Priority, now),
    };

    // Away, or off duty when it cannot wait for their morning: their stand-in, if they have one.
    private static Colleague Resolved(Colleague who, Priority priority, int now) =>
        who.IsAway(now) || (priority != Priority.Routine && !who.IsOnDuty(now) && !who.IsWorking(now)) ? who.StandIn ?? who : who;

    // Of what is routine, each time is a working morning.
    private static int After(Part part, int minutes) => part.StepAt + minutes * Timeline.Minute - (part.Errand.Priority == Priority.Routine && minutes > 0 ? 12 * Timeline.Hour : 0);

    private static int Free(Colleague who, Priority priority, int from, int now)
    {
        if (priority == Priority.Urgent || (priority == Priority.Important && from > now)) return from;
        var at = Math.Max(from, now);
        if (priority == Priority.Important) return !who.IsAway(at) && who.IsOnDuty(at) ? at : who.Wakes(at);
        at = Math.Max(at, who.AwayUntil);
        for (var morning = who.Morning(from); at < morning || !who.IsWorking(at) || who.IsQuiet(at);) at = at < morning ? morning : Colleague.NextMinute(at);
        return at;
    }
}

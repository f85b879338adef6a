using Hub.Core.Rooms;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Messages;

namespace Hub.Core.Nudges;

/// <summary>One step of a ladder: who is asked, and how often before the next step.</summary>
/// <param name="At">Minutes after the step began, ascending from 0. Of what is routine each waits for a working morning.</param>
/// <param name="Then">Minutes after the step began when the next step begins.</param>
public sealed record LadderStep(NudgeStep Who, IReadOnlyList<int> At, int Then)
{
    /// <summary>The shortest time between two nudges, in microseconds: however late one was, the next keeps half of it.</summary>
    internal long Gap => At.Append(Then).Zip(At.Append(Then).Skip(1), (a, b) => b - a).Min() * Instant.Minute;
}

/// <param name="DueMinutes">When an ask without a time counts as due. What is routine waits for the working morning after that.</param>
public sealed record Ladder(int DueMinutes, IReadOnlyList<LadderStep> Steps)
{
    public LadderStep? Step(NudgeStep who) => Steps.FirstOrDefault(s => s.Who == who);
}

/// <summary>How a team nudges: a ladder a priority. At the end of each, when nobody answered, the sender is told.</summary>
public sealed record NudgePolicy(Ladder Urgent, Ladder Important, Ladder Routine)
{
    private const int Day = 24 * 60;

    public static readonly NudgePolicy Standard = new(
        new(5, [Every(NudgeStep.Person, 2, 10), Every(NudgeStep.Cover, 2, 5), Every(NudgeStep.Duty, 2, 5), Every(NudgeStep.Lead, 2, 5)]),
        new(60, [new(NudgeStep.Person, [0, 15, 60], 90), new(NudgeStep.Cover, [0, 15], 45), new(NudgeStep.Duty, [0, 15], 45), new(NudgeStep.Lead, [0, 60], 120)]),
        new(0, [Every(NudgeStep.Person, Day, 3)]));

    public Ladder Of(Priority priority) => priority switch { Priority.Urgent => Urgent, Priority.Important => Important, _ => Routine };

    /// <summary>Why this may not be a team's policy; null when it may.</summary>
    /// <param name="hasRoles">Whether the team has a role on call: else a step to one reaches nobody.</param>
    public Refusal? Fault(bool hasRoles) =>
        Fault("urgent", Urgent, least: 1, longest: Day, hasRoles) ?? Fault("important", Important, least: 5, longest: 7 * Day, hasRoles) ?? Fault("routine", Routine, least: Day, longest: 30 * Day, hasRoles);

    private static Refusal? Fault(string name, Ladder ladder, int least, int longest, bool hasRoles)
    {
        const int MostTimes = 30;
        var steps = ladder.Steps;
        if (ladder.DueMinutes < 0 || ladder.DueMinutes > longest) return Refusal.Malformed($"What is {name} is due within 0 to {longest} minutes.");
        if (steps.Count == 0 || steps[0] is null || steps[0].Who != NudgeStep.Person) return Refusal.Malformed($"What is {name} asks the person first.");
        if (steps.Zip(steps.Skip(1)).Any(s => s.Second is null || s.Second.Who <= s.First.Who)) return Refusal.Malformed("Each step asks somebody further: the person, who covers, the role on duty, the lead.");
        if (!hasRoles && steps.Any(s => s.Who == NudgeStep.Duty)) return Refusal.Malformed("The team has no role on call, so a step to one reaches nobody.");
        foreach (var step in steps)
        {
            if (step.At.Count is 0 or > MostTimes || step.At[0] != 0) return Refusal.Malformed($"A step has between 1 and {MostTimes} times, the first at 0.");
            if (step.Then > longest) return Refusal.Malformed($"A step of what is {name} takes at most {longest} minutes.");
            if (step.At.Append(step.Then).Zip(step.At.Append(step.Then).Skip(1)).Any(t => (long)t.Second - t.First < least)) return Refusal.Malformed($"What is {name} is nudged at most every {least} minutes.");
        }
        return null;
    }

    private static LadderStep Every(NudgeStep who, int minutes, int times) => new(who, [.. Enumerable.Range(0, times).Select(i => i * minutes)], times * minutes);
}

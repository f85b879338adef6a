using System.Collections.Immutable;
using Hub.Core.Journal;

namespace Hub.Core.Rooms.Asks;

/// <summary>What a line of a message's quiet time line tells.</summary>
public enum NudgeMark : short { Nudged = 1, Asked = 2, Snoozed = 3, NobodyReached = 4 }

/// <summary>"Nudged 10:02", "Dr. Chen's cover asked 10:04": one line of what was done so that a message is answered.</summary>
/// <param name="To">Who was reminded or asked, or snoozed it; null when nobody was reached.</param>
/// <param name="For">In whose place; null: their own part.</param>
/// <param name="At">Of the last time, where it was done <paramref name="Times"/> times in a row.</param>
/// <param name="Until">Until when it was snoozed.</param>
public sealed record NudgeLine(NudgeMark What, Guid? To, Guid? For, NudgeStep? Step, int Times, long At, long? Until = null)
{
    /// <summary>Lines of one message; of more the last are kept.</summary>
    public const int Most = 60;

    /// <summary>The lines after an event of the message; the same ones after any other.</summary>
    internal static ImmutableList<NudgeLine> Apply(ImmutableList<NudgeLine> lines, JournalEvent e) => e.Payload switch
    {
        Nudged n => Add(lines, new(NudgeMark.Nudged, n.To, n.For, n.Step, 1, e.At)),
        Escalated x => Add(lines, new(NudgeMark.Asked, x.To, x.For, x.Step, 1, e.At)),
        Snoozed s => Add(lines, new(NudgeMark.Snoozed, e.Actor, s.For, null, 1, e.At, Instant.ToMicros(s.Until))),
        NobodyReached r => Add(lines, new(NudgeMark.NobodyReached, null, r.For, null, 1, e.At)),
        _ => lines,
    };

    // The tenth nudge of the same person stands in the line of the first.
    private static ImmutableList<NudgeLine> Add(ImmutableList<NudgeLine> lines, NudgeLine next)
    {
        var at = next.What == NudgeMark.Nudged ? lines.FindLastIndex(l => l.What == NudgeMark.Nudged && l.To == next.To && l.For == next.For && l.Step == next.Step) : -1;
        if (at >= 0) return lines.SetItem(at, next with { Times = lines[at].Times + 1 });
        return lines.Count < Most ? lines.Add(next) : lines.RemoveAt(0).Add(next);
    }
}

using Hub.Core.Feedback.Recurrence;
using NodaTime;

namespace Hub.Core.Feedback;

/// <summary>What is known of one date beside the rule.</summary>
/// <param name="MovedTo">UTC microseconds; null: it is when the rule says.</param>
public readonly record struct DateChange(long? MovedTo, bool Skipped);

/// <summary>One session of a series.</summary>
/// <param name="Id">UTC microseconds at which the rule has it: what it is called by, wherever it was moved (RFC 5545: RECURRENCE-ID).</param>
/// <param name="At">UTC microseconds at which it is.</param>
public readonly record struct Occurrence(long Id, long At)
{
    public bool Moved => Id != At;
}

/// <summary>When a series meets: its rule in its zone, with the dates that were moved or skipped. Pure; dates are worked out as they are asked for.</summary>
/// <param name="From">UTC microseconds since which the rule holds: what it would have given before is not told.</param>
/// <param name="Ended">UTC microseconds from which on there are no more.</param>
public sealed record Timetable(
    RecurrenceRule Rule, LocalDateTime Start, DateTimeZone Zone, int Minutes, long From, long? Ended, IReadOnlyDictionary<long, DateChange> Changes)
{
    /// <summary>Microseconds that a session takes.</summary>
    public long Length => Minutes * Instant.Minute;

    /// <summary>All sessions in the order in which they are.</summary>
    public IEnumerable<Occurrence> All()
    {
        // Two ascending sequences made one: what the rule says, and what is known of single dates.
        using var ruled = Ruled().GetEnumerator();
        var more = ruled.MoveNext();
        foreach (var own in Changes.Where(c => !c.Value.Skipped).Select(c => new Occurrence(c.Key, c.Value.MovedTo ?? c.Key)).OrderBy(o => o.At).ThenBy(o => o.Id))
        {
            for (; more && ruled.Current.At <= own.At; more = ruled.MoveNext()) yield return ruled.Current;
            if (Within(own.At)) yield return own;
        }
        for (; more; more = ruled.MoveNext()) yield return ruled.Current;
    }

    /// <summary>Those that are not over at <paramref name="now"/> (UTC microseconds).</summary>
    public IEnumerable<Occurrence> NotOver(long now) => All().SkipWhile(o => o.At + Length <= now);

    /// <summary>Whether the rule itself has a session then, or one was moved from there.</summary>
    public Occurrence? Find(long id)
    {
        if (Changes.TryGetValue(id, out var known)) return known.Skipped ? null : new(id, known.MovedTo ?? id);
        return Gives(id) ? new(id, id) : null;
    }

    /// <summary>Whether the rule has this date, skipped or moved or neither.</summary>
    public bool Gives(long id) => Expansion.Of(Rule, Start, Zone).Select(local => Zones.MicrosOf(local, Zone)).SkipWhile(at => at < id).FirstOrDefault() == id;

    private IEnumerable<Occurrence> Ruled() => Expansion.Of(Rule, Start, Zone).Select(local => Zones.MicrosOf(local, Zone))
        .SkipWhile(at => at < From).TakeWhile(at => at < (Ended ?? long.MaxValue)).Where(at => !Changes.ContainsKey(at)).Select(at => new Occurrence(at, at));

    private bool Within(long at) => at < (Ended ?? long.MaxValue);
}

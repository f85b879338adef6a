using System.Collections.Immutable;
using NodaTime;

namespace Hub.Core.Feedback.Recurrence;

public enum Frequency : short { Weekly = 1, Monthly = 2 }

/// <param name="Ordinal">0: every such day; 1 to 5: the first … of the month; -1 to -5: the last ….</param>
public readonly record struct RuleDay(int Ordinal, IsoDayOfWeek Day);

/// <summary>
/// When something happens again and again: the part of RFC 5545 §3.3.10 that people here meet by. Weekly on days, or monthly by day or by date;
/// every so many weeks or months; so many times, or until a day or an instant.
/// </summary>
public sealed record RecurrenceRule
{
    public required Frequency Frequency { get; init; }
    public int Interval { get; init; } = 1;

    /// <summary>None: the weekday of the start (weekly), or what <see cref="MonthDays"/> says (monthly).</summary>
    public ImmutableArray<RuleDay> Days { get; init; } = [];

    /// <summary>1 to 31, or -1 (the last) to -31. Together with <see cref="Days"/> a day must be of both.</summary>
    public ImmutableArray<int> MonthDays { get; init; } = [];

    /// <summary>How many there are; null: no such end.</summary>
    public int? Count { get; init; }

    /// <summary>The last day, in the zone of the series.</summary>
    public LocalDate? UntilDay { get; init; }

    /// <summary>The last instant; never together with <see cref="UntilDay"/>.</summary>
    public NodaTime.Instant? Until { get; init; }

    /// <summary>Matters where every second week is meant: the day on which a week begins.</summary>
    public IsoDayOfWeek WeekStart { get; init; } = IsoDayOfWeek.Monday;
}

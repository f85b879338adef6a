using NodaTime;

namespace Hub.Core.Feedback.Recurrence;

/// <summary>
/// The dates of a rule, one after the other, worked out as they are asked for. Pure. As RFC 5545 wants it: local times stay what they are across
/// changes of the clock, days that a month does not have are passed over, COUNT counts from the first date on or after the start.
/// </summary>
public static class Expansion
{
    /// <summary>How far after its start a rule is followed: one that never gives a date (30 February) must come to an end.</summary>
    public const int MostYears = 100;

    /// <param name="rule">What recurs.</param>
    /// <param name="start">Nothing is before it; its time of day is that of all.</param>
    /// <param name="zone">Only an UNTIL in UTC needs it.</param>
    public static IEnumerable<LocalDateTime> Of(RecurrenceRule rule, LocalDateTime start, DateTimeZone zone)
    {
        var left = rule.Count ?? int.MaxValue;
        foreach (var date in rule.Frequency == Frequency.Weekly ? Weekly(rule, start.Date) : Monthly(rule, start.Date))
        {
            if (date < start.Date) continue;
            if (left-- == 0 || rule.UntilDay < date) yield break;
            var local = date + start.TimeOfDay;
            if (rule.Until is { } until && Zones.InstantOf(local, zone) > until) yield break;
            yield return local;
        }
    }

    private static IEnumerable<LocalDate> Weekly(RecurrenceRule rule, LocalDate start)
    {
        var days = rule.Days.IsEmpty ? [start.DayOfWeek] : rule.Days.Select(d => d.Day);
        var offsets = days.Select(day => ((int)day - (int)rule.WeekStart + 7) % 7).Order().ToArray();
        var week = start.PlusDays(-(((int)start.DayOfWeek - (int)rule.WeekStart + 7) % 7));
        for (var end = start.PlusYears(MostYears); week <= end; week = week.PlusWeeks(rule.Interval))
            foreach (var offset in offsets)
                yield return week.PlusDays(offset);
    }

    private static IEnumerable<LocalDate> Monthly(RecurrenceRule rule, LocalDate start)
    {
        var month = new LocalDate(start.Year, start.Month, 1);
        for (var end = start.PlusYears(MostYears); month <= end; month = month.PlusMonths(rule.Interval))
        {
            var length = CalendarSystem.Iso.GetDaysInMonth(month.Year, month.Month);
            for (var day = 1; day <= length; day++)
                if (Falls(rule, month.PlusDays(day - 1), length, start)) yield return month.PlusDays(day - 1);
        }
    }

    private static bool Falls(RecurrenceRule rule, LocalDate date, int length, LocalDate start)
    {
        if (rule.Days.IsEmpty && rule.MonthDays.IsEmpty) return date.Day == start.Day;
        var (fromStart, fromEnd) = ((date.Day - 1) / 7 + 1, -((length - date.Day) / 7 + 1));
        return (rule.MonthDays.IsEmpty || rule.MonthDays.Contains(date.Day) || rule.MonthDays.Contains(date.Day - length - 1))
            && (rule.Days.IsEmpty || rule.Days.Any(d => d.Day == date.DayOfWeek && (d.Ordinal == 0 || d.Ordinal == fromStart || d.Ordinal == fromEnd)));
    }
}

using System.Globalization;
using NodaTime;

namespace Hub.Core.Feedback.Recurrence;

/// <summary>A rule as people say it: "every second Tuesday at 09:00, New York". The page shows this sentence too, so both always say the same.</summary>
public static class RuleSentence
{
    private static readonly string[] Ordinals = ["", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

    public static string Of(RecurrenceRule rule, LocalDateTime start, string zone) => string.Create(CultureInfo.InvariantCulture,
        $"{(rule.Frequency == Frequency.Weekly ? Weekly(rule, start) : Monthly(rule, start))} at {start:HH:mm}, {Zones.City(zone)}{End(rule, zone)}");

    private static string Weekly(RecurrenceRule rule, LocalDateTime start)
    {
        var days = rule.Days.IsEmpty ? [start.DayOfWeek] : rule.Days.Select(d => d.Day).Order().ToList();
        var working = days is [IsoDayOfWeek.Monday, .., IsoDayOfWeek.Friday] && days.Count == 5;
        if (days.Count == 1) return rule.Interval == 1 ? $"every {days[0]}" : $"every {Ordinal(rule.Interval)} {days[0]}";
        if (rule.Interval == 1) return working ? "every weekday" : days.Count == 7 ? "every day" : $"every {And(days)}";
        return $"every {Ordinal(rule.Interval)} week {(working ? "on weekdays" : days.Count == 7 ? "on each day" : $"on {And(days)}")}";
    }

    private static string Monthly(RecurrenceRule rule, LocalDateTime start)
    {
        var month = rule.Interval == 1 ? "every month" : $"every {Ordinal(rule.Interval)} month";
        if (rule.MonthDays.IsEmpty && !rule.Days.IsEmpty)
            return rule.Days.All(d => d.Ordinal == 0) ? $"every {And(rule.Days.Select(d => d.Day).Order())} of {month}" : $"on {Named(rule)} of {month}";
        var dates = rule.MonthDays.IsEmpty ? [start.Day] : rule.MonthDays.OrderBy(d => d < 0).ThenBy(d => d).ToList();
        var every = dates.Exists(d => d is > 28 or < -28) ? $"{month} that has it" : month;
        var said = $"on {And(dates.Select(Date))} of {every}";
        return rule.Days.IsEmpty ? said : $"{said}, if it is {(rule.Days.All(d => d.Ordinal == 0) ? $"a {Or(rule.Days.Select(d => d.Day).Order())}" : Named(rule))}";
    }

    // "the first and third Tuesday", "the last Friday and every Monday"
    private static string Named(RecurrenceRule rule) => And(rule.Days.GroupBy(d => d.Day).OrderBy(g => g.Key).SelectMany(day => (string[])
    [
        .. day.Any(d => d.Ordinal == 0) ? [$"every {day.Key}"] : Array.Empty<string>(),
        .. day.Any(d => d.Ordinal != 0) ? [$"the {And(day.Where(d => d.Ordinal != 0).OrderBy(d => d.Ordinal < 0).ThenBy(d => Math.Abs(d.Ordinal)).Select(d => FromEnd(d.Ordinal)))} {day.Key}"] : Array.Empty<string>(),
    ]));

    private static string FromEnd(int ordinal) => ordinal > 0 ? Ordinal(ordinal) : ordinal == -1 ? "last" : $"{Ordinal(-ordinal)} to last";

    private static string Date(int day) => day > 0 ? $"the {Numbered(day)}" : day == -1 ? "the last day" : $"the {Ordinal(-day)} to last day";

    private static string End(RecurrenceRule rule, string zone)
    {
        if (rule.Count is { } count) return count == 1 ? ", once" : $", {count} times";
        var day = rule.UntilDay ?? (rule.Until is { } until && Zones.Find(zone) is { } there ? until.InZone(there).Date : null);
        return day is { } last ? string.Create(CultureInfo.InvariantCulture, $", until {last:d MMMM uuuu}") : "";
    }

    private static string Ordinal(int n) => n < Ordinals.Length ? Ordinals[n] : Numbered(n);

    private static string Numbered(int n) => n + ((n % 100 is >= 11 and <= 13 ? 0 : n % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" });

    private static string And<T>(IEnumerable<T> words) => Joined([.. words.Select(w => $"{w}")], "and");

    private static string Or<T>(IEnumerable<T> words) => Joined([.. words.Select(w => $"{w}")], "or");

    private static string Joined(string[] words, string last) => words.Length < 2 ? string.Concat(words) : $"{string.Join(", ", words[..^1])} {last} {words[^1]}";
}

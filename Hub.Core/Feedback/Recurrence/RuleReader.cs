using System.Collections.Immutable;
using System.Globalization;
using Hub.Core.Rooms;
using NodaTime;
using NodaTime.Text;

namespace Hub.Core.Feedback.Recurrence;

/// <summary>Reads a rule as RFC 5545 §3.3.10 writes it, such as <c>FREQ=WEEKLY;INTERVAL=2;BYDAY=TU</c>. What is wrong is refused by the name of its part.</summary>
public static class RuleReader
{
    /// <summary>Characters.</summary>
    public const int Longest = 300;
    private const int MostInterval = 99, MostCount = 999, MostInMonth = 5;

    private static readonly string[] Days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");
    private static readonly InstantPattern Moment = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");

    /// <summary>The rule, or why it is none (400).</summary>
    public static Refusal? Read(string? text, out RecurrenceRule rule)
    {
        rule = new RecurrenceRule { Frequency = Frequency.Weekly };
        if (string.IsNullOrWhiteSpace(text)) return Wrong("The rule is missing");
        if (text.Length > Longest) return Wrong($"The rule has more than {Longest} characters");
        var parts = text.Trim().ToUpperInvariant();
        if (parts.StartsWith("RRULE:", StringComparison.Ordinal)) parts = parts[6..];
        var said = new HashSet<string>();
        foreach (var part in parts.Split(';'))
        {
            if (part.Split('=') is not [var name, { Length: > 0 } value]) return Wrong($"\"{part}\" is no part of a rule; a part is NAME=value");
            if (!said.Add(name)) return Wrong($"{name} stands twice");
            if (Take(name, value, ref rule) is { } wrong) return wrong;
        }
        return said.Contains("FREQ") ? Together(rule) : Wrong("FREQ is missing: WEEKLY or MONTHLY");
    }

    private static Refusal? Take(string name, string value, ref RecurrenceRule rule)
    {
        switch (name)
        {
            case "FREQ":
                if (value is not ("WEEKLY" or "MONTHLY")) return Wrong($"FREQ={value}: it is WEEKLY or MONTHLY");
                rule = rule with { Frequency = value == "WEEKLY" ? Frequency.Weekly : Frequency.Monthly };
                return null;
            case "INTERVAL":
                if (!Number(value, 1, MostInterval, out var interval)) return Wrong($"INTERVAL={value}: it is a number from 1 to {MostInterval}");
                rule = rule with { Interval = interval };
                return null;
            case "COUNT":
                if (!Number(value, 1, MostCount, out var count)) return Wrong($"COUNT={value}: it is a number from 1 to {MostCount}");
                rule = rule with { Count = count };
                return null;
            case "UNTIL":
                if (Day.Parse(value) is { Success: true } day) rule = rule with { UntilDay = day.Value };
                else if (Moment.Parse(value) is { Success: true } moment) rule = rule with { Until = moment.Value };
                else return Wrong($"UNTIL={value}: it is a day (20261231) or an instant in UTC (20261231T235959Z)");
                return null;
            case "WKST":
                if (Array.IndexOf(Days, value) is var begins && begins < 0) return Wrong($"WKST={value}: it is one of {string.Join(", ", Days)}");
                rule = rule with { WeekStart = (IsoDayOfWeek)(begins + 1) };
                return null;
            case "BYDAY":
                return ByDay(value, ref rule);
            case "BYMONTHDAY":
                return ByMonthDay(value, ref rule);
            case "BYSETPOS" or "BYMONTH" or "BYWEEKNO" or "BYYEARDAY" or "BYHOUR" or "BYMINUTE" or "BYSECOND":
                return Wrong($"{name} is not supported here");
            default:
                return Wrong($"{name} is no part of a rule");
        }
    }

    private static Refusal? ByDay(string value, ref RecurrenceRule rule)
    {
        var days = ImmutableArray.CreateBuilder<RuleDay>();
        foreach (var item in value.Split(','))
        {
            var (number, name) = item.Length < 2 ? ("", item) : (item[..^2], item[^2..]);
            var ordinal = 0;
            if (Array.IndexOf(Days, name) is var day && day < 0) return Wrong($"BYDAY={item}: a day is one of {string.Join(", ", Days)}");
            if (number.Length > 0 && !Number(number, -MostInMonth, MostInMonth, out ordinal) || number.Length > 0 && ordinal == 0)
                return Wrong($"BYDAY={item}: before the day stands 1 to {MostInMonth}, or -1 to -{MostInMonth}");
            if (!days.Contains(new(ordinal, (IsoDayOfWeek)(day + 1)))) days.Add(new(ordinal, (IsoDayOfWeek)(day + 1)));
        }
        rule = rule with { Days = days.ToImmutable() };
        return null;
    }

    private static Refusal? ByMonthDay(string value, ref RecurrenceRule rule)
    {
        var days = ImmutableArray.CreateBuilder<int>();
        foreach (var item in value.Split(','))
        {
            if (!Number(item, -31, 31, out var day) || day == 0) return Wrong($"BYMONTHDAY={item}: a day of the month is 1 to 31, or -1 to -31 from its end");
            if (!days.Contains(day)) days.Add(day);
        }
        rule = rule with { MonthDays = days.ToImmutable() };
        return null;
    }

    private static Refusal? Together(RecurrenceRule rule) => rule switch
    {
        { Count: not null } when rule.UntilDay is not null || rule.Until is not null => Wrong("COUNT and UNTIL exclude each other"),
        { Frequency: Frequency.Weekly, MonthDays.IsEmpty: false } => Wrong("BYMONTHDAY goes with FREQ=MONTHLY alone"),
        { Frequency: Frequency.Weekly } when rule.Days.Any(d => d.Ordinal != 0) => Wrong("BYDAY has numbers with FREQ=MONTHLY alone"),
        _ => null,
    };

    private static bool Number(string text, int least, int most, out int number) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) && number >= least && number <= most;

    private static Refusal Wrong(string what) => Refusal.Malformed($"{what}.");
}

using System.Globalization;
using Hub.Core.Feedback.Recurrence;
using NodaTime;
using NodaTime.Text;

namespace Hub.Core.Feedback.Calendar;

/// <param name="Sequence">Grows with each change of it.</param>
public sealed record CalendarSeries(Guid Id, Timetable Table, int Sequence);

/// <summary>
/// Series as a calendar (RFC 5545) for programs that are not ours. It says when there is a feedback session and nothing else: no title, nobody's name.
/// The rule goes out as a rule, so that it shows in any calendar as one series, with what was skipped (EXDATE) and moved (RECURRENCE-ID).
/// </summary>
public static class CalendarWriter
{
    private const string Summary = "Feedback session";
    private static readonly Duration Ahead = Duration.FromDays(3660), Behind = Duration.FromDays(366);
    private static readonly LocalDateTimePattern Local = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");
    private static readonly InstantPattern Utc = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");

    /// <param name="series">What stands in it; one that never meets is left out.</param>
    /// <param name="now">When it is written.</param>
    public static string Write(IEnumerable<CalendarSeries> series, DateTimeOffset now)
    {
        var written = NodaTime.Instant.FromDateTimeOffset(now);
        var lines = new IcsLines().Add("BEGIN", "VCALENDAR").Add("VERSION", "2.0").Add("PRODID", "-//Care Hub//Feedback sessions//EN").Add("CALSCALE", "GREGORIAN").Add("METHOD", "PUBLISH")
            .Add("X-WR-CALNAME", "Care Hub").Add("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
        var all = series.Select(s => (Series: s, Rule: RuleOf(s.Table))).Where(s => s.Rule is not null).ToList();
        foreach (var zone in all.Where(s => !IsUtc(s.Series.Table)).GroupBy(s => s.Series.Table.Zone.Id))
        {
            var first = zone.Min(s => Zones.InstantOf(s.Rule!.Value.First, s.Series.Table.Zone));
            IcsZone.Add(lines, zone.First().Series.Table.Zone, first - Behind, written + Ahead);
        }
        foreach (var (one, rule) in all) Add(lines, one, rule!.Value, written);
        return lines.Add("END", "VCALENDAR").ToString();
    }

    private static void Add(IcsLines lines, CalendarSeries series, (LocalDateTime First, string Text) rule, NodaTime.Instant written)
    {
        var table = series.Table;
        var changes = table.Changes.Where(c => c.Key >= Zones.MicrosOf(rule.First, table.Zone) && table.Gives(c.Key)).OrderBy(c => c.Key).ToList();
        Begin(lines, series, written);
        Time(lines, "DTSTART", rule.First, table).Add("DURATION", $"PT{table.Minutes}M").Add("SUMMARY", Summary).Add("RRULE", rule.Text);
        foreach (var (id, _) in changes.Where(c => c.Value.Skipped)) Time(lines, "EXDATE", Zones.LocalOf(id, table.Zone), table);
        lines.Add("END", "VEVENT");
        foreach (var (id, change) in changes)
        {
            if (change.Skipped || change.MovedTo is not { } to) continue;
            Begin(lines, series, written);
            Time(lines, "RECURRENCE-ID", Zones.LocalOf(id, table.Zone), table);
            Time(lines, "DTSTART", Zones.LocalOf(to, table.Zone), table).Add("DURATION", $"PT{table.Minutes}M").Add("SUMMARY", Summary).Add("END", "VEVENT");
        }
    }

    private static void Begin(IcsLines lines, CalendarSeries series, NodaTime.Instant written) => lines.Add("BEGIN", "VEVENT").Add("UID", $"{series.Id}@care-hub")
        .Add("DTSTAMP", Utc.Format(written)).Add("SEQUENCE", series.Sequence.ToString(CultureInfo.InvariantCulture));

    private static IcsLines Time(IcsLines lines, string name, LocalDateTime local, Timetable table) =>
        IsUtc(table) ? lines.Add(name, Local.Format(local) + "Z") : lines.Add($"{name};TZID={table.Zone.Id}", Local.Format(local));

    private static bool IsUtc(Timetable table) => table.Zone.Id is "UTC" or "Etc/UTC";

    /// <summary>The first date that holds and the rule from there; null: there is none. An end by local day, or of the series, is one by instant: that is how RFC 5545 wants it.</summary>
    private static (LocalDateTime First, string Text)? RuleOf(Timetable table)
    {
        var passed = 0;
        foreach (var local in Expansion.Of(table.Rule, table.Start, table.Zone))
        {
            var at = Zones.MicrosOf(local, table.Zone);
            if (at >= table.Ended) return null;
            if (at >= table.From) return (local, Text(table, passed));
            passed++;
        }
        return null;
    }

    private static string Text(Timetable table, int passed)
    {
        var rule = table.Rule;
        var parts = new List<string> { rule.Frequency == Frequency.Weekly ? "FREQ=WEEKLY" : "FREQ=MONTHLY" };
        if (rule.Interval > 1) parts.Add($"INTERVAL={rule.Interval}");
        if (!rule.Days.IsEmpty) parts.Add($"BYDAY={string.Join(',', rule.Days.Select(d => $"{(d.Ordinal == 0 ? "" : d.Ordinal)}{Name(d.Day)}"))}");
        if (!rule.MonthDays.IsEmpty) parts.Add($"BYMONTHDAY={string.Join(',', rule.MonthDays)}");
        var until = rule.Until ?? (rule.UntilDay is { } day ? Zones.InstantOf(day + new LocalTime(23, 59, 59), table.Zone) : null);
        if (table.Ended is { } ended && (until is null || ended < until.Value.ToUnixTimeTicks() / TimeSpan.TicksPerMicrosecond))
            until = NodaTime.Instant.FromUnixTimeTicks((ended - 1) * TimeSpan.TicksPerMicrosecond);
        // COUNT and UNTIL exclude each other: a series that was ended has only the latter.
        if (rule.Count is { } count && table.Ended is null) parts.Add($"COUNT={count - passed}");
        else if (until is { } end) parts.Add($"UNTIL={Utc.Format(end)}");
        if (rule.WeekStart != IsoDayOfWeek.Monday) parts.Add($"WKST={Name(rule.WeekStart)}");
        return string.Join(';', parts);
    }

    private static string Name(IsoDayOfWeek day) => day.ToString()[..2].ToUpperInvariant();
}

using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace Hub.Core.Feedback.Calendar;

/// <summary>A time zone as a VTIMEZONE (RFC 5545 §3.6.5): each change of the clock in a span by its date, as the IANA database has them.</summary>
internal static class IcsZone
{
    private static readonly LocalDateTimePattern Local = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");

    public static void Add(IcsLines lines, DateTimeZone zone, NodaTime.Instant from, NodaTime.Instant to)
    {
        lines.Add("BEGIN", "VTIMEZONE").Add("TZID", zone.Id);
        var before = zone.GetZoneInterval(from);
        // What holds until the first change.
        Observe(lines, before, before.WallOffset, [new LocalDateTime(1970, 1, 1, 0, 0)]);
        var changes = new List<(ZoneInterval Interval, Offset Before, LocalDateTime At)>();
        foreach (var interval in zone.GetZoneIntervals(from, to).Skip(1))
        {
            changes.Add((interval, before.WallOffset, interval.Start.WithOffset(before.WallOffset).LocalDateTime));
            before = interval;
        }
        foreach (var same in changes.GroupBy(c => (c.Interval.Name, c.Interval.WallOffset, c.Before, IsSummer(c.Interval))))
            Observe(lines, same.First().Interval, same.Key.Before, [.. same.Select(c => c.At)]);
        lines.Add("END", "VTIMEZONE");
    }

    private static void Observe(IcsLines lines, ZoneInterval holds, Offset before, IReadOnlyList<LocalDateTime> since)
    {
        var kind = IsSummer(holds) ? "DAYLIGHT" : "STANDARD";
        lines.Add("BEGIN", kind).Add("DTSTART", Local.Format(since[0]));
        // A line each: of several in one line some programs read only the first.
        foreach (var again in since.Skip(1)) lines.Add("RDATE", Local.Format(again));
        lines.Add("TZOFFSETFROM", Written(before)).Add("TZOFFSETTO", Written(holds.WallOffset)).Add("TZNAME", IcsLines.Escaped(holds.Name)).Add("END", kind);
    }

    private static bool IsSummer(ZoneInterval interval) => interval.Savings > Offset.Zero;

    private static string Written(Offset offset)
    {
        var span = offset.ToTimeSpan().Duration();
        return $"{(offset < Offset.Zero ? '-' : '+')}{span:hhmm}{(span.Seconds > 0 ? span.ToString("ss", System.Globalization.CultureInfo.InvariantCulture) : "")}";
    }
}

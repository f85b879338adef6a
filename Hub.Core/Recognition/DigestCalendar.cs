using System.Globalization;
using Hub.Core.Teams;
using NodaTime;
using NodaTime.Calendars;
using NodaTime.Extensions;

namespace Hub.Core.Recognition;

/// <summary>A digest that is due.</summary>
/// <param name="Week">ISO 8601 week of the day it is due, by the team's calendar: "2026-W48".</param>
/// <param name="From">The same hour a week before, by the team's clock; what it tells begins here unless the one before ended elsewhere.</param>
/// <param name="At">When it is due, and where what it tells ends.</param>
public sealed record DigestDue(string Week, DateTimeOffset From, DateTimeOffset At);

/// <summary>When digests are due. Pure: 15:00 stays 15:00 whatever the clocks do; an hour that a change of clocks skips is the one it skips to, an hour that comes twice is the first.</summary>
public static class DigestCalendar
{
    /// <summary>What downtime may leave to be made late; older weeks are not made up for.</summary>
    public const int MostWeeks = 4;

    /// <summary>The digests due after <paramref name="since"/> and up to <paramref name="now"/>, the last <see cref="MostWeeks"/> of them, oldest first.</summary>
    /// <param name="time">With a zone of the IANA database.</param>
    /// <param name="since">When the team was made.</param>
    /// <param name="now">The instant that is asked about.</param>
    public static IReadOnlyList<DigestDue> Due(DigestTime time, DateTimeOffset since, DateTimeOffset now)
    {
        var zone = DateTimeZoneProviders.Tzdb[time.Zone];
        var today = now.ToInstant().InZone(zone).Date;
        var day = time.Day.ToIsoDayOfWeek();
        var last = today.DayOfWeek == day ? today : today.Previous(day);
        return [.. Enumerable.Range(0, MostWeeks + 1).Select(back => last.PlusWeeks(-back))
            .Select(date => On(date, time.Hour, zone))
            .Where(due => due.At > since && due.At <= now).Take(MostWeeks).Reverse()];
    }

    /// <summary>The first digest that is due after <paramref name="since"/>.</summary>
    /// <param name="time">With a zone of the IANA database.</param>
    /// <param name="since">The instant that is asked about.</param>
    public static DigestDue Next(DigestTime time, DateTimeOffset since)
    {
        var zone = DateTimeZoneProviders.Tzdb[time.Zone];
        var today = since.ToInstant().InZone(zone).Date;
        var day = time.Day.ToIsoDayOfWeek();
        var date = today.DayOfWeek == day ? today : today.Next(day);
        if (At(date, time.Hour, zone) <= since) date = date.PlusWeeks(1);
        return On(date, time.Hour, zone);
    }

    private static DigestDue On(LocalDate date, int hour, DateTimeZone zone) => new(Week(date), At(date.PlusWeeks(-1), hour, zone), At(date, hour, zone));

    private static DateTimeOffset At(LocalDate date, int hour, DateTimeZone zone) => date.At(new LocalTime(hour, 0)).InZoneLeniently(zone).ToInstant().ToDateTimeOffset();

    private static string Week(LocalDate date) =>
        string.Create(CultureInfo.InvariantCulture, $"{WeekYearRules.Iso.GetWeekYear(date):0000}-W{WeekYearRules.Iso.GetWeekOfWeekYear(date):00}");
}

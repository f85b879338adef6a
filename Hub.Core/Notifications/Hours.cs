using NodaTime;

namespace Hub.Core.Notifications;

/// <summary>Working and quiet hours of a person on the calendar of their zone: 22:00 stays 22:00 whatever the clocks do.</summary>
public static class Hours
{
    private const int FarthestDays = 15, MostSpans = 14;

    /// <summary>The zone of these preferences; the default one when the name is not known (any more).</summary>
    public static DateTimeZone Zone(NotificationPreferences preferences) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(preferences.Zone) ?? DateTimeZoneProviders.Tzdb[NotificationPreferences.DefaultZone];

    /// <summary>The end of the quiet hours that <paramref name="at"/> lies in; null when it lies in none.</summary>
    public static DateTimeOffset? QuietUntil(NotificationPreferences preferences, DateTimeOffset at)
    {
        var until = EndOfSpan(preferences, preferences.Quiet, at);
        // One day's quiet hours may run into the next day's. They never fill a whole week: a span is shorter than a day.
        for (var more = 0; until is { } end && more < MostSpans && EndOfSpan(preferences, preferences.Quiet, end) is { } later; more++) until = later;
        return until;
    }

    public static bool IsWorking(NotificationPreferences preferences, DateTimeOffset at) => EndOfSpan(preferences, preferences.Work, at) is not null;

    /// <summary>The first beginning of working hours after <paramref name="at"/> that lies in no quiet hours; a day later where somebody never works.</summary>
    public static DateTimeOffset NextWorkingMorning(NotificationPreferences preferences, DateTimeOffset at)
    {
        var zone = Zone(preferences);
        var today = Instant(at).InZone(zone).Date;
        for (var day = 0; day <= FarthestDays; day++)
        {
            var date = today.PlusDays(day);
            var work = preferences.Work[(int)date.DayOfWeek - 1];
            if (work.IsEmpty) continue;
            var begin = At(zone, date, work.From);
            if (begin > at) return QuietUntil(preferences, begin) ?? begin;
        }
        return QuietUntil(preferences, at.AddDays(1)) ?? at.AddDays(1);
    }

    private static DateTimeOffset? EndOfSpan(NotificationPreferences preferences, IReadOnlyList<DaySpan> week, DateTimeOffset at)
    {
        var zone = Zone(preferences);
        var today = Instant(at).InZone(zone).Date;
        DateTimeOffset? until = null;
        // What began yesterday may last into today.
        for (var day = -1; day <= 0; day++)
        {
            var date = today.PlusDays(day);
            var span = week[(int)date.DayOfWeek - 1];
            if (span.IsEmpty) continue;
            var end = At(zone, span.To > span.From ? date : date.PlusDays(1), span.To);
            if (At(zone, date, span.From) <= at && at < end && (until is null || end > until)) until = end;
        }
        return until;
    }

    private static DateTimeOffset At(DateTimeZone zone, LocalDate date, int minutes)
    {
        var midnight = date.AtMidnight();
        return zone.AtLeniently(midnight.PlusMinutes(minutes)).ToDateTimeOffset().ToUniversalTime();
    }

    private static NodaTime.Instant Instant(DateTimeOffset at) => NodaTime.Instant.FromDateTimeOffset(at);
}

using Hub.Core.Feedback.Recurrence;
using NodaTime;

namespace Hub.Core.Feedback;

/// <summary>Chooses the new time of a session that was missed. Pure.</summary>
public static class Proposal
{
    private const int MostDays = 30;

    /// <summary>The next working day, at the same time of day, on which no participant is in another session; UTC microseconds, or null when a month has none.</summary>
    /// <param name="missed">When it should have been.</param>
    /// <param name="now">UTC microseconds.</param>
    /// <param name="busy">When its participants are in others, and when the series itself meets.</param>
    public static long? Of(long missed, long length, DateTimeZone zone, long now, IReadOnlyCollection<Busy> busy)
    {
        var (time, today) = (Zones.LocalOf(missed, zone).TimeOfDay, Zones.LocalOf(now, zone).Date);
        for (var day = 1; day <= MostDays; day++)
        {
            var date = today.PlusDays(day);
            if (date.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday || Holidays.On(date) is not null) continue;
            var at = Zones.MicrosOf(date + time, zone);
            if (!busy.Any(b => b.From < at + length && b.To > at)) return at;
        }
        return null;
    }
}

namespace Hub.Core.Feedback;

/// <param name="Lead">Minutes before it.</param>
public readonly record struct DueReminder(Occurrence Session, int Lead);

/// <summary>What there is to do for one series at an instant. Pure.</summary>
/// <param name="Reminders">Of each session that is still to come, the last one whose time has come: after a downtime one stands for those that were missed.</param>
/// <param name="Missed">Sessions that nobody came to and nobody wrote anything down of, in order.</param>
/// <param name="Next">UTC microseconds at which there is something to do again.</param>
public sealed record SessionWork(IReadOnlyList<DueReminder> Reminders, IReadOnlyList<Occurrence> Missed, long Next)
{
    /// <summary>How long after its end a session may still be written down before it counts as missed, in microseconds.</summary>
    public const long Grace = 60 * Instant.Minute;

    // What was missed before a long downtime is history.
    private const long Remembered = 14 * 24 * 60 * Instant.Minute;

    /// <param name="table">When the series meets.</param>
    /// <param name="leads">Minutes before a session.</param>
    /// <param name="createdAt">UTC microseconds; nothing before it was ever missed.</param>
    /// <param name="settled">Whether a session took place, or was noted as missed.</param>
    /// <param name="now">UTC microseconds.</param>
    public static SessionWork Of(Timetable table, IReadOnlyList<int> leads, long createdAt, Func<Occurrence, bool> settled, long now)
    {
        var (reminders, missed, next) = (new List<DueReminder>(), new List<Occurrence>(), long.MaxValue);
        var earliest = leads.DefaultIfEmpty(0).Max() * Instant.Minute;
        foreach (var o in table.NotOver(now - Remembered))
        {
            if (o.At - earliest >= next) break;
            var closes = o.At + table.Length + Grace;
            if (closes > now) next = Math.Min(next, closes);
            else if (o.At > createdAt && !settled(o)) missed.Add(o);
            if (o.At <= now) continue;
            var passed = leads.Where(lead => o.At - lead * Instant.Minute <= now).ToList();
            if (passed.Count > 0) reminders.Add(new(o, passed.Min()));
            foreach (var lead in leads.Except(passed)) next = Math.Min(next, o.At - lead * Instant.Minute);
        }
        return new(reminders, missed, next);
    }
}

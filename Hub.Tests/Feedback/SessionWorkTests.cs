using Hub.Core;
using Hub.Core.Feedback;
using Hub.Core.Feedback.Recurrence;

namespace Hub.Tests.Feedback;

public class SessionWorkTests
{
    private const long Hour = 60 * Instant.Minute, Day = 24 * Hour;
    private static readonly long First = Instant.ToMicros(new DateTimeOffset(2026, 3, 3, 14, 0, 0, TimeSpan.Zero));
    private static readonly Timetable Weekly = FeedbackHost.Plan.Timetable(0, null, new Dictionary<long, DateChange>());
    private static readonly int[] Usual = [.. SeriesPlan.UsualReminders];

    [Fact]
    public void Work_FollowedFromDueToDue_GivesEachReminderAtItsTimeAndOnce()
    {
        var (given, now) = (new List<(long At, Occurrence Session, int Lead)>(), First - 3 * Day);
        for (var known = new HashSet<(long, int)>(); now < First + 30 * Day;)
        {
            var work = Of(now, held: true);
            foreach (var r in work.Reminders.Where(r => known.Add((r.Session.At, r.Lead)))) given.Add((now, r.Session, r.Lead));
            Assert.True(work.Next > now);
            now = work.Next;
        }
        Assert.Equal(9, given.Count);
        Assert.All(given, g => Assert.Equal(g.Session.At - g.Lead * Instant.Minute, g.At));
        // The second is after the clocks have changed: 09:00 is an hour earlier in UTC.
        Assert.Equal(First + 14 * Day - Hour, given[3].Session.At);
    }

    /// <summary>A year of forty series in six zones, from due to due: each reminder at its time on the wall, through both changes of the clock, and none twice.</summary>
    [Fact]
    public void Work_OfAYearInSixZones_RemindsAtTheRightTimeOnTheWall()
    {
        string[] zones = ["America/New_York", "America/Phoenix", "America/Los_Angeles", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata"];
        string[] rules = ["FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR", "FREQ=MONTHLY;BYDAY=1MO", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=WEEKLY;INTERVAL=3;BYDAY=SU"];
        var end = First + 366 * Day;
        for (var i = 0; i < 40; i++)
        {
            var table = new SeriesPlan(zones[i % 6], $"2026-03-03T{7 + i % 11:00}:30", 45, rules[i % 5]).Timetable(0, null, new Dictionary<long, DateChange>());
            var given = new HashSet<(long, int)>();
            for (var now = First - 2 * Day; now < end;)
            {
                var work = SessionWork.Of(table, Usual, 0, _ => true, now);
                foreach (var r in work.Reminders.Where(r => given.Add((r.Session.At, r.Lead)))) Assert.Equal(r.Session.At - r.Lead * Instant.Minute, now);
                now = work.Next;
            }
            var sessions = table.All().TakeWhile(o => o.At < end).ToList();
            Assert.All(sessions, o => Assert.Equal(table.Start.TimeOfDay, Zones.LocalOf(o.At, table.Zone).TimeOfDay));
            Assert.True(sessions.Count > 10 && sessions.All(o => Usual.All(lead => given.Contains((o.At, lead)))), $"{zones[i % 6]} {rules[i % 5]}");
        }
    }

    [Fact]
    public void Work_AfterADowntime_GivesOneReminderForThoseMissed()
    {
        Assert.Equal(new DueReminder(new(First, First), 60), Assert.Single(Of(First - 30 * Instant.Minute, true).Reminders));
        Assert.Equal(new DueReminder(new(First, First), 10), Assert.Single(Of(First - Instant.Minute, true).Reminders));
        Assert.Empty(Of(First, true).Reminders);
    }

    [Fact]
    public void Work_AfterASessionNobodyCameTo_NamesItOnceItsTimeToBeWrittenDownIsOver()
    {
        var end = First + 45 * Instant.Minute + SessionWork.Grace;
        Assert.Empty(Of(end - 1, false).Missed);
        Assert.Equal(end, Of(end - 1, false).Next);
        Assert.Equal(First, Assert.Single(Of(end, false).Missed).Id);
        Assert.Empty(Of(end, held: true).Missed);
        Assert.Empty(SessionWork.Of(Weekly, Usual, First + 1, _ => false, end).Missed);
    }

    [Fact]
    public void Work_OfASeriesThatIsOver_NeverComesBack()
    {
        var ended = Weekly with { Ended = First + Day };
        Assert.Equal(long.MaxValue, SessionWork.Of(ended, Usual, 0, _ => true, First + 2 * Day).Next);
        Assert.Equal(First + 45 * Instant.Minute + SessionWork.Grace, SessionWork.Of(ended, [], 0, _ => true, First - Day).Next);
    }

    private static SessionWork Of(long now, bool held) => SessionWork.Of(Weekly, Usual, 0, _ => held, now);
}

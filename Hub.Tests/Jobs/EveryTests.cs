using Hub.Jobs;
using Quartz;

namespace Hub.Tests.Jobs;

public sealed class EveryTests
{
    public static TheoryData<Every, string> Times => new()
    {
        { Every.Seconds(1), "every second" },
        { Every.Seconds(2), "every 2 seconds" },
        { Every.Seconds(5, at: 2), "every 5 seconds" },
        { Every.Seconds(30), "every 30 seconds" },
        { Every.Minutes(1), "every minute" },
        { Every.Minutes(10, at: 4), "every 10 minutes" },
        { Every.Minutes(30, at: 29), "every 30 minutes" },
        { Every.Hours(1, at: 7), "every hour" },
        { Every.Hours(6, at: 30), "every 6 hours" },
        { Every.DayAt(0, 0), "daily at 00:00 UTC" },
        { Every.DayAt(23, 59), "daily at 23:59 UTC" },
    };

    [Theory, MemberData(nameof(Times))]
    public void After_AnyInstant_IsWhatTheEngineReadsInTheCron(Every every, string words)
    {
        var cron = new CronExpression(every.Cron, TimeZoneInfo.Utc);
        var random = new Random(5);
        for (var i = 0; i < 200; i++)
        {
            // Whole seconds among them: the time itself is not after itself.
            var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(random.Next(400 * 86_400)).AddTicks(i % 2 == 0 ? 0 : random.Next(10_000_000));
            var next = every.After(at);
            Assert.Equal(cron.GetNextValidTimeAfter(at), next);
            Assert.Equal(next + every.Period, every.After(next));
        }
        Assert.Equal(words, every.Words);
    }

    [Fact]
    public void Times_ThatWouldBeUneven_AreNone()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Every.Seconds(7));
        Assert.Throws<ArgumentOutOfRangeException>(() => Every.Minutes(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Every.Minutes(10, at: 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => Every.Minutes(60));
        Assert.Throws<ArgumentOutOfRangeException>(() => Every.Hours(5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Every.DayAt(24, 0));
    }
}

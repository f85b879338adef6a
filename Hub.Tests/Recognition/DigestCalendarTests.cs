using FsCheck;
using FsCheck.Fluent;
using Hub.Core.Recognition;
using Hub.Core.Teams;
using NodaTime;
using NodaTime.Extensions;

namespace Hub.Tests.Recognition;

/// <summary>When a digest is due, by the clock on the team's wall.</summary>
public class DigestCalendarTests
{
    private static readonly string[] Zones = ["America/New_York", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Auckland"];

    [Theory]
    [InlineData("America/New_York", "2026-03-06T20:00Z", "2026-03-13T19:00Z")] // daylight saving begins between them
    [InlineData("America/New_York", "2026-10-30T19:00Z", "2026-11-06T20:00Z")] // and ends
    [InlineData("Europe/Berlin", "2026-03-27T14:00Z", "2026-04-03T13:00Z")]
    [InlineData("Europe/Berlin", "2026-10-23T13:00Z", "2026-10-30T14:00Z")]
    [InlineData("Asia/Kolkata", "2026-03-06T09:30Z", "2026-03-13T09:30Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-03T04:00Z", "2026-04-10T04:30Z")] // half an hour
    [InlineData("America/St_Johns", "2026-03-06T18:30Z", "2026-03-13T17:30Z")]
    [InlineData("Pacific/Auckland", "2026-09-25T03:00Z", "2026-10-02T02:00Z")]
    public void Due_OnFridayAt15_StaysAt15_ThroughChangesOfTheClock(string zone, string first, string second)
    {
        var (one, two) = (DateTimeOffset.Parse(first, null), DateTimeOffset.Parse(second, null));
        var due = DigestCalendar.Due(new(zone, DayOfWeek.Friday, 15), one.AddDays(-1), two);

        Assert.Equal([one, two], due.Select(d => d.At));
        Assert.Equal(one, due[1].From);
        Assert.Single(DigestCalendar.Due(new(zone, DayOfWeek.Friday, 15), one.AddDays(-1), two.AddTicks(-1)));
    }

    [Fact]
    public void Due_AtAnHourThatIsSkippedOrComesTwice_IsOnce()
    {
        var sunday = new DigestTime("America/New_York", DayOfWeek.Sunday, 2);
        Assert.Equal(At("2026-03-08T07:00Z"), DigestCalendar.Due(sunday, At("2026-03-07T00:00Z"), At("2026-03-08T12:00Z")).Single().At);
        var twice = sunday with { Hour = 1 };
        Assert.Equal(At("2026-11-01T05:00Z"), DigestCalendar.Due(twice, At("2026-10-31T00:00Z"), At("2026-11-01T12:00Z")).Single().At);
    }

    [Fact]
    public void Due_AtAnyInstantOfAnyTeam_IsTheSameWeekOnce_AtTheHourOnTheWall_WeekAfterWeek() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(0, int.MaxValue).Zip(Gen.Choose(0, 5 * 366 * 24 * 60)).ToArbitrary(), asked =>
        {
            var (zone, day, hour) = (Zones[asked.Item1 % 6], asked.Item1 / 6 % 7, asked.Item1 / 42 % 24);
            var now = At("2024-01-01T00:00Z").AddMinutes(asked.Item2);
            var due = DigestCalendar.Due(new(zone, (DayOfWeek)day, hour), DateTimeOffset.MinValue, now);
            var local = due.Select(d => d.At.ToInstant().InZone(DateTimeZoneProviders.Tzdb[zone])).ToList();
            return due.Count == DigestCalendar.MostWeeks
                && due.Select(d => d.Week).Distinct().Count() == due.Count
                && due.Zip(due.Skip(1)).All(p => p.First.At == p.Second.From)
                && due[^1].At <= now && due[^1].At > now.AddDays(-8)
                && DigestCalendar.Next(new(zone, (DayOfWeek)day, hour), now) is var next && next.At > now && next.From == due[^1].At
                && DigestCalendar.Next(new(zone, (DayOfWeek)day, hour), due[^2].At) == due[^1]
                // An hour that is skipped on that day is the only other one.
                && local.All(l => l.DayOfWeek == ((DayOfWeek)day).ToIsoDayOfWeek() && (l.Hour == hour || l.Zone.MapLocal(l.Date.At(new LocalTime(hour, 0))).Count == 0));
        }));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

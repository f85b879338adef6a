using Hub.Core.Feedback;
using Hub.Core.Feedback.Recurrence;
using NodaTime;
using Instant = Hub.Core.Instant;

namespace Hub.Tests.Feedback;

public class RecurrenceTests
{
    private static readonly DateTimeZone NewYork = Zones.Find("America/New_York")!;

    [Theory]
    [InlineData("", "The rule is missing")]
    [InlineData("INTERVAL=2", "FREQ is missing")]
    [InlineData("FREQ=DAILY", "FREQ=DAILY")]
    [InlineData("FREQ=WEEKLY;INTERVAL=0", "INTERVAL=0")]
    [InlineData("FREQ=WEEKLY;INTERVAL=two", "INTERVAL=TWO")]
    [InlineData("FREQ=WEEKLY;BYDAY=XX", "BYDAY=XX")]
    [InlineData("FREQ=WEEKLY;BYDAY=2TU", "BYDAY has numbers with FREQ=MONTHLY alone")]
    [InlineData("FREQ=MONTHLY;BYDAY=6TU", "BYDAY=6TU")]
    [InlineData("FREQ=MONTHLY;BYDAY=0TU", "BYDAY=0TU")]
    [InlineData("FREQ=MONTHLY;BYDAY=T", "BYDAY=T")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY=32")]
    [InlineData("FREQ=WEEKLY;BYMONTHDAY=3", "BYMONTHDAY goes with FREQ=MONTHLY alone")]
    [InlineData("FREQ=WEEKLY;COUNT=3;UNTIL=20270101", "COUNT and UNTIL exclude each other")]
    [InlineData("FREQ=WEEKLY;COUNT=1000", "COUNT=1000")]
    [InlineData("FREQ=WEEKLY;UNTIL=20270101T090000", "UNTIL=20270101T090000")]
    [InlineData("FREQ=WEEKLY;UNTIL=20270231", "UNTIL=20270231")]
    [InlineData("FREQ=WEEKLY;WKST=8", "WKST=8")]
    [InlineData("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS is not supported here")]
    [InlineData("FREQ=WEEKLY;FREQ=WEEKLY", "FREQ stands twice")]
    [InlineData("FREQ=WEEKLY;", "\"\" is no part of a rule")]
    [InlineData("FREQ=WEEKLY;COLOUR=RED", "COLOUR is no part of a rule")]
    public void Read_OfAWrongRule_NamesTheWrongPart(string text, string says)
    {
        var wrong = RuleReader.Read(text, out _);
        Assert.Equal(400, wrong?.Status);
        Assert.StartsWith(says, wrong!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "every second Tuesday at 09:00, New York")]
    [InlineData("rrule:freq=weekly", "every Tuesday at 09:00, New York")]
    [InlineData("FREQ=WEEKLY;BYDAY=TH,TU", "every Tuesday and Thursday at 09:00, New York")]
    [InlineData("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday at 09:00, New York")]
    [InlineData("FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,WE,FR", "every third week on Monday, Wednesday and Friday at 09:00, New York")]
    [InlineData("FREQ=WEEKLY;COUNT=10", "every Tuesday at 09:00, New York, 10 times")]
    [InlineData("FREQ=WEEKLY;UNTIL=20261231", "every Tuesday at 09:00, New York, until 31 December 2026")]
    [InlineData("FREQ=WEEKLY;UNTIL=20270101T040000Z", "every Tuesday at 09:00, New York, until 31 December 2026")]
    [InlineData("FREQ=MONTHLY", "on the 3rd of every month at 09:00, New York")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=31", "on the 31st of every month that has it at 09:00, New York")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=1,15,-1", "on the 1st, the 15th and the last day of every month at 09:00, New York")]
    [InlineData("FREQ=MONTHLY;BYDAY=1TU", "on the first Tuesday of every month at 09:00, New York")]
    [InlineData("FREQ=MONTHLY;INTERVAL=2;BYDAY=1TU,3TU", "on the first and third Tuesday of every second month at 09:00, New York")]
    [InlineData("FREQ=MONTHLY;BYDAY=-1FR", "on the last Friday of every month at 09:00, New York")]
    [InlineData("FREQ=MONTHLY;BYDAY=-2MO,FR", "on the second to last Monday and every Friday of every month at 09:00, New York")]
    [InlineData("FREQ=MONTHLY;BYDAY=TU", "every Tuesday of every month at 09:00, New York")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", "on the 13th of every month, if it is a Friday at 09:00, New York")]
    [InlineData("FREQ=MONTHLY;INTERVAL=12", "on the 3rd of every 12th month at 09:00, New York")]
    public void Sentence_OfARule_SaysItInPlainWords(string text, string sentence)
    {
        Assert.Null(RuleReader.Read(text, out var rule));
        Assert.Equal(sentence, RuleSentence.Of(rule, new LocalDateTime(2026, 3, 3, 9, 0), "America/New_York"));
    }

    [Fact]
    public void Timetable_AcrossBothClockChanges_NineStaysNine()
    {
        var at = Table("2026-02-24T09:00", "FREQ=WEEKLY").All().TakeWhile(o => o.At < Micros("2027-04-01T00:00:00Z")).ToList();

        Assert.All(at, o => Assert.Equal(new LocalTime(9, 0), Zones.LocalOf(o.At, NewYork).TimeOfDay));
        Assert.Contains(Micros("2026-03-03T14:00:00Z"), at.Select(o => o.At));
        Assert.Contains(Micros("2026-03-10T13:00:00Z"), at.Select(o => o.At));
        Assert.Contains(Micros("2026-11-03T14:00:00Z"), at.Select(o => o.At));
    }

    [Fact]
    public void Timetable_InTheGapAndInTheOverlap_MovesForwardAndTakesTheFirst()
    {
        // On 8 March 2026 the clocks go from 02:00 to 03:00, on 1 November from 02:00 back to 01:00.
        Assert.Equal(Micros("2026-03-08T07:30:00Z"), Table("2026-03-08T02:30", "FREQ=WEEKLY").All().First().At);
        Assert.Equal(Micros("2026-11-01T05:30:00Z"), Table("2026-11-01T01:30", "FREQ=WEEKLY").All().First().At);
    }

    [Fact]
    public void Until_InUtc_IsComparedWithTheInstant()
    {
        // 09:00 in New York is 14:00 in UTC before the clocks change, and 13:00 afterwards.
        Assert.Equal(["2026-03-03", "2026-03-10"], Days(Table("2026-03-03T09:00", "FREQ=WEEKLY;UNTIL=20260310T130000Z")));
        Assert.Equal(["2026-03-03"], Days(Table("2026-03-03T09:00", "FREQ=WEEKLY;UNTIL=20260310T125959Z")));
        Assert.Equal(["2026-03-03", "2026-03-10"], Days(Table("2026-03-03T09:00", "FREQ=WEEKLY;UNTIL=20260310")));
    }

    [Fact]
    public void Timetable_WithDatesMovedAndSkipped_IsInOrder()
    {
        var changes = new Dictionary<long, DateChange>
        {
            [Micros("2026-03-10T13:00:00Z")] = new(Micros("2026-03-25T13:00:00Z"), false),
            [Micros("2026-03-17T13:00:00Z")] = new(null, true),
        };
        var table = Table("2026-03-03T09:00", "FREQ=WEEKLY;COUNT=5", changes);

        Assert.Equal(["2026-03-03", "2026-03-24", "2026-03-25", "2026-03-31"], Days(table));
        Assert.Null(table.Find(Micros("2026-03-17T13:00:00Z")));
        Assert.Equal(Micros("2026-03-25T13:00:00Z"), table.Find(Micros("2026-03-10T13:00:00Z"))?.At);
        Assert.Null(table.Find(Micros("2026-03-11T13:00:00Z")));
        Assert.Equal("2026-03-31", Days(table with { From = Micros("2026-03-30T00:00:00Z") })[^1]);
        Assert.Equal(["2026-03-03"], Days(table with { Ended = Micros("2026-03-24T00:00:00Z") }));
    }

    [Fact]
    public void Plan_WhoseRuleGivesNoDate_IsRefused()
    {
        Assert.Equal("This rule gives no date.", new SeriesPlan("America/New_York", "2026-02-03T09:00", 45, "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=30").Fault()?.Message);
        Assert.Contains("time zone", new SeriesPlan("Mars/Olympus", "2026-02-03T09:00", 45, "FREQ=MONTHLY").Fault()?.Message, StringComparison.Ordinal);
        Assert.Contains("start", new SeriesPlan("UTC", "tomorrow", 45, "FREQ=MONTHLY").Fault()?.Message, StringComparison.Ordinal);
        Assert.Null(new SeriesPlan("UTC", "2026-02-03T09:00:00", 45, "FREQ=MONTHLY").Fault());
    }

    [Theory]
    [InlineData(2026, 1, 1, "New Year's Day")]
    [InlineData(2026, 1, 19, "Birthday of Martin Luther King, Jr.")]
    [InlineData(2026, 2, 16, "Washington's Birthday")]
    [InlineData(2026, 5, 25, "Memorial Day")]
    [InlineData(2026, 6, 19, "Juneteenth")]
    [InlineData(2026, 7, 3, "Independence Day (observed)")]
    [InlineData(2027, 7, 5, "Independence Day (observed)")]
    [InlineData(2026, 9, 7, "Labor Day")]
    [InlineData(2026, 10, 12, "Columbus Day")]
    [InlineData(2026, 11, 11, "Veterans Day")]
    [InlineData(2026, 11, 26, "Thanksgiving Day")]
    [InlineData(2026, 12, 25, "Christmas Day")]
    [InlineData(2021, 12, 31, "New Year's Day (observed)")]
    [InlineData(2026, 3, 3, null)]
    [InlineData(2026, 5, 18, null)]
    public void Holiday_OnADay_IsTheFederalOne(int year, int month, int day, string? name) => Assert.Equal(name, Holidays.On(new LocalDate(year, month, day)));

    [Fact]
    public void Proposal_PassesOverWeekendsHolidaysAndOtherSessions()
    {
        // Wednesday 25 November 2026; the next day is Thanksgiving, then a Friday on which somebody is busy, then a weekend.
        var missed = Micros("2026-11-25T14:00:00Z");
        var length = 45 * Instant.Minute;
        Busy[] busy = [new(Guid.Empty, Micros("2026-11-27T14:30:00Z"), Micros("2026-11-27T15:00:00Z"))];

        Assert.Equal(Micros("2026-11-30T14:00:00Z"), Proposal.Of(missed, length, NewYork, missed + length, busy));
        Assert.Equal(Micros("2026-11-27T14:00:00Z"), Proposal.Of(missed, length, NewYork, missed + length, []));
        Assert.Null(Proposal.Of(missed, length, NewYork, missed + length, [new(Guid.Empty, missed, missed + 100L * 24 * 60 * Instant.Minute)]));
    }

    private static Timetable Table(string start, string rule, Dictionary<long, DateChange>? changes = null) =>
        new SeriesPlan("America/New_York", start, 45, rule).Timetable(0, null, changes ?? []);

    private static List<string> Days(Timetable table) => [.. table.All().Take(20).Select(o => Zones.Write(Zones.LocalOf(o.At, table.Zone))[..10])];

    private static long Micros(string at) => Instant.ToMicros(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture));
}

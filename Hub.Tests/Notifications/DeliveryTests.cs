using Hub.Core.Notifications;
using Hub.Core.Rooms.Messages;

namespace Hub.Tests.Notifications;

/// <summary>Who is told, when, by which way and why. Everybody here lives in New York.</summary>
public class DeliveryTests
{
    private static readonly Guid Chen = new("cccccccc-0000-7000-8000-cccccccccccc"), Priya = new("dddddddd-0000-7000-8000-dddddddddddd");
    // 2026-11-25 is a Wednesday; New York is five hours behind UTC.
    private static readonly DateTimeOffset TwoInTheNight = new(2026, 11, 25, 7, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset ElevenInTheMorning = new(2026, 11, 25, 16, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset SevenInTheMorning = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private static Standing Person(Guid id, bool onDuty = false, NotificationPreferences? preferences = null) => new(id, preferences ?? new(), onDuty);

    private static Notice About(Priority priority, NoticeKind kind = NoticeKind.Nudge) => new("k", kind, Chen, priority, TwoInTheNight);

    private static DateTimeOffset? Push(Delivered d) => d.Sends.SingleOrDefault(s => s.Channel == NoticeChannel.Push)?.At;

    [Fact]
    public void Urgent_AtTwoInTheNight_BreaksThroughAndSaysSo()
    {
        var told = Delivery.Decide(About(Priority.Urgent), Person(Chen), null, TwoInTheNight);
        Assert.Equal(TwoInTheNight, Push(told));
        Assert.Contains(Reason.BrokeQuiet, told.Why);
    }

    [Fact]
    public void Important_AtTwoInTheNight_WaitsForTheEndOfTheQuietHours_UnlessOnDuty()
    {
        Assert.Equal(SevenInTheMorning, Push(Delivery.Decide(About(Priority.Important), Person(Chen), null, TwoInTheNight)));
        Assert.Equal(TwoInTheNight, Push(Delivery.Decide(About(Priority.Important), Person(Chen, onDuty: true), null, TwoInTheNight)));
    }

    [Fact]
    public void Routine_IsGatheredIntoTheNextWorkingMorning_AndStandsInThePageAtOnce()
    {
        var told = Delivery.Decide(About(Priority.Routine), Person(Chen), null, ElevenInTheMorning);
        Assert.Equal(new DateTimeOffset(2026, 11, 26, 13, 0, 0, TimeSpan.Zero), Push(told));
        Assert.Equal(ElevenInTheMorning, told.Sends.Single(s => s.Channel == NoticeChannel.InApp).At);
        var friday = new DateTimeOffset(2026, 11, 27, 23, 30, 0, TimeSpan.Zero);
        Assert.Equal(new DateTimeOffset(2026, 11, 30, 13, 0, 0, TimeSpan.Zero), Push(Delivery.Decide(About(Priority.Routine), Person(Chen), null, friday)));
    }

    [Fact]
    public void OffDutyOrAway_WithAStandIn_TheStandInIsToldInstead()
    {
        var off = Delivery.Decide(About(Priority.Urgent), Person(Chen), Person(Priya), TwoInTheNight);
        Assert.Equal((Priya, (Guid?)Chen), (off.To, off.For));
        Assert.Contains(Reason.StandIn, off.Why);
        Assert.Equal(Chen, Delivery.Decide(About(Priority.Urgent), Person(Chen, onDuty: true), Person(Priya), TwoInTheNight).To);
        var away = Person(Chen, preferences: new() { AwayUntil = ElevenInTheMorning.AddHours(5) });
        Assert.Equal(Priya, Delivery.Decide(About(Priority.Important), away, Person(Priya), ElevenInTheMorning).To);
    }

    [Fact]
    public void Away_WithoutAStandIn_WhatIsNotUrgentWaitsUntilTheyAreBack()
    {
        var back = ElevenInTheMorning.AddHours(3);
        var away = Person(Chen, preferences: new() { AwayUntil = back });
        Assert.Equal(back, Push(Delivery.Decide(About(Priority.Important), away, null, ElevenInTheMorning)));
        Assert.Contains(Reason.BrokeAway, Delivery.Decide(About(Priority.Urgent), away, null, ElevenInTheMorning).Why);
    }

    [Fact]
    public void Looking_NeedsNoPush_AndAReminderInTheNightWakesNobody()
    {
        Assert.Null(Push(Delivery.Decide(About(Priority.Urgent), Person(Chen) with { Looking = true }, null, ElevenInTheMorning)));
        var reminder = Delivery.Decide(About(Priority.Important, NoticeKind.SessionReminder), Person(Chen), null, TwoInTheNight);
        Assert.Equal([NoticeChannel.InApp], reminder.Sends.Select(s => s.Channel));
        Assert.Equal(ElevenInTheMorning, Push(Delivery.Decide(About(Priority.Routine, NoticeKind.SessionReminder), Person(Chen), null, ElevenInTheMorning)));
    }

    [Fact]
    public void WhatIsOnesOwn_AndWhatIsRoutine_DoesNotGoToTheStandInForBeingOffDuty()
    {
        Assert.Equal(Chen, Delivery.Decide(About(Priority.Routine), Person(Chen), Person(Priya), TwoInTheNight).To);
        Assert.Equal(Chen, Delivery.Decide(About(Priority.Important, NoticeKind.Thanks), Person(Chen), Person(Priya), TwoInTheNight).To);
        var away = new NotificationPreferences { AwayUntil = ElevenInTheMorning.AddHours(5) };
        Assert.Equal(Chen, Delivery.Decide(About(Priority.Urgent), Person(Chen, preferences: away), Person(Priya, preferences: away), ElevenInTheMorning).To);
    }

    [Fact]
    public void NightsThatRunIntoEachOther_AreQuietUntilTheLastEnds()
    {
        var nights = new NotificationPreferences { Quiet = [.. Enumerable.Range(0, 7).Select(day => day == 2 ? new DaySpan(9 * 60, 8 * 60) : day == 3 ? new DaySpan(7 * 60, 12 * 60) : new DaySpan(0, 0))] };
        Assert.Equal(new DateTimeOffset(2026, 11, 26, 17, 0, 0, TimeSpan.Zero), Push(Delivery.Decide(About(Priority.Important), Person(Chen, preferences: nights), null, ElevenInTheMorning)));
    }
}

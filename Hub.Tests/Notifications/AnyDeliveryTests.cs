using FsCheck;
using FsCheck.Fluent;
using Hub.Core.Notifications;
using Hub.Core.Rooms.Messages;

namespace Hub.Tests.Notifications;

/// <summary>What holds of whatever is told to whomever, however they want to be told and whenever: both changes of the clocks lie in the weeks drawn from.</summary>
public class AnyDeliveryTests
{
    private static readonly Guid Chen = new("cccccccc-0000-7000-8000-cccccccccccc"), Priya = new("dddddddd-0000-7000-8000-dddddddddddd");
    private static readonly string[] Zones = ["America/New_York", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Auckland", "UTC"];

    public sealed record Situation(Notice Notice, Standing Meant, Standing? StandIn, DateTimeOffset Now)
    {
        public Delivered Decided => Delivery.Decide(Notice, Meant, StandIn, Now);

        public Standing Told => Decided.To == Meant.Person ? Meant : StandIn!;
    }

    private static readonly Gen<DaySpan> Spans =
        from empty in Gen.Choose(0, 3)
        from @from in Gen.Choose(0, DaySpan.Day - 1)
        from to in Gen.Choose(0, DaySpan.Day - 1)
        select empty == 0 ? new DaySpan(0, 0) : new DaySpan(@from, to);

    private static Gen<Standing> Person(Guid id, DateTimeOffset now, Guid? standIn) =>
        from zone in Gen.Elements(Zones)
        from work in Spans.ArrayOf(7)
        from quiet in Spans.ArrayOf(7)
        from off in (from kind in Gen.Elements(Enum.GetValues<NoticeKind>()) from channel in Gen.Elements(NoticeChannel.Push, NoticeChannel.Email, NoticeChannel.Webhook) select new Unwanted(kind, channel)).ArrayOf()
        from away in Gen.Frequency((2, Gen.Constant((DateTimeOffset?)null)), (1, Gen.Choose(-600, 6000).Select(m => (DateTimeOffset?)now.AddMinutes(m))))
        from duty in Gen.Elements(true, false)
        from level in Gen.Elements(RoomLevel.All, RoomLevel.Mentions, RoomLevel.Urgent)
        from looking in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new Standing(id, new() { Zone = zone, Work = work, Quiet = quiet, Off = off, AwayUntil = away, StandIn = standIn }, duty, level, looking);

    private static readonly Gen<Situation> Situations =
        from minutes in Gen.Choose(0, 60 * 24 * 365)
        let now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes)
        from kind in Gen.Elements(Enum.GetValues<NoticeKind>())
        from priority in Gen.Elements(Enum.GetValues<Priority>())
        from has in Gen.Elements(true, false)
        from meant in Person(Chen, now, has ? Priya : null)
        from standIn in Person(Priya, now, Chen)
        select new Situation(new("k", kind, Chen, priority, now), meant, has ? standIn : null, now);

    private static void Always(Action<Situation> holds) => Prop.ForAll(Arb.From(Situations), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void NothingThatMayNotBreakThrough_ReachesAnybodyInQuietHoursOrWhileAway() => Always(s =>
    {
        if (s.Notice.Priority == Priority.Urgent) return;
        foreach (var send in Outside(s.Decided))
        {
            Assert.False(s.Told.Preferences.AwayUntil > send.At, "while they are not to be disturbed");
            // Whoever is on duty may be told at once; not what waited until later.
            if (send.At == s.Now && s.Told.OnDuty) continue;
            Assert.Null(Hours.QuietUntil(s.Told.Preferences, send.At));
        }
    });

    [Fact]
    public void WhatBreaksThrough_IsUrgent_AndSaysSo() => Always(s =>
    {
        var disturbed = Outside(s.Decided).Any(send => s.Told.Preferences.AwayUntil > send.At);
        if (!disturbed) return;
        Assert.Equal(Priority.Urgent, s.Notice.Priority);
        Assert.Contains(Reason.BrokeAway, s.Decided.Why);
    });

    [Fact]
    public void SomeChannelAlways_NoChannelTwice_NeverEarly_AndAReasonForWhateverWaitsOrIsLeftOut() => Always(s =>
    {
        var told = s.Decided;
        Assert.Equal(new Send(NoticeChannel.InApp, s.Now), told.Sends[0]);
        Assert.Distinct(told.Sends.Select(send => send.Channel));
        Assert.All(told.Sends, send => Assert.True(send.At >= s.Now));
        Assert.NotEmpty(told.Why);
        if (Outside(told).Any(send => send.At > s.Now)) Assert.Contains(told.Why, code => code is Reason.AfterQuiet or Reason.AfterAway or Reason.NextMorning);
        var all = Enum.GetValues<NoticeChannel>().Except([NoticeChannel.InApp]).All(c => s.Told.Preferences.Off.Contains(new(s.Notice.Kind, c)));
        if (!Outside(told).Any() && !all) Assert.Contains(told.Why, code => code is Reason.Looking or Reason.RoomQuiet or Reason.Quiet);
    });

    [Fact]
    public void OnePersonIsTold_TheStandInOnlyInsteadAndWithTheReason_NeverWhoIsAwayThemselves() => Always(s =>
    {
        var told = s.Decided;
        Assert.Equal(told.To != Chen, told.For == Chen);
        Assert.Equal(told.To != Chen, told.Why.Contains(Reason.StandIn));
        if (told.To == Priya) Assert.False(s.StandIn!.Preferences.AwayUntil > s.Now);
    });

    [Fact]
    public void Urgent_ReachesByPush_WhateverIsSwitchedOff_UnlessTheyAreLookingAtIt() => Always(s =>
    {
        if (s.Notice.Priority != Priority.Urgent) return;
        Assert.Equal(!s.Told.Looking, s.Decided.Sends.Contains(new(NoticeChannel.Push, s.Now)));
    });

    private static IEnumerable<Send> Outside(Delivered told) => told.Sends.Where(s => s.Channel != NoticeChannel.InApp);
}

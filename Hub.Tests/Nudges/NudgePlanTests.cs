using FsCheck;
using FsCheck.Fluent;
using Hub.Core;
using Hub.Core.Notifications;
using Hub.Core.Nudges;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Messages;
using Hub.Tests.Support;
using Instant = Hub.Core.Instant;

namespace Hub.Tests.Nudges;

/// <summary>The ladder by itself: pure, so a whole walk up it can be worked out, whoever is there, asleep or away.</summary>
public sealed class NudgePlanTests
{
    private static readonly Guid Author = Id(1), Chen = Id(2);
    private static readonly Config Config = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(Soak.On ? 5000 : 300);

    [Fact]
    public void Routine_AskedOnFriday_IsGatheredIntoTheNextWorkingMornings_OfTheirOwnClock()
    {
        // Friday, 6 March 2026, 14:00 in New York; the clocks go forward in the night to Sunday.
        var asked = new DateTimeOffset(2026, 3, 6, 19, 0, 0, TimeSpan.Zero);
        var walk = Walk(Ask(Priority.Routine, asked, null), new(new Reachable(Chen, new(), false), null, [], [], []), NudgePolicy.Standard, asked, 60);
        Assert.Equal(["Person 2026-03-09T12:00Z", "Person 2026-03-10T12:00Z", "Person 2026-03-11T12:00Z", "Nobody 2026-03-12T00:00Z"], walk.Select(w => w.ToString()));
    }

    [Fact]
    public void Important_DueInTheNight_WaitsForTheMorning_UnlessOnDuty()
    {
        var due = new DateTimeOffset(2026, 11, 1, 4, 30, 0, TimeSpan.Zero);
        var asleep = Walk(Ask(Priority.Important, due.AddHours(-1), due), new(new Reachable(Chen, new(), false), null, [], [], []), NudgePolicy.Standard, due, 24 * 60);
        // 07:00 in New York, after the clocks went back in that night.
        Assert.Equal("Person 2026-11-01T12:00Z", asleep[0].ToString());
        var onDuty = Walk(Ask(Priority.Important, due.AddHours(-1), due), new(new Reachable(Chen, new(), true), null, [], [], []), NudgePolicy.Standard, due, 24 * 60);
        Assert.Equal(["Person 2026-11-01T04:30Z", "Person 2026-11-01T04:45Z", "Person 2026-11-01T05:30Z"], onDuty.Take(3).Select(w => w.ToString()));
    }

    [Fact]
    public void WhoAskedOrIsAskedAlready_IsNeverAskedInAnothersPlace()
    {
        var ask = Ask(Priority.Urgent, DateTimeOffset.UnixEpoch, null) with { From = [Chen, Id(3)] };
        var reach = new NudgeReach(There(Chen), There(Chen), [There(Id(3))], [There(Author)], [There(Id(3))]);
        Assert.All(Walk(ask, reach, NudgePolicy.Standard, DateTimeOffset.UnixEpoch, 1), w => Assert.True(w.To is null || w.To == Chen));
    }

    [Fact]
    public void Clarification_IsNudgedToWhoWroteIt_AndToNobodyElse()
    {
        var ask = Ask(Priority.Urgent, DateTimeOffset.UnixEpoch, null) with { Kind = AskKind.Clarify };
        var walk = Walk(ask, new(There(Chen), There(Chen), [There(Id(3))], [There(Id(4))], [There(Id(5))]), NudgePolicy.Standard, DateTimeOffset.UnixEpoch, 1);
        Assert.Equal((10, "Nobody"), (walk.Count(w => w.To == Chen), walk[^1].What));
        Assert.Equal(11, walk.Count);
    }

    [Fact]
    public void AnyWalk_EndsAtNobody_NeverTellsTwicePerTime_NorInQuietHoursThatMayNotBeBroken() => Prop.ForAll(Cases, c =>
    {
        var start = new DateTimeOffset(2026, 3, 1 + c.Day % 28, c.Hour % 24, c.Minute % 60, 0, TimeSpan.Zero);
        var priority = (Priority)(1 + c.Kind % 3);
        Reachable Who(int n) => new(Id(n), Sleeper(c.Sleep + n), (c.Sleep + n) % 5 == 0);
        var people = Enumerable.Range(2, 8).ToDictionary(Id, Who);
        var reach = new NudgeReach(c.Kind % 4 == 0 ? null : Who(2), null, [.. Enumerable.Range(3, c.Covers % 3).Select(Who)], [.. Enumerable.Range(5, c.Duty % 3).Select(Who)], [.. Enumerable.Range(7, c.Leads % 3).Select(Who)]);
        // Looked at now and then: late, and after a long time down.
        var walk = Walk(Ask(priority, start, c.Due ? start.AddMinutes(c.Minute) : null), reach, NudgePolicy.Standard, start, 1 + c.Late % 700);
        Assert.Equal("Nobody", walk[^1].What);
        Assert.Single(walk, w => w.What == "Nobody");
        var ladder = NudgePolicy.Standard.Of(priority);
        foreach (var step in walk.Where(w => w.To is not null).GroupBy(w => w.What))
        {
            Assert.Single(step.Select(w => w.To).Distinct());
            Assert.InRange(step.Count(), 1, (ladder.Steps.FirstOrDefault(s => s.Who.ToString() == step.Key) ?? ladder.Steps[0]).At.Count);
        }
        Assert.Equal(walk.Where(w => w.To is not null).Select(w => w.To).Distinct().Count(), walk.Where(w => w.To is not null).Select(w => w.What).Distinct().Count());
        Assert.Equal(walk.Where(w => w.To is not null).Select(w => Enum.Parse<NudgeStep>(w.What)).Order(), walk.Where(w => w.To is not null).Select(w => Enum.Parse<NudgeStep>(w.What)));
        foreach (var told in walk.Where(w => w.To is not null && priority != Priority.Urgent))
            Assert.True(people[told.To!.Value].OnDuty && priority == Priority.Important || Hours.QuietUntil(people[told.To!.Value].Preferences, told.At) is null, $"{told} in quiet hours");
        Assert.Equal(walk.Select(w => w.At), walk.Select(w => w.At).Distinct().Order());
    }).Check(Config);

    private static readonly Arbitrary<Case> Cases = Arb.From(
        from day in Gen.Choose(0, 27) from hour in Gen.Choose(0, 23) from minute in Gen.Choose(0, 59) from kind in Gen.Choose(0, 11) from covers in Gen.Choose(0, 2)
        from duty in Gen.Choose(0, 2) from leads in Gen.Choose(0, 2) from late in Gen.Choose(0, 700) from sleep in Gen.Choose(0, 20) from due in Gen.Elements(true, false)
        select new Case(day, hour, minute, kind, covers, duty, leads, late, sleep, due));

    private sealed record Case(int Day, int Hour, int Minute, int Kind, int Covers, int Duty, int Leads, int Late, int Sleep, bool Due);

    private sealed record Step(string What, Guid? To, DateTimeOffset At)
    {
        public override string ToString() => $"{What} {At.UtcDateTime:yyyy-MM-dd'T'HH:mm}Z";
    }

    /// <summary>Walks up the whole ladder, looking when it asked to be looked at and up to <paramref name="lateMinutes"/> later now and then.</summary>
    private static List<Step> Walk(Ask ask, NudgeReach reach, NudgePolicy policy, DateTimeOffset start, int lateMinutes)
    {
        var walk = new List<Step>();
        var now = Instant.ToMicros(start);
        for (var looks = 0; looks < 500; looks++)
        {
            var so = ask.NudgingOf(Chen);
            var present = so.Step is null ? null : reach.At(so.Step.Value).FirstOrDefault(r => r.Id == so.To(Chen));
            switch (NudgePlan.Next(ask, Chen, policy, reach with { Present = present }, now))
            {
                case NudgeMove.Wait wait:
                    Assert.True(wait.Until > now, "It waits for what is past.");
                    now = wait.Until + (looks % 7 == 6 && lateMinutes > 60 ? lateMinutes * Instant.Minute : 0);
                    break;
                case NudgeMove.Tell tell:
                    walk.Add(new(tell.Step.ToString(), tell.To, Instant.FromMicros(now)));
                    ask = NudgePlan.After(ask, Chen, tell, now);
                    break;
                default:
                    walk.Add(new("Nobody", null, Instant.FromMicros(now)));
                    return walk;
            }
        }
        throw new InvalidOperationException("It goes on for ever.");
    }

    private static NotificationPreferences Sleeper(int n) => new()
    {
        Zone = (n % 4) switch { 0 => "America/New_York", 1 => "Europe/Berlin", 2 => "Asia/Kolkata", _ => "Australia/Sydney" },
        Quiet = [.. Enumerable.Repeat(new DaySpan((n * 97) % 1440, (n * 97 + 300 + n * 13) % 1440), 7)],
    };

    private static Reachable There(Guid id) => new(id, NudgeHost.AlwaysThere, false);

    private static Ask Ask(Priority priority, DateTimeOffset since, DateTimeOffset? due) =>
        new(2, Author, AskKind.Acknowledge, priority, due is { } at ? Instant.ToMicros(at) : null, Instant.ToMicros(since), [Chen]);

    private static Guid Id(int n) => new($"{n:x8}-0000-7000-8000-000000000000");
}

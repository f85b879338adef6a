using Hub.Core.Notifications;

namespace Hub.Tests.Year;

/// <summary>Somebody with hours of their own. What is asked of the hours here is found by trying one minute after the other.</summary>
internal sealed class Colleague(Guid id, PlainZone zone, Crew crew)
{
    public Guid Id => id;
    public PlainZone Zone => zone;
    public Crew Crew => crew;

    /// <summary>Minutes after midnight of Monday to Sunday; to before from: into the next day.</summary>
    public required (int From, int To)[] Work { get; init; }
    public required (int From, int To)[] Quiet { get; init; }

    /// <summary>By which ways they want to be told beside the page.</summary>
    public required NoticeChannel[] Ways { get; init; }
    public Colleague? StandIn { get; set; }
    public int AwayUntil { get; set; }

    public bool IsWorking(int at) => Within(Work, at);

    public bool IsQuiet(int at) => Within(Quiet, at);

    public bool IsAway(int at) => AwayUntil > at;

    public bool IsOnDuty(int at) => crew.OnDuty(at) == this;

    /// <summary>Nothing that can wait may reach them outside the page.</summary>
    public bool IsLeftAlone(int at) => IsAway(at) || (IsQuiet(at) && !IsOnDuty(at));

    /// <summary>The first moment from then on at which they are neither away nor in quiet hours.</summary>
    public int Wakes(int from)
    {
        var at = Math.Max(from, AwayUntil);
        while (IsQuiet(at)) at = NextMinute(at);
        return at;
    }

    /// <summary>The first beginning of their work after that; later on that day where it lies in quiet hours.</summary>
    public int Morning(int after)
    {
        var at = NextMinute(after);
        while (!Begins(at)) at = NextMinute(at);
        while (IsQuiet(at)) at = NextMinute(at);
        return at;
    }

    public NotificationPreferences Preferences => new()
    {
        Zone = zone.Name,
        Work = [.. Work.Select(s => new DaySpan(s.From, s.To))],
        Quiet = [.. Quiet.Select(s => new DaySpan(s.From, s.To))],
        Off = [.. Enum.GetValues<NoticeKind>().SelectMany(k => ((NoticeChannel[])[NoticeChannel.Push, NoticeChannel.Email, NoticeChannel.Webhook]).Except(Ways).Select(w => new Unwanted(k, w)))],
        AwayUntil = AwayUntil == 0 ? null : Timeline.At(AwayUntil),
        StandIn = StandIn?.Id,
    };

    internal static int NextMinute(int at) => at / Timeline.Minute * Timeline.Minute + Timeline.Minute;

    private bool Begins(int at)
    {
        var local = zone.Local(at);
        var (from, to) = Work[DayOf(local)];
        return from != to && local % Timeline.Day == from * Timeline.Minute;
    }

    private bool Within((int From, int To)[] week, int at)
    {
        var local = zone.Local(at);
        var minute = local % Timeline.Day / Timeline.Minute;
        var (today, yesterday) = (week[DayOf(local)], week[DayOf(local + 6 * Timeline.Day)]);
        return (today.From != today.To && minute >= today.From && (today.To < today.From || minute < today.To))
            || (yesterday.To < yesterday.From && minute < yesterday.To);
    }

    private static int DayOf(int local) => local / Timeline.Day % 7;
}

/// <summary>A team: its lead, and who of the others has the role on call, twelve hours each.</summary>
internal sealed class Crew(Guid id, int number, PlainZone zone)
{
    public const int Shift = 12 * Timeline.Hour, FirstShift = 8 * Timeline.Hour;

    public Guid Id => id;
    public PlainZone Zone => zone;
    public List<Colleague> Members { get; } = [];
    public Colleague Lead => Members[0];

    public Colleague OnDuty(int at) => Holder((at - FirstShift) / Shift);

    public Colleague Holder(int shift) => Members[1 + (shift * 3 + number) % (Members.Count - 1)];
}

/// <summary>A room in which something is asked.</summary>
/// <param name="Members">Who is in it for good.</param>
internal sealed record Place(Guid Room, IReadOnlyList<Colleague> Members, bool Direct)
{
    /// <summary>What is open there.</summary>
    public List<Errand> Open { get; } = [];

    /// <summary>Who is in it for as long as something is asked of them there. Whoever went does not come back by what was asked before.</summary>
    private readonly Dictionary<Colleague, int> guests = [];

    public bool Has(Colleague who) => Members.Contains(who) || guests.ContainsKey(who);

    /// <summary>Whether somebody was in it before this moment: what is told together is decided before any of it happens.</summary>
    public bool Had(Colleague who, int now) => Members.Contains(who) || (guests.TryGetValue(who, out var since) && since < now);

    public void Join(Colleague guest, int now) => guests.TryAdd(guest, now);

    /// <summary>Something was closed: guests of whom nothing is asked any more go.</summary>
    public IReadOnlyList<Colleague> Leave()
    {
        List<Colleague> gone = [.. guests.Keys.Where(g => !Open.Exists(e => e.Open.Exists(p => p.Who == g || p.Asked.Contains(g))))];
        gone.ForEach(g => guests.Remove(g));
        return gone;
    }
}

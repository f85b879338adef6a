using Hub.Core.Rooms.Messages;

namespace Hub.Core.Notifications;

/// <summary>Why somebody was told so: stable codes, told to them in words.</summary>
public static class Reason
{
    public const string Urgent = "urgent", Important = "important", Routine = "routine", Timed = "timed";
    public const string BrokeQuiet = "brokeQuiet", BrokeAway = "brokeAway", AfterQuiet = "afterQuiet", AfterAway = "afterAway", NextMorning = "nextMorning";
    public const string OnDuty = "onDuty", StandIn = "standIn", Looking = "looking", RoomQuiet = "roomQuiet", Quiet = "quiet";
}

/// <summary>How it stands with a person at the moment of deciding.</summary>
/// <param name="OnDuty">Holds a role on call.</param>
/// <param name="Level">What they want to be told of the notice's room.</param>
/// <param name="Looking">Has the notice's room open before them.</param>
public sealed record Standing(Guid Person, NotificationPreferences Preferences, bool OnDuty = false, RoomLevel Level = RoomLevel.All, bool Looking = false)
{
    /// <summary>May see what the notice is about: is in its room, where it has one.</summary>
    public bool Sees { get; init; } = true;
}

public sealed record Send(NoticeChannel Channel, DateTimeOffset At);

/// <param name="To">Who is told.</param>
/// <param name="For">Whose stand-in they are; null when it was meant for them.</param>
/// <param name="Sends">Never empty: in the page it always stands.</param>
/// <param name="Why">Codes of <see cref="Reason"/>.</param>
public sealed record Delivered(Guid To, Guid? For, IReadOnlyList<Send> Sends, IReadOnlyList<string> Why);

/// <summary>Decides who is told what, when, by which way and why. Pure.</summary>
public static class Delivery
{
    private static readonly NoticeChannel[] Outside = [NoticeChannel.Push, NoticeChannel.Email, NoticeChannel.Webhook];

    /// <param name="standIn">The stand-in that <paramref name="meant"/> names, if they exist. One who cannot see what it is about could do nothing for it, and nobody stands in for a stand-in.</param>
    /// <param name="now">When it would be told; never before the notice's own instant.</param>
    public static Delivered Decide(Notice notice, Standing meant, Standing? standIn, DateTimeOffset now)
    {
        var instead = standIn is not null && standIn.Person != meant.Person && !notice.Settled && standIn.Sees && Passes(notice, meant, now) && !IsAway(standIn, now);
        var who = instead ? standIn! : meant;
        List<string> why = instead ? [Reason.StandIn] : [];
        var outside = Moment(notice, who, now, why);
        var sends = new List<Send> { new(NoticeChannel.InApp, now) };
        if (outside is { } at) sends.AddRange(Outside.Where(c => Wanted(notice, who.Preferences, c)).Select(c => new Send(c, at)));
        return new(who.Person, instead ? meant.Person : null, sends, why);
    }

    /// <summary>Until when something has to wait that was to be sent by now, because its receiver is in quiet hours or away; null: it may go.</summary>
    /// <returns><see cref="DateTimeOffset.MaxValue"/> for what is worth nothing later.</returns>
    public static DateTimeOffset? StillWaits(NoticeKind kind, Priority priority, Standing who, DateTimeOffset now)
    {
        if (priority == Priority.Urgent) return null;
        var back = IsAway(who, now) ? who.Preferences.AwayUntil!.Value : now;
        var quiet = Hours.QuietUntil(who.Preferences, back);
        if (back == now && (quiet is null || who.OnDuty)) return null;
        return IsTimed(kind) ? DateTimeOffset.MaxValue : quiet ?? back;
    }

    // Off duty, what is routine waits for their own next morning; what is urgent or important does not wait for it.
    private static bool Passes(Notice notice, Standing meant, DateTimeOffset now) => IsWork(notice.Kind)
        && (IsAway(meant, now) || (notice.Priority != Priority.Routine && !meant.OnDuty && !Hours.IsWorking(meant.Preferences, now)));

    private static bool IsAway(Standing who, DateTimeOffset now) => who.Preferences.AwayUntil > now;

    /// <summary>Kinds that ask for something to be done, which another may do instead. A session, thanks and a digest are one's own.</summary>
    private static bool IsWork(NoticeKind kind) => kind <= NoticeKind.CommitmentDue;

    /// <summary>When it may leave the page; null when it does not need to.</summary>
    private static DateTimeOffset? Moment(Notice notice, Standing who, DateTimeOffset now, List<string> why)
    {
        var preferences = who.Preferences;
        var quiet = Hours.QuietUntil(preferences, now);
        var away = preferences.AwayUntil is { } until && until > now ? until : (DateTimeOffset?)null;
        if (who.OnDuty) why.Add(Reason.OnDuty);
        if (notice.Priority == Priority.Urgent)
        {
            why.Add(Reason.Urgent);
            if (who.Looking) return Nothing(Reason.Looking);
            if (quiet is not null) why.Add(Reason.BrokeQuiet);
            if (away is not null) why.Add(Reason.BrokeAway);
            return now;
        }
        why.Add(IsTimed(notice.Kind) ? Reason.Timed : notice.Priority == Priority.Important ? Reason.Important : Reason.Routine);
        if (who.Looking) return Nothing(Reason.Looking);
        if (who.Level == RoomLevel.Urgent || (who.Level == RoomLevel.Mentions && notice.Kind == NoticeKind.Digest)) return Nothing(Reason.RoomQuiet);
        var disturbs = away is not null || (quiet is not null && !who.OnDuty);
        // Told an hour late, a reminder is no reminder.
        if (IsTimed(notice.Kind)) return disturbs ? Nothing(Reason.Quiet) : now;
        if (notice.Priority == Priority.Routine && !((notice.Kind == NoticeKind.Digest || notice.Settled) && !disturbs))
        {
            why.Add(Reason.NextMorning);
            return After(away, Hours.NextWorkingMorning(preferences, away ?? now));
        }
        if (!disturbs) return now;
        if (away is { } back)
        {
            why.Add(Reason.AfterAway);
            return Hours.QuietUntil(preferences, back) ?? back;
        }
        why.Add(Reason.AfterQuiet);
        return quiet;

        DateTimeOffset? Nothing(string because)
        {
            why.Add(because);
            return null;
        }
    }

    private static DateTimeOffset After(DateTimeOffset? away, DateTimeOffset morning) => away is { } back && back > morning ? back : morning;

    /// <summary>Kinds that are worth nothing later.</summary>
    private static bool IsTimed(NoticeKind kind) => kind == NoticeKind.SessionReminder;

    // Who may not be reached otherwise is reached by push at least when it is urgent.
    private static bool Wanted(Notice notice, NotificationPreferences preferences, NoticeChannel channel) =>
        !preferences.Off.Contains(new(notice.Kind, channel)) || (notice.Priority == Priority.Urgent && channel == NoticeChannel.Push);
}

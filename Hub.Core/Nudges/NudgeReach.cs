using Hub.Core.Notifications;
using Hub.Core.Rooms.Messages;

namespace Hub.Core.Nudges;

/// <summary>Somebody who may be asked, with what they want and whether they hold a role on call now.</summary>
public sealed record Reachable(Guid Id, NotificationPreferences Preferences, bool OnDuty)
{
    /// <summary>Not before this instant may they be told of what can wait until then.</summary>
    /// <param name="from">From when it is due.</param>
    /// <param name="now">The present instant, at which they may be told if it answers with no later one.</param>
    public DateTimeOffset Free(Priority priority, DateTimeOffset from, DateTimeOffset now)
    {
        // How it will be with them then is looked at then.
        if (priority == Priority.Urgent || (priority == Priority.Important && from > now)) return from;
        var at = from > now ? from : now;
        if (Preferences.AwayUntil is { } back && back > at) at = back;
        if (priority == Priority.Important) return OnDuty && at == now ? at : Hours.QuietUntil(Preferences, at) ?? at;
        // In a working morning, or later on that day when nobody ran the jobs in the morning.
        var morning = Hours.NextWorkingMorning(Preferences, from);
        return morning > at ? morning : Hours.IsWorking(Preferences, at) && Hours.QuietUntil(Preferences, at) is null ? at : Hours.NextWorkingMorning(Preferences, at);
    }
}

/// <summary>Whom the steps of a ladder reach for one part of one ask, the first choice first. Stand-ins are put in already, where somebody is away or off duty.</summary>
/// <param name="Person">Whose part it is; null: a role that nobody holds, or somebody who has a stand-in now.</param>
/// <param name="Present">Who is nudged at the present step, if they still can be: enabled, in the room, not replaced by a stand-in.</param>
/// <param name="Covers">The person's stand-in; who covers the role.</param>
/// <param name="Duty">Who holds a role of the room, then of the team.</param>
/// <param name="Leads">Of the team.</param>
public sealed record NudgeReach(Reachable? Person, Reachable? Present, IReadOnlyList<Reachable> Covers, IReadOnlyList<Reachable> Duty, IReadOnlyList<Reachable> Leads)
{
    public IReadOnlyList<Reachable> At(Rooms.Asks.NudgeStep step) => step switch
    {
        Rooms.Asks.NudgeStep.Person => Person is null ? [] : [Person],
        Rooms.Asks.NudgeStep.Cover => Covers,
        Rooms.Asks.NudgeStep.Duty => Duty,
        _ => Leads,
    };
}

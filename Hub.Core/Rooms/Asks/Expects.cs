namespace Hub.Core.Rooms.Asks;

/// <summary>What a new message expects: of named people, of whoever holds a role of the room, or of everybody else who is in the room at that moment.</summary>
/// <param name="Kind">An acknowledgement or a reply.</param>
/// <param name="WithinMinutes">From now; at most 31 days.</param>
public sealed record Expects(AskKind Kind, IReadOnlyList<Guid>? From = null, int? WithinMinutes = null, bool? Room = null)
{
    /// <summary>Roles on call that are members of the room. Their part stays with the role when it changes hands.</summary>
    public IReadOnlyList<Guid>? Roles { get; init; }

    private const int LongestWait = 31 * 24 * 60;

    /// <summary>Names the people and the instant, or says why it may not be.</summary>
    internal (Expectation? Expectation, Refusal? Fault) Settle(Room room, in Deciding by)
    {
        var actor = by.Actor;
        List<Guid> roles = [.. (Roles ?? []).Distinct()];
        if (roles.Exists(r => !room.Roles.ContainsKey(r))) return (null, Refusal.Malformed("A role is asked that is not in this room."));
        var held = roles.ConvertAll(r => room.Roles[r]);
        var from = (From ?? []).Concat(Room == true ? room.Members.Keys.Where(m => m != actor).Order() : []).Concat(held.Select(r => r.Holder).OfType<Guid>()).Distinct().ToList();
        var fault =
            Kind is not (AskKind.Acknowledge or AskKind.Reply) ? Refusal.Malformed("A message expects an acknowledgement or a reply.")
            : held.Find(r => r.Holder == actor) is { } own ? Refusal.Malformed($"You hold {own.Name} yourself. Ask somebody else.")
            : from.Count + roles.Count == 0 ? Refusal.Malformed(Room == true ? "Nobody else is in this room." : "Say of whom something is expected.")
            : from.Contains(actor) ? Refusal.Malformed("One cannot expect something of oneself.")
            : !from.All(room.Has) ? Refusal.Malformed("Something is expected of a person who is not a member.")
            : WithinMinutes is < 1 or > LongestWait ? Refusal.Malformed($"The time to answer is between 1 and {LongestWait} minutes.")
            : Ask.Full(room, from.Count + roles.Count);
        return fault is not null ? (null, fault) : (new(Kind, from, Due(WithinMinutes, by.Now)) { Roles = roles.Count == 0 ? null : roles }, null);
    }

    private static DateTimeOffset? Due(int? minutes, long now) => minutes is { } m ? Instant.FromMicros(now + m * Instant.Minute) : null;
}

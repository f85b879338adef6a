namespace Hub.Core.Rooms.Asks;

/// <summary>What a new message expects: of named people, or of everybody else who is in the room at that moment.</summary>
/// <param name="Kind">An acknowledgement or a reply.</param>
/// <param name="WithinMinutes">From now; at most 31 days.</param>
public sealed record Expects(AskKind Kind, IReadOnlyList<Guid>? From = null, int? WithinMinutes = null, bool? Room = null)
{
    private const int LongestWait = 31 * 24 * 60;

    /// <summary>Names the people and the instant, or says why it may not be.</summary>
    internal (Expectation? Expectation, Refusal? Fault) Settle(Room room, in Deciding by)
    {
        var actor = by.Actor;
        var from = (From ?? []).Concat(Room == true ? room.Members.Keys.Where(m => m != actor).Order() : []).Distinct().ToList();
        var fault =
            Kind is not (AskKind.Acknowledge or AskKind.Reply) ? Refusal.Malformed("A message expects an acknowledgement or a reply.")
            : from.Count == 0 ? Refusal.Malformed(Room == true ? "Nobody else is in this room." : "Say of whom something is expected.")
            : from.Contains(actor) ? Refusal.Malformed("One cannot expect something of oneself.")
            : !from.All(room.Has) ? Refusal.Malformed("Something is expected of a person who is not a member.")
            : WithinMinutes is < 1 or > LongestWait ? Refusal.Malformed($"The time to answer is between 1 and {LongestWait} minutes.")
            : Ask.Full(room, from.Count);
        return fault is not null ? (null, fault) : (new(Kind, from, Due(WithinMinutes, by.Now)), null);
    }

    private static DateTimeOffset? Due(int? minutes, long now) => minutes is { } m ? Instant.FromMicros(now + m * Instant.Minute) : null;
}

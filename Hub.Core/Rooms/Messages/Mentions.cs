namespace Hub.Core.Rooms.Messages;

/// <summary>Whom a message calls by name, beside its text: people, roles on call, or everybody in the room.</summary>
/// <param name="Room">All members, whoever they are when they read it.</param>
public sealed record Mentions(IReadOnlyList<Guid>? People = null, bool? Room = null)
{
    public const int MostPeople = 50;

    /// <summary>Roles of the room; whoever holds them when it is written is called by name too.</summary>
    public IReadOnlyList<Guid>? Roles { get; init; }

    /// <summary>As it is kept: everybody once, and nothing at all when nobody is mentioned.</summary>
    internal static (Mentions? Kept, Refusal? Fault) Check(Mentions? given, Rooms.Room room)
    {
        if (given is null) return default;
        List<Guid> roles = [.. (given.Roles ?? []).Distinct()];
        if (roles.Exists(r => !room.Roles.ContainsKey(r))) return (null, Refusal.Malformed("A role is mentioned that is not in this room."));
        List<Guid> people = [.. (given.People ?? []).Concat(roles.Select(r => room.Roles[r].Holder).OfType<Guid>()).Distinct()];
        if (people.Count > MostPeople) return (null, Refusal.TooLong($"A message mentions at most {MostPeople} people. Mention the room."));
        if (!people.All(room.Has)) return (null, Refusal.Malformed("A person is mentioned who is not a member."));
        var everybody = given.Room == true;
        if (people.Count + roles.Count == 0 && !everybody) return default;
        return (new(people.Count == 0 ? null : people, everybody ? true : null) { Roles = roles.Count == 0 ? null : roles }, null);
    }
}

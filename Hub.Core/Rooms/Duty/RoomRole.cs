using System.Collections.Immutable;
using Hub.Core.Rooms.Members;

namespace Hub.Core.Rooms.Duty;

/// <summary>A role on call as a member of a room: whoever holds it is in the room for as long as they do.</summary>
/// <param name="Name">As it was called when it was added.</param>
/// <param name="Holder">Who holds it; null when nobody is on duty.</param>
/// <param name="Since">Seq of the event that made the holder so.</param>
/// <param name="AsOf">UTC microseconds from which the roster says so. What the roster said for an earlier instant never changes it back.</param>
public sealed record RoomRole(Guid Id, string Name, Guid? Holder, long Since, long AsOf);

/// <summary>What the duty roster says of a role at one instant.</summary>
/// <param name="AsOf">UTC microseconds from which it says so.</param>
public sealed record DutyNow(Guid RoleId, string Name, Guid? Holder, long AsOf);

/// <summary>What rooms ask of Teams: who is on duty.</summary>
public interface IDutyRoster
{
    /// <summary>Those of <paramref name="roles"/> that exist, with who holds them now.</summary>
    ValueTask<IReadOnlyDictionary<Guid, DutyNow>> NowAsync(IReadOnlyCollection<Guid> roles, CancellationToken cancel = default);
}

/// <summary>How roles bring people into a room and take them out again.</summary>
internal static class RoleHolding
{
    /// <summary>Whom this role would bring in: its holder, unless here already.</summary>
    public static Guid? Joining(this Room room, Guid? holder) => holder is { } person && !room.Has(person) ? person : null;

    /// <summary>Who is here no longer once they do not hold this role: its holder, unless here in person or by another role.</summary>
    public static Guid? Leaving(this Room room, RoomRole role) =>
        role.Holder is { } person && room.Members.TryGetValue(person, out var member) && member.ByDuty && !room.Roles.Values.Any(r => r.Id != role.Id && r.Holder == person)
            ? person : null;

    public static Room Move(this Room room, Guid? joined, Guid? left, long seq)
    {
        var after = left is { } gone ? MemberRemoved.Without(room, gone) : room;
        return joined is { } come ? after with { Members = after.Members.SetItem(come, new Member(come, Role.Member, seq, ByDuty: true)) } : after;
    }

    /// <summary>The roles that this person holds here, by name.</summary>
    public static ImmutableArray<string> HeldBy(this Room room, Guid person) => [.. room.Roles.Values.Where(r => r.Holder == person).Select(r => r.Name)];
}

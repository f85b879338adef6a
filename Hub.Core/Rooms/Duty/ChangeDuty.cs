using Hub.Core.Journal;

namespace Hub.Core.Rooms.Duty;

/// <summary>The roster says that somebody else, or nobody, holds a role of this room. Given again, late, or by two nodes at once it does one thing.</summary>
/// <param name="AsOf">From when the roster says so.</param>
[Command("changeDuty"), OfTheSystem]
public sealed record ChangeDuty(Guid RoleId, Guid? Holder, DateTimeOffset AsOf) : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by)
    {
        if (!room.Roles.TryGetValue(RoleId, out var role)) return Refusal.Conflict("This role is not in the room.");
        // What somebody read before a hand-over must not undo it.
        if (Instant.ToMicros(AsOf) < role.AsOf || Holder == role.Holder) return new Decision.Already(role.Since);
        return new DutyChanged(RoleId, role.Holder, Holder, AsOf, room.Joining(Holder), room.Leaving(role));
    }
}

/// <param name="Joined">Who is a member from here on, and sees what was before: the new holder, unless they were one.</param>
/// <param name="Left">Who is a member no longer: the old holder, unless here in person or by another role. It is the last event that they are shown.</param>
[Event("dutyChanged")]
public sealed record DutyChanged(Guid RoleId, Guid? From, Guid? To, DateTimeOffset AsOf, Guid? Joined, Guid? Left) : RoomEvent
{
    public override Room Apply(Room room, JournalEvent header) => room.Roles.TryGetValue(RoleId, out var role)
        ? Asks.AskedRoles.Held(room with { Roles = room.Roles.SetItem(RoleId, role with { Holder = To, Since = header.Seq, AsOf = Instant.ToMicros(AsOf) }) }, RoleId, To).Move(Joined, Left, header.Seq)
        : room;
}

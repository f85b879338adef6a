using Hub.Core.Journal;

namespace Hub.Core.Rooms.Duty;

[Command("removeRole")]
public sealed record RemoveRole(Guid RoleId) : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by)
    {
        if (!room.IsOwner(by.Actor)) return Refusal.Forbidden("Only an owner removes a role.");
        return room.Roles.TryGetValue(RoleId, out var role) ? new RoleRemoved(RoleId, room.Leaving(role)) : Refusal.Conflict("This role is not in the room.");
    }
}

/// <param name="Left">Who is a member no longer: the holder, unless here in person or by another role. It is the last event that they are shown.</param>
[Event("roleRemoved")]
public sealed record RoleRemoved(Guid RoleId, Guid? Left) : RoomEvent
{
    public override Room Apply(Room room, JournalEvent header) =>
        Asks.AskedRoles.Dropped(room with { Roles = room.Roles.Remove(RoleId) }, RoleId).Move(null, Left, header.Seq);
}

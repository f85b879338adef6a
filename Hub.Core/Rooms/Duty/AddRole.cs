using Hub.Core.Journal;

namespace Hub.Core.Rooms.Duty;

/// <summary>Makes a role on call a member of the room: whoever holds it sees the room while they do.</summary>
[Command("addRole")]
public sealed record AddRole(Guid RoleId) : RoomCommand
{
    public const int MostRoles = 50;

    public override IEnumerable<Guid> Roles => [RoleId];

    public override Decision Decide(Room room, in Deciding by)
    {
        if (room.Kind == RoomKind.Direct) return Refusal.Conflict("The people of a direct room are fixed. Make a new room for more.");
        if (!room.IsOwner(by.Actor)) return Refusal.Forbidden("Only an owner adds a role.");
        if (room.Roles.TryGetValue(RoleId, out var there)) return new Decision.Already(there.Since);
        if (by.Facts.Duty(RoleId) is not { } duty) return Refusal.Malformed("There is no such role.");
        if (room.Roles.Count >= MostRoles) return Refusal.TooLong($"A room has at most {MostRoles} roles.");
        if (room.Members.Count >= CreateRoom.MostMembers) return Refusal.TooLong($"A room has at most {CreateRoom.MostMembers} members.");
        return new RoleAdded(RoleId, duty.Name, duty.Holder, Instant.FromMicros(duty.AsOf), room.Joining(duty.Holder));
    }
}

/// <param name="AsOf">From when the roster says that <paramref name="Holder"/> holds it.</param>
/// <param name="Joined">Who is a member from here on: the holder, unless they were one.</param>
[Event("roleAdded")]
public sealed record RoleAdded(Guid RoleId, string Name, Guid? Holder, DateTimeOffset AsOf, Guid? Joined) : RoomEvent
{
    public override Room Apply(Room room, JournalEvent header) =>
        (room with { Roles = room.Roles.SetItem(RoleId, new RoomRole(RoleId, Name, Holder, header.Seq, Instant.ToMicros(AsOf))) }).Move(Joined, null, header.Seq);
}

using Hub.Core.Journal;

namespace Hub.Core.Rooms.Members;

[Command("makeOwner")]
public sealed record MakeOwner(Guid UserId) : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by)
    {
        if (room.Kind == RoomKind.Direct) return Refusal.Conflict("A direct room has no owner.");
        if (!room.IsOwner(by.Actor)) return Refusal.Forbidden("Only an owner makes owners.");
        if (!room.Members.TryGetValue(UserId, out var member)) return Refusal.Conflict("This person is not a member.");
        if (member.ByDuty) return Refusal.Conflict("This person is here by a role. Add them in person first.");
        if (member.Guest) return Refusal.Conflict("This person is here for one message. Add them in person first.");
        return member.Role == Role.Owner ? new Decision.Already(member.Since) : new OwnerMade(UserId);
    }
}

/// <summary>From here on this member adds, removes and renames too.</summary>
[Event("ownerMade")]
public sealed record OwnerMade(Guid UserId) : RoomEvent
{
    public override Room Apply(Room room, JournalEvent header) =>
        room with { Members = room.Members.SetItem(UserId, new Member(UserId, Role.Owner, header.Seq)) };
}

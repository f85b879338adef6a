using Hub.Core.Journal;

namespace Hub.Core.Rooms.Members;

[Command("addMember")]
public sealed record AddMember(Guid UserId) : RoomCommand
{
    public override IEnumerable<Guid> People => [UserId];

    public override Decision Decide(Room room, in Deciding by)
    {
        if (room.Kind == RoomKind.Direct) return Refusal.Conflict("The people of a direct room are fixed. Make a new room for more.");
        if (!room.IsOwner(by.Actor)) return Refusal.Forbidden("Only an owner adds members.");
        if (room.Members.TryGetValue(UserId, out var member) && !member.ByDuty && !member.Guest) return new Decision.Already(member.Since);
        if (!by.Facts.Exists(UserId)) return Refusal.Malformed("This person is unknown or disabled.");
        if (room.Members.Count >= CreateRoom.MostMembers) return Refusal.TooLong($"A room has at most {CreateRoom.MostMembers} members.");
        return new MemberAdded(UserId, Role.Member);
    }
}

[Event("memberAdded")]
public sealed record MemberAdded(Guid UserId, Role Role) : RoomEvent
{
    /// <summary>Seq of the message for which they were asked in somebody's place: they are here for as long as that is open. Null: for good.</summary>
    public long? Until { get; init; }
    /// <summary>At which step they were asked.</summary>
    public Asks.NudgeStep? Because { get; init; }

    public override Room Apply(Room room, JournalEvent header) => room with
    {
        Members = room.Members.SetItem(UserId, new Member(UserId, Role, header.Seq, Guest: Until is not null)),
        Guests = Until is null ? room.Guests.Remove(UserId) : room.Guests.Add(UserId),
    };
}

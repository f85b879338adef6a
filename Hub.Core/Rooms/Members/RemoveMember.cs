using Hub.Core.Journal;

namespace Hub.Core.Rooms.Members;

[Command("removeMember")]
public sealed record RemoveMember(Guid UserId) : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by)
    {
        if (room.Kind == RoomKind.Direct) return Refusal.Conflict("The people of a direct room are fixed.");
        if (!room.IsOwner(by.Actor)) return Refusal.Forbidden("Only an owner removes members.");
        if (UserId == by.Actor) return Refusal.Conflict("To go yourself, leave the room.");
        return room.Has(UserId) ? new MemberRemoved(UserId) : Refusal.Conflict("This person is not a member.");
    }
}

[Command("leave")]
public sealed record Leave : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by)
    {
        var actor = by.Actor;
        if (room.Kind == RoomKind.Direct) return Refusal.Conflict("The people of a direct room are fixed.");
        var lastOwner = room.IsOwner(actor) && !room.Members.Values.Any(m => m.Role == Role.Owner && m.UserId != actor);
        return lastOwner && room.Members.Count > 1
            ? Refusal.Conflict("You are the last owner. Make somebody else an owner first.")
            : new MemberRemoved(actor);
    }
}

/// <summary>The last event that the removed person is shown. What was expected of them is expected no more.</summary>
[Event("memberRemoved")]
public sealed record MemberRemoved(Guid UserId) : RoomEvent
{
    public override Room Apply(Room room, JournalEvent header)
    {
        var asks = room.Asks;
        foreach (var ask in room.Asks.Values.Where(a => a.From.Contains(UserId)))
            asks = Messages.Ask.Close(asks, ask.Seq, UserId);
        return room with { Members = room.Members.Remove(UserId), Asks = asks };
    }
}

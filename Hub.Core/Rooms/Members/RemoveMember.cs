using Hub.Core.Journal;
using Hub.Core.Rooms.Duty;

namespace Hub.Core.Rooms.Members;

[Command("removeMember")]
public sealed record RemoveMember(Guid UserId) : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by)
    {
        if (room.Kind == RoomKind.Direct) return Refusal.Conflict("The people of a direct room are fixed.");
        if (!room.IsOwner(by.Actor)) return Refusal.Forbidden("Only an owner removes members.");
        if (UserId == by.Actor) return Refusal.Conflict("To go yourself, leave the room.");
        if (!room.Has(UserId)) return Refusal.Conflict("This person is not a member.");
        return HoldsRole(room, UserId) is { } held ? Refusal.Conflict($"This person holds {held} here. Hand the role over or remove it first.") : new MemberRemoved(UserId);
    }

    /// <summary>A role that keeps this person here; null when none does.</summary>
    internal static string? HoldsRole(Room room, Guid person) => room.HeldBy(person) is [var first, ..] ? first : null;
}

[Command("leave")]
public sealed record Leave : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by)
    {
        var actor = by.Actor;
        if (room.Kind == RoomKind.Direct) return Refusal.Conflict("The people of a direct room are fixed.");
        if (RemoveMember.HoldsRole(room, actor) is { } held) return Refusal.Conflict($"You hold {held} here. Hand the role over first.");
        var lastOwner = room.IsOwner(actor) && !room.Members.Values.Any(m => m.Role == Role.Owner && m.UserId != actor);
        return lastOwner && room.Members.Values.Any(m => m.UserId != actor)
            ? Refusal.Conflict("You are the last owner. Make somebody else an owner first.")
            : new MemberRemoved(actor);
    }
}

/// <summary>The last event that the removed person is shown. What was expected of them is expected no more.</summary>
[Event("memberRemoved")]
public sealed record MemberRemoved(Guid UserId) : RoomEvent
{
    public override Room Apply(Room room, JournalEvent header) => Without(room, UserId);

    internal static Room Without(Room room, Guid person) => 
        Asks.Ask.Gone(Reviews.Review.Gone(Feedback.Series.Gone(room, person), person), person) with { Members = room.Members.Remove(person), Guests = room.Guests.Remove(person) };
}

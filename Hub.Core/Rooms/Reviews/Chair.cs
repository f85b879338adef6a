using Hub.Core.Journal;

namespace Hub.Core.Rooms.Reviews;

/// <summary>Gives the chair to another member. The chair does it, or an owner when the chair is away.</summary>
[Command("handOverChair")]
public sealed record HandOverChair(Guid To) : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by)
    {
        if (ReviewRules.NoReview(room) is { } no) return no;
        if (room.Review!.Chair != by.Actor && !room.IsOwner(by.Actor)) return Refusal.Forbidden("Only the chair hands the chair over, or an owner in their place.");
        if (!room.Has(To)) return Refusal.Malformed("The new chair is not a member.");
        return room.Review.Chair == To ? Refusal.Conflict("They have the chair already.") : new ChairHandedOver(To);
    }
}

[Event("chairHandedOver")]
public sealed record ChairHandedOver(Guid To) : RoomEvent
{
    public override Room Apply(Room room, JournalEvent header) => room.Review is { } review ? room with { Review = review with { Chair = To, ChairSince = header.At } } : room;
}

/// <summary>The chair is gone, and the review goes on with another: see <see cref="ChairSuccession"/>. Given twice, or late, it does one thing.</summary>
/// <param name="From">Who was found gone.</param>
[Command("passChairOn"), OfTheSystem]
public sealed record PassChairOn(Guid? From, Guid To) : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by)
    {
        if (ReviewRules.NoReview(room) is { } no) return no;
        if (room.Review!.Chair != From) return Refusal.Conflict("The chair is another's by now.");
        return room.Has(To) && From != To ? new ChairHandedOver(To) : Refusal.Conflict("They cannot take the chair.");
    }
}

/// <summary>Is here in the live review. Said once; it counts when the chair closes a case.</summary>
[Command("attendReview")]
public sealed record AttendReview : RoomCommand
{
    public override bool NamesOwnDiscipline => true;

    public override Decision Decide(Room room, in Deciding by)
    {
        if (ReviewRules.NoReview(room) is { } no) return no;
        if (room.Review!.Attended.TryGetValue(by.Actor, out var here)) return new Decision.Already(here.Seq);
        if (room.Review.Current is null) return Refusal.Conflict("The review is not live.");
        return by.Facts.Discipline(by.Actor) is { } discipline ? new ReviewAttended(discipline) : Refusal.Conflict("Your discipline is not known here.");
    }
}

[Event("reviewAttended")]
public sealed record ReviewAttended(string Discipline) : RoomEvent
{
    public override Room Apply(Room room, JournalEvent header) =>
        room.Review is { } review ? room with { Review = review with { Attended = review.Attended.SetItem(header.Actor, new(Discipline, header.Seq)) } } : room;
}

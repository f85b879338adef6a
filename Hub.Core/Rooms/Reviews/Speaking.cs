using Hub.Core.Journal;

namespace Hub.Core.Rooms.Reviews;

/// <summary>A hand that is up.</summary>
/// <param name="Seq">Of the event by which it went up: the queue is in this order.</param>
public sealed record RaisedHand(Guid UserId, long Seq);

/// <summary>
/// Asks to speak. In the journal and not a signal: the queue is the same for all, for those who come later too, and a lost connection costs nobody their place.
/// </summary>
[Command("raiseHand")]
public sealed record RaiseHand : RoomCommand
{
    private const int MostHands = 100;

    public override Decision Decide(Room room, in Deciding by)
    {
        if (ReviewRules.NoReview(room) is { } no) return no;
        var actor = by.Actor;
        if (room.Review!.Hands.Find(h => h.UserId == actor) is { } up) return new Decision.Already(up.Seq);
        if (room.Review.Speaking == actor) return Refusal.Conflict("You have the word.");
        return room.Review.Hands.Count < MostHands ? new HandRaised() : Refusal.Conflict("Too many hands are up.");
    }
}

[Event("handRaised")]
public sealed record HandRaised : ReviewEvent
{
    public override Room Apply(Room room, JournalEvent header) =>
        room.Review is { } review ? room with { Review = review with { Hands = review.Hands.Add(new(header.Actor, header.Seq)) } } : room;
}

/// <summary>Takes one's hand down; the chair takes down any.</summary>
/// <param name="UserId">Whose; null: one's own.</param>
[Command("lowerHand")]
public sealed record LowerHand(Guid? UserId = null) : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by)
    {
        if (ReviewRules.NoReview(room) is { } no) return no;
        var whose = UserId ?? by.Actor;
        if (whose != by.Actor && room.Review!.Chair != by.Actor) return Refusal.Forbidden("Only the chair takes down another's hand.");
        return room.Review!.Hands.Exists(h => h.UserId == whose) ? new HandLowered(whose) : Refusal.Conflict("This hand is not up.");
    }
}

[Event("handLowered")]
public sealed record HandLowered(Guid UserId) : ReviewEvent
{
    public override Room Apply(Room room, JournalEvent header) => room.Review is { } review ? room with { Review = review.WithoutHand(UserId) } : room;
}

/// <summary>Gives somebody the word: the chair's "next speaker".</summary>
/// <param name="To">Null: whose hand has been up the longest.</param>
[Command("giveWord")]
public sealed record GiveWord(Guid? To = null) : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by)
    {
        if (ReviewRules.NotChair(room, by.Actor) is { } no) return no;
        if ((To ?? room.Review!.Hands.FirstOrDefault()?.UserId) is not { } to) return Refusal.Conflict("No hand is up.");
        if (!room.Has(to)) return Refusal.Malformed("They are not a member.");
        return room.Review!.Speaking == to ? Refusal.Conflict("They have the word already.") : new WordGiven(to);
    }
}

/// <summary>Whoever has the word has spoken on the case in hand.</summary>
[Event("wordGiven")]
public sealed record WordGiven(Guid To) : ReviewEvent
{
    public override Room Apply(Room room, JournalEvent header)
    {
        if (room.Review is not { } review) return room;
        var next = room with { Review = review.WithoutHand(To) with { Speaking = To } };
        return review.Current is { } current ? Review.Change(next, current, c => c with { Spoken = c.Spoken.Add(To), Passed = c.Passed.Remove(To) }) : next;
    }
}

/// <summary>Ends somebody's word: they do when they are done, or the chair.</summary>
[Command("endWord")]
public sealed record EndWord : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by)
    {
        if (ReviewRules.NoReview(room) is { } no) return no;
        if (room.Review!.Speaking is not { } speaking) return Refusal.Conflict("Nobody has the word.");
        return by.Actor == speaking || by.Actor == room.Review.Chair ? new WordEnded(speaking) : Refusal.Forbidden("Only the chair ends another's word.");
    }
}

[Event("wordEnded")]
public sealed record WordEnded(Guid UserId) : ReviewEvent
{
    public override Room Apply(Room room, JournalEvent header) => room.Review is { } review ? room with { Review = review with { Speaking = null } } : room;
}

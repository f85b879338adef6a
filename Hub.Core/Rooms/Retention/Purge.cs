using Hub.Core.Journal;

namespace Hub.Core.Rooms.Retention;

/// <summary>
/// Ends the time of all that was written up to a seq: messages, a review, the words of feedback sessions; their bodies, files, search terms and asks go with the commit.
/// What was said of the room itself stays: who was in it, what it is called, when it meets. A review goes whole or not at all.
/// </summary>
[Command("purge"), OfTheSystem]
public sealed record Purge(long Through) : RoomCommand
{
    public override bool Fits(RoomKind kind) => true;

    public override Decision Decide(Room room, in Deciding by)
    {
        if (room.Held) return Refusal.Conflict("The room is under a legal hold.");
        if (Through < 1 || Through > room.Head) return Refusal.Malformed("There are no such events.");
        if (Through <= room.PurgedThrough) return new Decision.Already(room.Head);
        if (room.Review?.LastDone > Through) return Refusal.Conflict("The review went on after that, and goes whole.");
        return new Purged(Through, room.Review?.LastDone is null ? null : true);
    }
}

/// <param name="Review">Whether a review went with it.</param>
[Event(Name)]
public sealed record Purged(long Through, bool? Review = null) : RoomEvent
{
    public const string Name = "purged";

    // What is left must not hang on a body that is gone: the events that stay, folded again, give the same room.
    public override Room Apply(Room room, JournalEvent header) => Feedback.Series.Purged(room, Through) with
    {
        PurgedThrough = Through,
        Asks = room.Asks.RemoveRange(room.Asks.Keys.Where(seq => seq <= Through)),
        Unclear = room.Unclear.RemoveRange(room.Unclear.Keys.Where(seq => seq <= Through)),
        Pins = room.Pins.RemoveAll(p => p.Seq <= Through),
        Review = Review == true ? room.Review?.TakenOut(header.At) : room.Review,
    };
}

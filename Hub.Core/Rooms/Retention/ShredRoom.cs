using Hub.Core.Journal;

namespace Hub.Core.Rooms.Retention;

/// <summary>
/// Destroys a room for good: its key goes with the commit, so nothing that was written in it can be read again by anybody; headers and hashes stay,
/// so the chain still verifies. Cannot be undone.
/// </summary>
/// <param name="Title">The room's title, written out: nobody destroys a room by a slip of the finger.</param>
[Command("shredRoom")]
public sealed record ShredRoom(string Title) : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by)
    {
        if (room.Kind is not (RoomKind.Channel or RoomKind.CaseReview or RoomKind.FeedbackSeries)) return Refusal.Conflict("Only channels, case reviews and feedback series can be destroyed.");
        if (!room.IsOwner(by.Actor)) return Refusal.Forbidden("Only an owner destroys a room.");
        if (room.Held) return Refusal.Conflict("The room is under a legal hold. Nothing of it may go.");
        return Title.Trim() == room.Title ? new RoomShredded(room.Kind) : Refusal.Malformed("Write the room's title exactly as it is.");
    }
}

/// <summary>The last event of a room, and the first under a key of its own. All who were members are shown it, and nothing after it.</summary>
[Event(Name)]
public sealed record RoomShredded(RoomKind Kind) : RoomEvent
{
    public const string Name = "roomShredded";

    // Made from nothing that was before: those events cannot be read any more.
    public override Room Apply(Room room, JournalEvent header) => Room.Empty(room.Id) with
    {
        Kind = Kind,
        Head = header.Seq,
        N = header.N,
        CreatedAt = room.CreatedAt,
        LastAt = header.At,
        PurgedThrough = header.Seq - 1,
        Shredded = true,
    };
}

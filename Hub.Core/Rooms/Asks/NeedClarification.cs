using Hub.Core.Journal;

namespace Hub.Core.Rooms.Asks;

/// <summary>Marks a message as unclear: an open ask to its author, whom a reply or an edit of theirs frees of it.</summary>
[Command("needClarification")]
public sealed record NeedClarification(long Seq) : RoomCommand
{
    public override IEnumerable<long> Messages => [Seq];

    public override Decision Decide(Room room, in Deciding by)
    {
        if (by.Facts.Message(Seq) is not { } message) return Refusal.NotFound("There is no such message.");
        if (message.DeletedAt is not null) return Refusal.Conflict("The message was deleted.");
        if (message.Author == by.Actor) return Refusal.Conflict("It is your own message. Edit it, or write what you mean as a reply.");
        if (room.Unclear.ContainsKey(Seq)) return new Decision.Already(message.Story.UnclearSeq);
        if (!room.Has(message.Author)) return Refusal.Conflict("Its author is no longer in this room.");
        // The read-back is how a critical result is made clear, and its author has one thing to answer at a time.
        if (message.Structure?.CriticalResult is not null) return Refusal.Conflict("A critical result is read back, and corrected where it was not understood.");
        return Ask.Full(room, 1) ?? AskStory.Full(message) ?? (Decision)new ClarificationNeeded(Seq, message.Author, message.Priority);
    }
}

/// <param name="From">The message's author.</param>
/// <param name="Priority">The message's.</param>
[Event(Name)]
public sealed record ClarificationNeeded(long Seq, Guid From, Messages.Priority Priority) : RoomEvent
{
    public const string Name = "clarificationNeeded";

    public override long? About => Seq;

    public override Room Apply(Room room, JournalEvent header) =>
        room with { Unclear = room.Unclear.SetItem(Seq, new Ask(Seq, header.Actor, AskKind.Clarify, Priority, null, header.At, [From])) };
}

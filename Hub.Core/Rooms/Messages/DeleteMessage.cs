using Hub.Core.Journal;
using Hub.Core.Rooms.Reviews;

namespace Hub.Core.Rooms.Messages;

[Command("deleteMessage")]
public sealed record DeleteMessage(long Seq) : RoomCommand
{
    public override IEnumerable<long> Messages => [Seq];

    public override bool Fits(RoomKind kind) => true;

    public override Decision Decide(Room room, in Deciding by)
    {
        if (by.Facts.Message(Seq) is not { } message) return Refusal.NotFound("There is no such message.");
        if (message.Author != by.Actor && !room.IsOwner(by.Actor)) return Refusal.Forbidden("Only its author or an owner deletes a message.");
        return message.DeletedSeq is { } done ? new Decision.Already(done) : new MessageDeleted(Seq);
    }
}

/// <summary>From here on nobody is shown the message's texts; its place remains. What it expected is expected no more.</summary>
[Event(Name)]
public sealed record MessageDeleted(long Seq) : RoomEvent
{
    public const string Name = "messageDeleted";

    public override long? About => Seq;

    public override Room Apply(Room room, JournalEvent header) =>
        Asks.Ask.Clear(room.Asks.ContainsKey(Seq) ? room with { Asks = room.Asks.Remove(Seq) } : room, Seq).WithoutPin(Seq).WithoutFilesOf(seq => seq == Seq);
}

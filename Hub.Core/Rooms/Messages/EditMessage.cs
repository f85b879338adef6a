namespace Hub.Core.Rooms.Messages;

[Command("editMessage")]
public sealed record EditMessage(long Seq, string Text) : RoomCommand
{
    public override IEnumerable<long> Messages => [Seq];

    public override Decision Decide(Room room, in Deciding by)
    {
        if (PostMessage.Fault(Text) is { } fault) return fault;
        if (by.Facts.Message(Seq) is not { } message) return Refusal.NotFound("There is no such message.");
        if (message.Author != by.Actor) return Refusal.Forbidden("Only its author edits a message.");
        return message.DeletedAt is null ? new MessageEdited(Seq, Text) : Refusal.Conflict("The message was deleted.");
    }
}

/// <summary>The earlier text stays in the journal.</summary>
[Event(Name)]
public sealed record MessageEdited(long Seq, string Text) : RoomEvent
{
    public const string Name = "messageEdited";

    public override long? About => Seq;
}

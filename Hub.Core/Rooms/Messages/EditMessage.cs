using Hub.Core.Journal;

namespace Hub.Core.Rooms.Messages;

/// <param name="Mentions">Whom the new text mentions; those of the text before go with it.</param>
[Command("editMessage")]
public sealed record EditMessage(long Seq, string Text, Mentions? Mentions = null) : RoomCommand
{
    private const int MostEdits = 50;

    public override IEnumerable<long> Messages => [Seq];

    public override Decision Decide(Room room, in Deciding by)
    {
        if (PostMessage.Fault(Text, mayBeEmpty: by.Facts.Message(Seq)?.Attachments is not null) is { } fault) return fault;
        if (by.Facts.Message(Seq) is not { } message) return Refusal.NotFound("There is no such message.");
        if (message.Author != by.Actor) return Refusal.Forbidden("Only its author edits a message.");
        if (message.Structure is not null) return Refusal.Conflict("A form is not edited. Write what has changed as a reply.");
        if (message.DeletedAt is not null) return Refusal.Conflict("The message was deleted.");
        var (mentions, unfit) = Rooms.Messages.Mentions.Check(Mentions, room);
        if (unfit is not null) return unfit;
        // Each edit is kept, and read whenever the message is: there must be an end to them.
        return message.Edits < MostEdits ? new MessageEdited(Seq, Text, mentions) : Refusal.Conflict($"A message is edited at most {MostEdits} times. Write a new one.");
    }
}

/// <summary>The earlier text stays in the journal. What was unclear is taken to be clear now.</summary>
[Event(Name)]
public sealed record MessageEdited(long Seq, string Text, Mentions? Mentions = null) : RoomEvent
{
    public const string Name = "messageEdited";

    public override long? About => Seq;

    public override Room Apply(Room room, JournalEvent header) => Asks.Ask.Clear(room, Seq);
}

using Hub.Core.Journal;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Messages;

namespace Hub.Core.Rooms.Structured;

/// <summary>Writes a critical result back as one has understood it, for its author to confirm.</summary>
[Command("readBack")]
public sealed record ReadBack(long Seq, string Text) : RoomCommand
{
    public override IEnumerable<long> Messages => [Seq];

    public override Decision Decide(Room room, in Deciding by)
    {
        if (by.Facts.Message(Seq) is not { } message) return Refusal.NotFound("There is no such message.");
        if (Blank.Is(Text)) return Refusal.Malformed("A read-back needs: text.");
        if (PostMessage.Fault(Text) is { } fault) return fault;
        if (!room.Asks.TryGetValue(Seq, out var ask) || ask.Kind != AskKind.ReadBack) return Refusal.Conflict("No read-back is expected there.");
        if (!ask.From.Contains(by.Actor)) return Refusal.Forbidden("Only who was told the result reads it back.");
        return AskStory.Full(message) ?? (Decision)new ResultReadBack(Seq, Text);
    }
}

/// <summary>Now its author is waited for, to confirm or to correct. When the author has gone, nobody is.</summary>
[Event(Name)]
public sealed record ResultReadBack(long Seq, string Text) : RoomEvent
{
    public const string Name = "resultReadBack";

    public override long? About => Seq;

    public override Room Apply(Room room, JournalEvent header) => Turn(room, Seq, header, AskKind.Confirm);

    /// <summary>The ask turned round: of who waited, by the actor.</summary>
    internal static Room Turn(Room room, long seq, JournalEvent header, AskKind kind)
    {
        if (!room.Asks.TryGetValue(seq, out var ask)) return room;
        return room with
        {
            Asks = room.Has(ask.Author)
                ? room.Asks.SetItem(seq, ask with { Kind = kind, Author = header.Actor, Since = header.At, From = [ask.Author], Roles = [], Nudging = Ask.NobodyNudged })
                : room.Asks.Remove(seq),
        };
    }
}

[Command("confirmReadBack")]
public sealed record ConfirmReadBack(long Seq) : RoomCommand
{
    public override IEnumerable<long> Messages => [Seq];

    public override Decision Decide(Room room, in Deciding by) => Check(room, by, Seq, new ReadBackConfirmed(Seq));

    internal static Decision Check(Room room, in Deciding by, long seq, RoomEvent then)
    {
        if (by.Facts.Message(seq) is not { } message) return Refusal.NotFound("There is no such message.");
        if (!room.Asks.TryGetValue(seq, out var ask) || ask.Kind != AskKind.Confirm) return Refusal.Conflict("Nothing was read back that waits to be confirmed.");
        if (!ask.From.Contains(by.Actor)) return Refusal.Forbidden("Only who wrote the result confirms or corrects its read-back.");
        return AskStory.Full(message) ?? (Decision)then;
    }
}

/// <summary>It was understood. The loop is closed.</summary>
[Event(Name)]
public sealed record ReadBackConfirmed(long Seq) : RoomEvent
{
    public const string Name = "readBackConfirmed";

    public override long? About => Seq;

    public override Room Apply(Room room, JournalEvent header) => room with { Asks = room.Asks.Remove(Seq) };
}

/// <summary>It was not understood: says what is right, and waits for another read-back.</summary>
[Command("correctReadBack")]
public sealed record CorrectReadBack(long Seq, string Text) : RoomCommand
{
    public override IEnumerable<long> Messages => [Seq];

    public override Decision Decide(Room room, in Deciding by)
    {
        if (Blank.Is(Text)) return Refusal.Malformed("A correction needs: text.");
        return PostMessage.Fault(Text) ?? ConfirmReadBack.Check(room, by, Seq, new ReadBackCorrected(Seq, Text));
    }
}

[Event(Name)]
public sealed record ReadBackCorrected(long Seq, string Text) : RoomEvent
{
    public const string Name = "readBackCorrected";

    public override long? About => Seq;

    public override Room Apply(Room room, JournalEvent header) => ResultReadBack.Turn(room, Seq, header, AskKind.ReadBack);
}

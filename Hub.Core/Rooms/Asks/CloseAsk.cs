using Hub.Core.Journal;

namespace Hub.Core.Rooms.Asks;

/// <summary>What became of an ask that nobody gave: whoever asked no longer waits, or finds the message clear after all.</summary>
public enum Closing : short { Withdrawn = 1, Clear = 2 }

/// <summary>Who asked no longer waits for it, of anybody.</summary>
[Command("closeAsk")]
public sealed record CloseAsk(long Seq) : RoomCommand
{
    public override IEnumerable<long> Messages => [Seq];

    public override Decision Decide(Room room, in Deciding by)
    {
        if (by.Facts.Message(Seq) is not { } message) return Refusal.NotFound("There is no such message.");
        var ask = room.Asks.GetValueOrDefault(Seq);
        if (ask?.Author != by.Actor && room.Unclear.TryGetValue(Seq, out var unclear) && unclear.Author == by.Actor) return new AskClosed(Seq, by.Actor, Closing.Clear);
        if (ask is null) return message.Story.Closed is { } done ? new Decision.Already(done.Seq) : Refusal.Conflict("Nothing is expected there any more.");
        if (ask.Kind == AskKind.ReadBack || ask.Kind == AskKind.Confirm) return Refusal.Conflict("A critical result stays open until it is read back and confirmed.");
        if (ask.Kind == AskKind.Handoff) return Refusal.Conflict("A handoff stays open until it is accepted. Delete it when it was a mistake.");
        if (ask.Kind == AskKind.Action) return Refusal.Conflict("Actions are ticked off, one by one.");
        return ask.Author == by.Actor ? new AskClosed(Seq, by.Actor, Closing.Withdrawn) : Refusal.Forbidden("Only who asked closes it. You can acknowledge it, answer it or hand it on.");
    }
}

/// <param name="By">Who asked.</param>
[Event(Name)]
public sealed record AskClosed(long Seq, Guid By, Closing How) : RoomEvent
{
    public const string Name = "askClosed";

    public override long? About => Seq;

    public override Room Apply(Room room, JournalEvent header) => How == Closing.Clear ? Ask.Clear(room, Seq) : room with { Asks = room.Asks.Remove(Seq) };
}

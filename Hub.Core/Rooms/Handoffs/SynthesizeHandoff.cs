using Hub.Core.Journal;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Messages;

namespace Hub.Core.Rooms.Handoffs;

/// <summary>The receiver says in their own words what they have understood. Until they accept they may write it anew.</summary>
[Command("synthesizeHandoff")]
public sealed record SynthesizeHandoff(long Seq, string Text) : RoomCommand
{
    public override IEnumerable<long> Messages => [Seq];

    public override Decision Decide(Room room, in Deciding by)
    {
        if (Blank.Is(Text)) return Refusal.Malformed("A synthesis needs: text.");
        if (PostMessage.Fault(Text) is { } fault) return fault;
        if (by.Facts.Message(Seq) is not { } message) return Refusal.NotFound("There is no such message.");
        return Receiving(room, Seq, by.Actor) ?? AskStory.Full(message) ?? (Decision)new HandoffSynthesized(Seq, Text);
    }

    /// <summary>Why this person does not receive the handoff now; null when they do.</summary>
    internal static Refusal? Receiving(Room room, long seq, Guid person) =>
        !room.Asks.TryGetValue(seq, out var ask) || ask.Kind != AskKind.Handoff ? Refusal.Conflict("No handoff is open there.")
        : ask.From.Contains(person) ? null
        : Refusal.Forbidden("Only its receiver writes the synthesis and accepts.");
}

[Event(Name)]
public sealed record HandoffSynthesized(long Seq, string Text) : RoomEvent
{
    public const string Name = "handoffSynthesized";

    public override long? About => Seq;
}

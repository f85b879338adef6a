using System.Collections.Immutable;
using Hub.Core.Journal;
using Hub.Core.Rooms.Messages;

namespace Hub.Core.Rooms.Asks;

public sealed record HandOn(Guid From, Guid To, Guid By, long At);

/// <param name="Seq">Of the event that closed it.</param>
public sealed record ClosedAsk(Guid By, long At, long Seq);

/// <summary>What became of what one message expects, beside acknowledgements: told on the message, so that the sender sees who has it now.</summary>
public sealed record AskStory
{
    /// <summary>Changes of one message's asks: each is kept, and read whenever the message is.</summary>
    private const int MostChanges = 200;

    public static readonly AskStory None = new();

    public ImmutableList<HandOn> HandedOn { get; init; } = [];
    /// <summary>Who asked took it back.</summary>
    public ClosedAsk? Closed { get; init; }
    /// <summary>Seq of the last event that marked the message as unclear; 0 when none did.</summary>
    public long UnclearSeq { get; init; }
    public int Changes { get; init; }
    /// <summary>What was done so that it is answered.</summary>
    public ImmutableList<NudgeLine> Nudges { get; init; } = [];

    internal static Refusal? Full(MessageState message) =>
        message.Story.Changes < MostChanges ? null : Refusal.Conflict("This message has had all the changes it can carry. Write a new one.");

    /// <summary>The message after an event of its asks; as it was after any other.</summary>
    internal static MessageState Apply(MessageState message, JournalEvent e)
    {
        if (e.Payload is NudgeEvent) return message with { Story = message.Story with { Nudges = NudgeLine.Apply(message.Story.Nudges, e) } };
        var story = message.Story with { Changes = message.Story.Changes + 1 };
        return e.Payload switch
        {
            AskHandedOn h => message with
            {
                Story = story with { HandedOn = story.HandedOn.Add(new(h.From, h.To, e.Actor, e.At)) },
                Expects = message.Expects is { } expects ? expects with { From = [.. expects.From.Where(p => p != h.From && p != h.To), h.To] } : null,
            },
            AskClosed { How: Closing.Withdrawn } c => message with { Story = story with { Closed = new(c.By, e.At, e.Seq) } },
            AskClosed => message with { Story = story },
            ClarificationNeeded => message with { Story = story with { UnclearSeq = e.Seq } },
            _ => Structured.Structure.Apply(message, e),
        };
    }
}

using System.Collections.Immutable;
using Hub.Core.Journal;
using Hub.Core.Rooms.Handoffs;
using Hub.Core.Rooms.Messages;
using Hub.Core.Rooms.Walls;

namespace Hub.Core.Rooms.Structured;

/// <param name="Correction">What its author said instead; null when it was confirmed, or is yet to be looked at.</param>
public sealed record Reading(Guid By, string Text, long At, Guid? CheckedBy = null, long? CheckedAt = null, string? Correction = null);

public sealed record Synthesis(Guid By, string Text, long At);

/// <param name="Action">Its place in the handoff's list, from 0.</param>
public sealed record Tick(int Action, Guid By, long At);

/// <summary>A structured message as it stands now: its form, and what was done about it.</summary>
public sealed record Structure
{
    public Sbar? Sbar { get; init; }
    public CriticalResult? CriticalResult { get; init; }
    public ImmutableList<Reading> Readings { get; init; } = [];
    public Handoff? Handoff { get; init; }
    public Thanks? Thanks { get; init; }
    public Award? Award { get; init; }
    public Synthesis? Synthesis { get; init; }
    public Guid? AcceptedBy { get; init; }
    public long? AcceptedAt { get; init; }
    public ImmutableList<Tick> Ticked { get; init; } = [];

    /// <summary>Null for a plain message.</summary>
    public static Structure? Of(MessagePosted? posted) => posted is { Sbar: null, CriticalResult: null, Handoff: null, Thanks: null, Award: null } or null
        ? null
        : new() { Sbar = posted.Sbar, CriticalResult = posted.CriticalResult, Handoff = posted.Handoff, Thanks = posted.Thanks, Award = posted.Award };

    /// <summary>The actions of a handoff that nobody has ticked off.</summary>
    public IEnumerable<HandoffAction> Open => (Handoff?.Actions ?? []).Where((_, at) => Ticked.All(t => t.Action != at));

    /// <summary>The message after an event about its form; as it was after any other.</summary>
    internal static MessageState Apply(MessageState message, JournalEvent e)
    {
        if (message.Structure is not { } s) return message;
        var next = e.Payload switch
        {
            ResultReadBack r => s with { Readings = s.Readings.Add(new(e.Actor, r.Text, e.At)) },
            ReadBackConfirmed => s.Checked(e, null),
            ReadBackCorrected c => s.Checked(e, c.Text),
            HandoffSynthesized h => s with { Synthesis = new(e.Actor, h.Text, e.At) },
            HandoffAccepted => s with { AcceptedBy = e.Actor, AcceptedAt = e.At },
            ActionTicked t => s with { Ticked = s.Ticked.Add(new(t.Action, e.Actor, e.At)) },
            _ => s,
        };
        return ReferenceEquals(next, s) ? message : message with { Structure = next, Story = message.Story with { Changes = message.Story.Changes + 1 } };
    }

    private Structure Checked(JournalEvent e, string? correction) => Readings.IsEmpty
        ? this
        : this with { Readings = Readings.SetItem(Readings.Count - 1, Readings[^1] with { CheckedBy = e.Actor, CheckedAt = e.At, Correction = correction }) };
}

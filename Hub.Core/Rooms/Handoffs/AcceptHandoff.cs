using Hub.Core.Journal;
using Hub.Core.Rooms.Asks;

namespace Hub.Core.Rooms.Handoffs;

/// <summary>
/// The receiver takes over: the handoff's open actions, and all that is waited for of the giver in this room, are theirs from here on.
/// One command, so all of it or nothing.
/// </summary>
[Command("acceptHandoff")]
public sealed record AcceptHandoff(long Seq) : RoomCommand
{
    public override IEnumerable<long> Messages => [Seq];

    public override Decision Decide(Room room, in Deciding by)
    {
        var receiver = by.Actor;
        if (by.Facts.Message(Seq) is not { Structure: { Handoff: not null } handoff } message) return Refusal.NotFound("There is no such handoff.");
        if (handoff.AcceptedBy == receiver) return new Decision.Already(message.LastSeq);
        if (SynthesizeHandoff.Receiving(room, Seq, receiver) is { } fault) return fault;
        if (handoff.Synthesis?.By != receiver) return Refusal.Conflict("Write the synthesis first: what you have understood, in your own words.");
        var open = handoff.Open.ToList();
        return new Decision.Happened([
            new HandoffAccepted(Seq, message.Author, open.Count, open.Min(a => a.Due)),
            .. room.Asks.Values.Where(a => Moves(a, message.Author, receiver)).Select(a => new AskHandedOn(a.Seq, message.Author, receiver)),
        ]);
    }

    // What the receiver asked of the giver stays with the giver, for one asks nothing of oneself. A handoff to the giver and the
    // confirmation of a result are theirs alone.
    private static bool Moves(Ask ask, Guid giver, Guid receiver) =>
        ask.From.Contains(giver) && ask.Author != receiver && ask.Kind is AskKind.Acknowledge or AskKind.Reply or AskKind.ReadBack or AskKind.Action;
}

/// <param name="Giver">Whose handoff it was.</param>
/// <param name="Open">How many of its actions are not ticked off.</param>
/// <param name="DueAt">When the first of them is due.</param>
[Event(Name)]
public sealed record HandoffAccepted(long Seq, Guid Giver, int Open, DateTimeOffset? DueAt = null) : RoomEvent
{
    public const string Name = "handoffAccepted";

    public override long? About => Seq;

    public override Room Apply(Room room, JournalEvent header)
    {
        var priority = room.Asks.TryGetValue(Seq, out var ask) ? ask.Priority : Messages.Priority.Routine;
        return room with
        {
            Asks = Open == 0
                ? room.Asks.Remove(Seq)
                : room.Asks.SetItem(Seq, new Ask(Seq, Giver, AskKind.Action, priority, DueAt is { } due ? Instant.ToMicros(due) : null, header.At, [header.Actor])),
        };
    }
}

using Hub.Core.Journal;
using Hub.Core.Rooms.Asks;

namespace Hub.Core.Rooms.Handoffs;

/// <summary>An action of a handoff is done. Ticked off by whose it is: the giver's until the handoff is accepted, then the receiver's.</summary>
/// <param name="Action">Its place in the list, from 0.</param>
[Command("tickAction")]
public sealed record TickAction(long Seq, int Action) : RoomCommand
{
    public override IEnumerable<long> Messages => [Seq];

    public override Decision Decide(Room room, in Deciding by)
    {
        if (by.Facts.Message(Seq) is not { Structure: { Handoff: { Actions: { } actions } } handoff } message) return Refusal.NotFound("There is no such handoff.");
        if (Action < 0 || Action >= actions.Count) return Refusal.NotFound("There is no such action.");
        if (handoff.Ticked.Any(t => t.Action == Action)) return new Decision.Already(message.LastSeq);
        // Who took them over and then left the room has left them to the giver.
        var mine = room.Asks.TryGetValue(Seq, out var ask) && ask.Kind == AskKind.Action ? ask.From.Contains(by.Actor) : message.Author == by.Actor;
        if (!mine) return Refusal.Forbidden("Only whose action it is ticks it off.");
        var left = actions.Where((_, at) => at != Action && handoff.Ticked.All(t => t.Action != at)).ToList();
        return new ActionTicked(Seq, Action, left.Count, left.Min(a => a.Due));
    }
}

/// <param name="Left">How many are still open.</param>
/// <param name="DueAt">When the first of those is due.</param>
[Event(Name)]
public sealed record ActionTicked(long Seq, int Action, int Left, DateTimeOffset? DueAt = null) : RoomEvent
{
    public const string Name = "actionTicked";

    public override long? About => Seq;

    public override Room Apply(Room room, JournalEvent header)
    {
        if (!room.Asks.TryGetValue(Seq, out var ask) || ask.Kind != AskKind.Action) return room;
        return room with { Asks = Left == 0 ? room.Asks.Remove(Seq) : room.Asks.SetItem(Seq, ask with { DueAt = DueAt is { } due ? Instant.ToMicros(due) : null }) };
    }
}

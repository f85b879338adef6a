using Hub.Core.Journal;

namespace Hub.Core.Rooms.Asks;

/// <summary>Hands what is expected of one person to another member. Whoever is asked does it for themselves, whoever asked for anybody.</summary>
/// <param name="To">A member; oneself, where one was asked in somebody's place and takes it over.</param>
/// <param name="From">Whose part; left out: one's own, or the only one that is open.</param>
[Command("handOnAsk")]
public sealed record HandOnAsk(long Seq, Guid To, Guid? From = null) : RoomCommand
{
    public override IEnumerable<long> Messages => [Seq];

    public override Decision Decide(Room room, in Deciding by)
    {
        if (by.Facts.Message(Seq) is not { } message) return Refusal.NotFound("There is no such message.");
        if (!room.Asks.TryGetValue(Seq, out var ask)) return Refusal.Conflict("Nothing is expected there any more.");
        var asked = ask.Author == by.Actor;
        if (!asked && !ask.PartsOf(by.Actor).Any()) return Refusal.Forbidden("Only who is asked, or who asked, hands it on.");
        if (ask.Kind == AskKind.Confirm) return Refusal.Conflict("Who wrote the result confirms it.");
        if (ask.From.IsEmpty) return Refusal.Conflict("Nobody holds the role that is asked. It waits for whoever takes it; to ask somebody in person, write to them.");
        if (From is null && asked && ask.From.Length > 1) return Refusal.Malformed("Say whose part is handed on.");
        var part = From ?? (asked ? ask.From[0] : ask.PartsOf(by.Actor).First());
        if (!asked && !ask.PartsOf(by.Actor).Contains(part)) return Refusal.Forbidden("Only one's own part is handed on.");
        if (!ask.From.Contains(part)) return Refusal.Conflict("This person is not waited for.");
        if (!room.Has(To)) return Refusal.Malformed("Something is handed to a person who is not a member.");
        if (To == part) return Refusal.Malformed("It is with this person already.");
        if (To == ask.Author || To == message.Author) return Refusal.Malformed("It cannot be handed to who asked for it.");
        return AskStory.Full(message) ?? (Decision)new AskHandedOn(Seq, part, To);
    }
}

/// <summary>What was expected of one is expected of another. The time by which it is due stays.</summary>
[Event(Name)]
public sealed record AskHandedOn(long Seq, Guid From, Guid To) : RoomEvent
{
    public const string Name = "askHandedOn";

    public override long? About => Seq;

    public override Room Apply(Room room, JournalEvent header)
    {
        if (!room.Asks.TryGetValue(Seq, out var ask) || !ask.From.Contains(From)) return room;
        var left = ask.From.Remove(From);
        return room with { Asks = room.Asks.SetItem(Seq, ask with { From = left.Contains(To) ? left : left.Add(To), Roles = ask.Roles.RemoveAll(r => r.Holder == From || r.Holder == To) }) };
    }
}

using Hub.Core.Journal;
using Hub.Core.Rooms.Asks;

namespace Hub.Core.Rooms.Messages;

[Command("acknowledge")]
public sealed record Acknowledge(long Seq) : RoomCommand
{
    public override IEnumerable<long> Messages => [Seq];

    public override Decision Decide(Room room, in Deciding by)
    {
        if (by.Facts.Message(Seq) is not { } message) return Refusal.NotFound("There is no such message.");
        var actor = by.Actor;
        // Somebody's part may have been handed to a person who had taken note already: they take note of that too.
        var waits = room.Asks.TryGetValue(Seq, out var ask) && ask.Kind == AskKind.Acknowledge && ask.PartsOf(actor).Any();
        if (!waits && message.Acknowledged.FirstOrDefault(a => a.UserId == actor) is { } done) return new Decision.Already(done.Seq);
        if (message.DeletedAt is not null) return Refusal.Conflict("The message was deleted.");
        return message.Author == actor ? Refusal.Conflict("One does not acknowledge one's own message.") : new Acknowledged(Seq);
    }
}

/// <summary>The actor has taken note. Closes what was expected of them, unless a reply was.</summary>
[Event(Name)]
public sealed record Acknowledged(long Seq) : RoomEvent
{
    public const string Name = "acknowledged";

    public override long? About => Seq;

    public override Room Apply(Room room, JournalEvent header) =>
        room.Asks.TryGetValue(Seq, out var ask) && ask.Kind == AskKind.Acknowledge
            ? room with { Asks = Ask.Close(room.Asks, Seq, header.Actor) }
            : room;
}

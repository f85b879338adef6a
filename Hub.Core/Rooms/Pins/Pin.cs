using Hub.Core.Journal;

namespace Hub.Core.Rooms.Pins;

/// <summary>A message that the room keeps in view.</summary>
/// <param name="At">UTC microseconds: when it was pinned.</param>
public sealed record Pinned(long Seq, Guid By, long At);

[Command("pin")]
public sealed record Pin(long Seq) : RoomCommand
{
    /// <summary>In one room at once.</summary>
    public const int Most = 50;

    public override IEnumerable<long> Messages => [Seq];

    public override Decision Decide(Room room, in Deciding by)
    {
        if (by.Facts.Message(Seq) is not { } message) return Refusal.NotFound("There is no such message.");
        if (message.DeletedAt is not null) return Refusal.Conflict("The message was deleted.");
        if (room.IsPinned(Seq)) return new Decision.Already(message.LastSeq);
        return room.Pins.Count < Most ? new MessagePinned(Seq) : Refusal.Conflict($"A room keeps at most {Most} messages pinned. Take one off first.");
    }
}

[Command("unpin")]
public sealed record Unpin(long Seq) : RoomCommand
{
    public override IEnumerable<long> Messages => [Seq];

    public override Decision Decide(Room room, in Deciding by)
    {
        if (by.Facts.Message(Seq) is not { } message) return Refusal.NotFound("There is no such message.");
        return room.IsPinned(Seq) ? new MessageUnpinned(Seq) : new Decision.Already(message.LastSeq);
    }
}

[Event(Name)]
public sealed record MessagePinned(long Seq) : RoomEvent
{
    public const string Name = "messagePinned";

    public override long? About => Seq;

    public override Room Apply(Room room, JournalEvent header) => room with { Pins = room.Pins.Add(new(Seq, header.Actor, header.At)) };
}

[Event(Name)]
public sealed record MessageUnpinned(long Seq) : RoomEvent
{
    public const string Name = "messageUnpinned";

    public override long? About => Seq;

    public override Room Apply(Room room, JournalEvent header) => room.WithoutPin(Seq);
}

using Hub.Core.Journal;

namespace Hub.Core.Rooms.Retention;

/// <summary>How long the room's messages are kept. A shorter time takes effect with the next nightly purge.</summary>
[Command("setRetention")]
public sealed record SetRetention(int Days) : RoomCommand
{
    /// <summary>Six years, leap days included.</summary>
    public const int Standard = 2192;
    public const int Least = 30;
    public const int Most = 36_525;

    public override Decision Decide(Room room, in Deciding by)
    {
        if (room.Kind != RoomKind.Direct && !room.IsOwner(by.Actor)) return Refusal.Forbidden("Only an owner says how long messages are kept.");
        if (Days is < Least or > Most) return Refusal.Malformed($"Messages are kept between {Least} days and a hundred years.");
        return new RetentionSet(Days);
    }
}

[Event(Name)]
public sealed record RetentionSet(int Days) : RoomEvent
{
    public const string Name = "retentionSet";

    public override Room Apply(Room room, JournalEvent header) => room with { RetentionDays = Days };
}

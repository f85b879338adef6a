using Hub.Core.Journal;
using Hub.Core.Rooms.Reviews;

namespace Hub.Core.Rooms.Retention;

/// <summary>Ends the time of all messages up to a seq: their bodies, files, search terms and asks go with the commit. What was said of the room itself (who was in it) stays.</summary>
[Command("purge"), OfTheSystem]
public sealed record Purge(long Through) : RoomCommand
{
    public override bool Fits(RoomKind kind) => true;

    public override Decision Decide(Room room, in Deciding by)
    {
        if (room.Held) return Refusal.Conflict("The room is under a legal hold.");
        if (Through < 1 || Through > room.Head) return Refusal.Malformed("There are no such events.");
        return Through <= room.PurgedThrough ? new Decision.Already(room.Head) : new Purged(Through);
    }
}

[Event(Name)]
public sealed record Purged(long Through) : RoomEvent
{
    public const string Name = "purged";

    public override Room Apply(Room room, JournalEvent header) => Feedback.Series.Purged(room, Through).WithoutFilesOf(seq => seq <= Through) with
    {
        PurgedThrough = Through,
        Asks = room.Asks.RemoveRange(room.Asks.Keys.Where(seq => seq <= Through)),
        Unclear = room.Unclear.RemoveRange(room.Unclear.Keys.Where(seq => seq <= Through)),
        Pins = room.Pins.RemoveAll(p => p.Seq <= Through),
    };
}

using Hub.Core.Journal;

namespace Hub.Core.Rooms.Retention;

/// <summary>Places or lifts a legal hold. Administrators ask for it; they are no members, so the house does it and says for whom.</summary>
[Command("setHold"), OfTheSystem]
public sealed record SetHold(bool On, Guid By) : RoomCommand
{
    public override bool Fits(RoomKind kind) => true;

    public override Decision Decide(Room room, in Deciding by) => room.Held == On ? new Decision.Already(room.Head) : new HoldSet(On, By);
}

/// <param name="By">The administrator who asked for it.</param>
[Event(Name)]
public sealed record HoldSet(bool On, Guid By) : RoomEvent
{
    public const string Name = "holdSet";

    public override Room Apply(Room room, JournalEvent header) => room with { Held = On };
}

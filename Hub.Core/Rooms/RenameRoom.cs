using Hub.Core.Journal;

namespace Hub.Core.Rooms;

[Command("renameRoom")]
public sealed record RenameRoom(string Title) : RoomCommand
{
    public const int LongestTitle = 200;

    public override Decision Decide(Room room, in Deciding by)
    {
        if (room.Kind == RoomKind.Direct) return Refusal.Conflict("A direct room is named after its people.");
        if (!room.IsOwner(by.Actor)) return Refusal.Forbidden("Only an owner renames the room.");
        return Fault(Title) is { } fault ? fault : new RoomRenamed(Title.Trim());
    }

    /// <summary>What is wrong with a title; null when nothing is.</summary>
    internal static Refusal? Fault(string? title) =>
        Blank.Is(title) ? Refusal.Malformed("A room needs a title.")
        : title.Trim().Length > LongestTitle ? Refusal.TooLong($"A title has at most {LongestTitle} characters.")
        : null;
}

[Event("roomRenamed")]
public sealed record RoomRenamed(string Title) : RoomEvent
{
    public override Room Apply(Room room, JournalEvent header) => room with { Title = Title };
}

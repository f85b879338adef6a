using System.Collections.Immutable;
using Hub.Core.Journal;
using Hub.Core.Rooms.Messages;

namespace Hub.Core.Rooms.Walls;

/// <summary>
/// What a room of the kind wall is beside a room: a team's wall of thanks. Its members are the team's, leads as owners; its messages are thanks and awards.
/// </summary>
/// <param name="Version">Of the team as it was last told to the room; what was read earlier changes nothing any more.</param>
/// <param name="Since">Seq of the event that told it.</param>
/// <param name="KeptOut">Who keeps out of thanks: nobody can thank them here, and no way out of the house names them as thanked.</param>
public sealed record Wall(long Version, long Since, ImmutableHashSet<Guid> KeptOut)
{
    public static readonly Wall New = new(0, 1, []);

    /// <summary>An event as it may be shown now: thanks without those who keep out, and nothing of it when it was to them alone.</summary>
    internal static JournalEvent View(Room room, JournalEvent e)
    {
        if (room.Wall is not { KeptOut.IsEmpty: false } wall || e.Payload is not MessagePosted posted || posted.ThankedPeople is not { Count: > 0 } to) return e;
        var left = to.Where(p => !wall.KeptOut.Contains(p)).ToList();
        return left.Count == to.Count ? e
            : left.Count == 0 ? e.Hidden()
            : e.With(posted with { Thanks = posted.Thanks is { } thanks ? thanks with { To = left } : null, Award = posted.Award is { } award ? award with { To = left } : null });
    }
}

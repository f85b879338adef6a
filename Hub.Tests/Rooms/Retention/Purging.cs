using Hub.Core.Journal;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Retention;
using Hub.Tests.Journal;

namespace Hub.Tests.Rooms.Retention;

/// <summary>A purge in a room without a journal beneath it.</summary>
internal static class Purging
{
    /// <summary>Purges up to a seq and says that the events that stay, folded again, give the room that a node holds which saw them whole.</summary>
    /// <returns>Whether the purge was taken.</returns>
    public static bool PurgeAndFoldAgain(this RoomRun run, long through)
    {
        if (run.Do(SystemActor.Id, new Purge(through)) is not Decision.Happened) return false;
        var taken = new Taken(run.Room.PurgedThrough, false);
        var left = run.Events.Select(e => PurgeWrites.Takes(new EventRow { Type = e.Type, Seq = e.Seq, About = e.About }, taken) ? e.Hidden() : e);
        Same.Room(run.Room, RoomRun.Fold(left, Room.Empty(run.Room.Id)));
        return true;
    }
}

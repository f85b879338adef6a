namespace Hub.Core.Rooms.Retention;

/// <summary>What is old and still needed. Pure.</summary>
internal static class Keeping
{
    /// <summary>Up to which seq a purge may go.</summary>
    /// <param name="last">Seq of the last event that is past its time.</param>
    /// <param name="cutoff">UTC microseconds: what is from before is past its time.</param>
    /// <returns>What was purged already, when nothing may go.</returns>
    public static long Through(Room room, long last, long cutoff)
    {
        // A review and the talk around it are one thing. Its time runs from the last that was done in it, and not before what it decided is due.
        if (room.Review is { LastDone: { } done } review && (done > last || review.LastsUntil > cutoff)) return room.PurgedThrough;
        return room.Series is { } series ? Math.Max(room.PurgedThrough, Math.Min(last, series.NeededFrom(cutoff) - 1)) : last;
    }
}

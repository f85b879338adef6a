using Hub.Core.Journal;

namespace Hub.Core.Rooms.Reviews.Reporting;

/// <summary>One event of a review and the room after it.</summary>
public readonly record struct ReviewStep(JournalEvent Event, Room After);

/// <summary>A review event by event, from its first or from the purge of an earlier one, for its replay and its report. Whoever shows a step shows what its room shows at that point: what was blind then is blind.</summary>
public sealed class ReviewHistory(RoomReader reader)
{
    /// <exception cref="Refusal">404: no member, or no case review.</exception>
    public async Task<IReadOnlyList<ReviewStep>> ReadAsync(Guid viewer, Guid room, CancellationToken cancel = default)
    {
        var now = await reader.OpenAsync(viewer, room, cancel);
        if (now.Review is null) throw Refusal.NotFound("This room is no case review.");
        var steps = new List<ReviewStep>();
        for (var fold = Room.Empty(room); fold.Head < now.Head;)
        {
            var page = await reader.EventsAsync(viewer, room, fold.Head, RoomReader.MostEvents, cancel);
            if (page.Events.Count == 0) break;
            foreach (var e in page.Events.TakeWhile(e => e.Seq <= now.Head))
            {
                var was = fold.Review;
                fold = fold.Apply(e);
                // Of what was taken out, its time of keeping over, nothing is left to show.
                if (fold.Review?.TakenOutAt != was?.TakenOutAt) steps.Clear();
                if (!ReferenceEquals(was, fold.Review)) steps.Add(new(e, fold));
            }
        }
        return steps;
    }
}

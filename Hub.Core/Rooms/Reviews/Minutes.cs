namespace Hub.Core.Rooms.Reviews;

/// <summary>A round as it was revealed.</summary>
public sealed record RevealedRound(int Number, long At, IReadOnlyList<Opinion> Opinions, IReadOnlyList<Guid> Passed);

/// <summary>One case as the journal tells it. Times in UTC microseconds.</summary>
public sealed record CaseMinutes(ReviewCase Case, IReadOnlyList<RevealedRound> Rounds);

/// <param name="Chairs">Who had the chair, in order.</param>
public sealed record Minutes(Room Room, IReadOnlyList<Guid> Chairs, IReadOnlyList<CaseMinutes> Cases);

/// <summary>Makes the minutes of a review from its journal: what the fold has of each case, and every round that was revealed.</summary>
public sealed class MinutesReader(RoomReader reader)
{
    /// <exception cref="Refusal">404: no member, or no case review.</exception>
    public async Task<Minutes> ReadAsync(Guid viewer, Guid room, CancellationToken cancel = default)
    {
        var fold = await reader.OpenAsync(viewer, room, cancel);
        if (fold.Review is not { } review) throw Refusal.NotFound("This room is no case review.");
        var rounds = new List<(Guid Case, RevealedRound Round)>();
        var chairs = new List<Guid>();
        for (long after = 0; after < fold.Head;)
        {
            var page = await reader.EventsAsync(viewer, room, after, RoomReader.MostEvents, cancel);
            if (page.Events.Count == 0) break;
            foreach (var e in page.Events.Where(e => e.Seq <= fold.Head))
            {
                if (e.Payload is OpinionsRevealed revealed) rounds.Add((revealed.CaseId, new(revealed.Round, e.At, revealed.Opinions, revealed.Passed)));
                if (e.Payload is RoomCreated) chairs.Add(e.Actor);
                if (e.Payload is ChairHandedOver handed) chairs.Add(handed.To);
            }
            after = page.Events[^1].Seq;
        }
        return new(fold, chairs, [.. review.Cases.Select(c => new CaseMinutes(c, [.. rounds.Where(r => r.Case == c.Id).Select(r => r.Round)]))]);
    }
}

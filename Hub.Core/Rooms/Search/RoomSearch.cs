using System.Data.Common;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.People;
using Microsoft.Extensions.Hosting;
using Hub.Core.Rooms.Messages;

namespace Hub.Core.Rooms.Search;

/// <summary>A message that was found.</summary>
public sealed record SearchHit(Guid Room, MessageState Message, Snippet Snippet);

/// <param name="Next">Where the next page goes on; null: there is no more.</param>
/// <param name="IsAll">Otherwise the index lacks much (it was lost, or is made anew), and something older may not be found yet.</param>
public sealed record SearchPage(IReadOnlyList<SearchHit> Hits, SearchPlace? Next, bool IsAll = true);

/// <summary>Between two pages: everything newer was looked at. Names no content.</summary>
public readonly record struct SearchPlace(long At, Guid Room, long Seq)
{
    /// <summary>Newest first; of the same instant, by room and place, so that every page agrees.</summary>
    internal bool IsPast(Candidate c) => c.At != At ? c.At < At : c.Room != Room ? c.Room.CompareTo(Room) < 0 : c.Seq < Seq;

    public override string ToString() => FormattableString.Invariant($"{At}.{Room:N}.{Seq}");

    /// <exception cref="Refusal">400.</exception>
    public static SearchPlace Parse(string text)
    {
        var parts = text.Split('.');
        return parts.Length == 3 && long.TryParse(parts[0], out var at) && Guid.TryParseExact(parts[1], "N", out var room) && long.TryParse(parts[2], out var seq)
            ? new(at, room, seq)
            : throw Refusal.Malformed("This is no place in a search.");
    }
}

/// <summary>Searches the rooms of which the asker is a member at this moment. The index names candidates; what is shown, the opened message itself confirms.</summary>
public sealed class RoomSearch(RoomJournal journal, ISearchPeople people, IHostApplicationLifetime? life = null) : IDisposable
{
    public const int MostHits = 50;
    /// <summary>Messages opened for one page; with more, the page ends early and the next goes on from there.</summary>
    private const int MostOpened = 400;
    /// <summary>And letters in them.</summary>
    private const long MostLetters = 1_000_000;
    private const int Together = 25;
    /// <summary>
    /// A search is work for the processor, on SQLite from its first line to its last, and who posts would wait behind all that came before: twenty people
    /// who searched at once made a post take a quarter of a second. So some searches go at a time, and the others wait for those, not the posts for them.
    /// </summary>
    private readonly Turns turns = new(journal.Sqlite is null ? 2 * Environment.ProcessorCount : Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>One person's wait for each other first, so that nobody who searches much keeps the others from it. By a number of the person: two may share one.</summary>
    private readonly Turns[] own = [.. Enumerable.Range(0, 64).Select(_ => new Turns(1))];
    private readonly CancellationToken stopping = life?.ApplicationStopping ?? default;

    public void Dispose()
    {
        turns.Dispose();
        foreach (var turn in own) turn.Dispose();
    }

    /// <summary>One page of hits, newest first.</summary>
    /// <param name="within">Only in this room. Null: in all of the viewer's.</param>
    /// <exception cref="Refusal">400: the query cannot be understood; 503: the program ends.</exception>
    public async Task<SearchPage> FindAsync(Guid viewer, string q, SearchPlace? after, int limit, Guid? within = null, CancellationToken cancel = default)
    {
        if (limit is < 1 or > MostHits) throw Refusal.Malformed($"A page has between 1 and {MostHits} results.");
        var query = SearchQuery.Parse(q);
        using var mine = await TurnAsync(own[(uint)viewer.GetHashCode() % own.Length], cancel);
        using var turn = await TurnAsync(turns, cancel);
        return await FindAsync(viewer, query, after, limit, within, cancel);
    }

    /// <summary>Those who still wait when the program ends are told at once: it would wait for each of them.</summary>
    private async Task<IDisposable> TurnAsync(Turns of, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, stopping);
        try
        {
            return await of.TakeAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw Refusal.TryLater("Care Hub is being restarted. Search again in a moment.");
        }
    }

    private async Task<SearchPage> FindAsync(Guid viewer, SearchQuery query, SearchPlace? after, int limit, Guid? within, CancellationToken cancel)
    {
        await using var on = await journal.ReadAsync(cancel);
        Guid[] mine = [.. (await on.RoomsOfAsync([viewer], cancel)).Select(m => m.Room).Where(r => within is null || r == within)];
        var live = (await journal.OpenAsync(on, mine, cancel)).Where(r => r.Fold.Has(viewer) && r.Fold.Wall is null).ToList();
        var names = query.From.Count + query.In.Count > 0 ? await people.NamesAsync(cancel) : [];
        var plan = SearchPlan.Of(query, live, names, viewer);
        if (plan.Rooms.Count == 0 || plan.Authors is { Count: 0 }) return new([], null);
        // A message that is written anew in the index meanwhile would be met twice, or not at all.
        await using var snapshot = await on.SnapshotAsync(cancel);
        var (recent, isAll) = await Recent.ReadAsync(on, plan, viewer, journal, cancel);
        var streams = await CandidateStreams.OpenAsync(on, plan, recent, after, cancel);
        return await PageAsync(on, plan, streams, after, limit, cancel) with { IsAll = isAll };
    }

    private async Task<SearchPage> PageAsync(DbConnection on, SearchPlan plan, CandidateStreams streams, SearchPlace? after, int limit, CancellationToken cancel)
    {
        var hits = new List<SearchHit>();
        var place = after;
        var letters = 0L;
        for (var opened = 0; opened < MostOpened && letters < MostLetters;)
        {
            var some = new List<Candidate>();
            while (some.Count < Together && await streams.NextAsync(cancel) is { } next)
            {
                if (plan.Query.After is { } since && next.At < since) break;
                if (after is null || after.Value.IsPast(next)) some.Add(next);
            }
            if (some.Count == 0) return new(hits, null);
            opened += some.Count;
            var messages = await OpenAsync(on, plan, some, cancel);
            letters += messages.Values.Sum(m => (long)(m.Text?.Length ?? 0));
            foreach (var candidate in some)
            {
                if (hits.Count == limit) return new(hits, place);
                place = new(candidate.At, candidate.Room, candidate.Seq);
                if (messages.TryGetValue((candidate.Room, candidate.Seq), out var message) && plan.Holds(candidate.Room, message))
                    hits.Add(new(candidate.Room, message, Snippet.Of(BestText(message, plan.Query), plan.Query.Words)));
            }
        }
        return new(hits, place);
    }

    private async Task<Dictionary<(Guid, long), MessageState>> OpenAsync(DbConnection on, SearchPlan plan, List<Candidate> candidates, CancellationToken cancel)
    {
        var messages = new Dictionary<(Guid, long), MessageState>();
        foreach (var own in candidates.GroupBy(c => c.Room))
        {
            var live = plan.Rooms[own.Key].Live;
            long[] seqs = [.. own.Select(c => c.Seq)];
            foreach (var m in await MessageReader.ReadAsync(on, live, journal, seqs, cancel)) messages[(own.Key, m.Seq)] = m;
        }
        return messages;
    }

    private static string BestText(MessageState message, SearchQuery query) =>
        SearchText.Of(message).MaxBy(text => Words.Of(text).Count(w => query.Words.Any(s => s.Matches(w.Folded)))) ?? "";
}

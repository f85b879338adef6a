using System.Data.Common;
using Hub.Core.Journal;

namespace Hub.Core.Rooms.Search;

/// <summary>The candidates of all rooms as one row, newest first: each room's are read a few at a time, and only as far as the page needs them.</summary>
internal sealed class CandidateStreams
{
    private const int FirstTogether = 60;
    private const int Refill = 30;
    private const int CountedInOne = 2000;
    private const int CountedInMany = 200;

    private readonly DbConnection on;
    private readonly IReadOnlyDictionary<Guid, Recent> recent;
    private readonly PriorityQueue<Stream, Candidate> heads = new(Comparer<Candidate>.Create((a, b) =>
        a.At != b.At ? b.At.CompareTo(a.At) : a.Room != b.Room ? b.Room.CompareTo(a.Room) : b.Seq.CompareTo(a.Seq)));

    private CandidateStreams(DbConnection on, IReadOnlyDictionary<Guid, Recent> recent) => (this.on, this.recent) = (on, recent);

    /// <param name="recent">What the index does not hold yet.</param>
    /// <param name="after">Where an earlier page ended; null: from the newest on.</param>
    public static async Task<CandidateStreams> OpenAsync(DbConnection on, SearchPlan plan, IReadOnlyDictionary<Guid, Recent> recent, SearchPlace? after, CancellationToken cancel)
    {
        var all = new CandidateStreams(on, recent);
        var below = plan.Rooms.ToDictionary(r => r.Key, r => r.Value.Live.Fold.Head + 1);
        var latest = Math.Min(plan.Query.Before - 1 ?? long.MaxValue, after?.At ?? long.MaxValue);
        if (latest < long.MaxValue) below = await on.AfterAsync(below.ToDictionary(b => b.Key, b => b.Value - 1), latest, cancel);
        if (plan.OfPins) await all.AddPinsAsync(plan, below, cancel);
        else await all.AddAsync(plan, below, cancel);
        foreach (var (room, own) in recent) all.Add(room, own.Found.Where(c => c.Seq < below[room]));
        return all;
    }

    /// <summary>The newest that was not given yet; null at the end.</summary>
    public async ValueTask<Candidate?> NextAsync(CancellationToken cancel)
    {
        while (heads.TryDequeue(out var stream, out var next))
        {
            stream.Buffer.Dequeue();
            if (stream.Buffer.Count == 0 && stream.More)
                stream.Take(await on.FindAsync([stream.Probe with { Below = next.Seq }], Refill, cancel), Refill);
            Push(stream);
            // What the index says of a message that changed since is out of date; it stands among the recent ones, if it is sought.
            if (stream.Probe.Terms.Length == 0 || recent.GetValueOrDefault(next.Room)?.Seqs.Contains(next.Seq) != true) return next;
        }
        return null;
    }

    private async Task AddAsync(SearchPlan plan, Dictionary<Guid, long> below, CancellationToken cancel)
    {
        var all = plan.Rooms.SelectMany(r => r.Value.Alternatives.Select(terms => new Probe(r.Key, terms, below[r.Key]))).ToList();
        var probes = await on.LikelyAsync(all, plan.Rooms.Count == 1 ? CountedInOne : CountedInMany, cancel);
        if (probes.Count == 0) return;
        var most = Math.Clamp(FirstTogether / probes.Count, 3, Refill);
        // Asked together are those that have as many terms, and of each room one: what is found says nothing but the room.
        foreach (var together in probes.GroupBy(p => p.Room).SelectMany(own => own.Select((probe, i) => (probe, i))).GroupBy(p => (p.i, p.probe.Terms.Length), p => p.probe))
        {
            List<Probe> asked = [.. together];
            var found = (await on.FindAsync(asked, most, cancel)).ToLookup(c => c.Room);
            foreach (var probe in asked)
            {
                var stream = new Stream(probe);
                stream.Take(found[probe.Room], most);
                Push(stream);
            }
        }
    }

    private async Task AddPinsAsync(SearchPlan plan, Dictionary<Guid, long> below, CancellationToken cancel)
    {
        foreach (var (id, room) in plan.Rooms)
        {
            long[] pins = [.. room.Live.Fold.Pins.Select(p => p.Seq).Where(seq => seq < below[id])];
            if (pins.Length == 0) continue;
            Add(id, (await on.MessagesAtAsync(id, pins, cancel)).OrderByDescending(e => e.Seq).Select(e => new Candidate(id, e.Seq, e.At)));
        }
    }

    // All of a room's at once: there is no more to be read.
    private void Add(Guid room, IEnumerable<Candidate> found)
    {
        var stream = new Stream(new(room, [], 0));
        stream.Take(found, int.MaxValue);
        Push(stream);
    }

    private void Push(Stream stream)
    {
        if (stream.Buffer.TryPeek(out var head)) heads.Enqueue(stream, head);
    }

    private sealed class Stream(Probe probe)
    {
        public Probe Probe { get; } = probe;
        public Queue<Candidate> Buffer { get; } = new();
        public bool More { get; private set; }

        public void Take(IEnumerable<Candidate> found, int most)
        {
            foreach (var candidate in found) Buffer.Enqueue(candidate);
            More = Buffer.Count >= most;
        }
    }
}

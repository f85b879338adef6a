using System.Data.Common;
using Hub.Core.Data;
using Hub.Core.Journal;

namespace Hub.Core.Rooms.Search;

/// <summary>
/// What the index of a room does not hold yet, looked through in the journal itself. So a message is found from its commit on,
/// and the index may follow when it costs posting least.
/// </summary>
/// <param name="Seqs">The messages that came or changed since; what the index says of them is out of date.</param>
/// <param name="Found">Those of them that are sought, newest first.</param>
internal sealed record Recent(IReadOnlySet<long> Seqs, IReadOnlyList<Candidate> Found)
{
    /// <summary>What one query opens at most of a room, where many rooms are behind. An index further behind than this (a start on a database whose index was lost) catches up before its oldest are found.</summary>
    public const int MostEvents = 500;
    /// <summary>And of all rooms together where few are: a room in a lasting flood may use what the others leave, so that what is said in it is found at once.</summary>
    public const int MostAltogether = 5000;

    /// <summary>By room; those whose index is at the head are left out, and for pins all are: what is pinned the room itself tells.</summary>
    /// <returns>With it whether that is all: otherwise something older is neither in the index yet nor here.</returns>
    public static async Task<(Dictionary<Guid, Recent> Rooms, bool IsAll)> ReadAsync(DbConnection on, SearchPlan plan, Guid viewer, RoomJournal journal, CancellationToken cancel)
    {
        if (plan.OfPins) return ([], true);
        var cursors = await on.Command("SELECT c.room, c.seq FROM members m JOIN search_progress c ON c.room = m.room WHERE m.person = @viewer", ("@viewer", viewer)).ListAsync(r => (Room: r.Id(0), Seq: r.GetInt64(1)), cancel);
        var indexed = cursors.ToDictionary(c => c.Room, c => c.Seq);
        var recent = new Dictionary<Guid, Recent>();
        var behind = plan.Rooms.Where(r => indexed.GetValueOrDefault(r.Key) < r.Value.Live.Fold.Head).ToList();
        var all = true;
        var left = MostAltogether - behind.Sum(r => Math.Min(MostEvents, r.Value.Live.Fold.Head - indexed.GetValueOrDefault(r.Key)));
        foreach (var (id, room) in behind)
        {
            var lag = room.Live.Fold.Head - indexed.GetValueOrDefault(id);
            var more = Math.Clamp(lag - MostEvents, 0, Math.Max(left, 0));
            left -= more;
            var most = (int)(Math.Min(lag, MostEvents) + more);
            all &= most == lag;
            if (await TouchedAsync(on, room.Live, journal, room.Live.Fold.Head - most, most, cancel) is not { } touched) continue;
            var found = touched.Now().Where(m => plan.Holds(id, m)).OrderByDescending(m => m.Seq).Select(m => new Candidate(id, m.Seq, m.At));
            recent[id] = new(touched.Posted.Select(e => e.Seq).ToHashSet(), [.. found]);
        }
        return (recent, all);
    }

    // A room that was tampered with keeps nobody from finding what is in the others.
    private static async Task<Touched?> TouchedAsync(DbConnection on, LiveRoom room, RoomJournal journal, long after, int most, CancellationToken cancel)
    {
        try
        {
            return await Touched.ReadAsync(on, room, journal.Sealer, after, most, cancel, journal.Tampered.Say);
        }
        catch (JournalTampered tampered)
        {
            journal.Tampered.Say(tampered);
            return null;
        }
    }
}

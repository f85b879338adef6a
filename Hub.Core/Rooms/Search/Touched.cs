using System.Data.Common;
using Hub.Core.Journal;
using Hub.Core.Rooms.Messages;

namespace Hub.Core.Rooms.Search;

/// <summary>The messages that a stretch of a room's journal makes, or changes as they are searched, read off the journal.</summary>
/// <param name="UpTo">The stretch's last event.</param>
/// <param name="Posted">The messages, as they were posted.</param>
/// <param name="About">What was said of them up to then, in order.</param>
internal sealed record Touched(long UpTo, IReadOnlyList<JournalEvent> Posted, IReadOnlyList<JournalEvent> About)
{
    /// <summary>The first <paramref name="most"/> events after <paramref name="after"/>; null when there is none.</summary>
    public static async Task<Touched?> ReadAsync(DbConnection on, LiveRoom live, Sealer sealer, long after, int most, CancellationToken cancel)
    {
        var room = live.Fold.Id;
        var rows = await on.EventsAsync(room, after, live.Fold.Head, most, cancel);
        if (rows.Count == 0) return null;
        long[] touched = [.. rows.Select(Message).OfType<long>().Distinct()];
        if (touched.Length == 0) return new(rows[^1].Seq, [], []);
        var posted = await on.MessagesAtAsync(room, touched, cancel);
        var about = await on.AboutAsync(room, touched, rows[^1].Seq, cancel);
        return new(rows[^1].Seq, posted.ConvertAll(r => sealer.Open(live.Key, r)), about.ConvertAll(r => sealer.Open(live.Key, r)));
    }

    /// <summary>The part of the stretch after <paramref name="from"/>.</summary>
    public Touched Between(long from, long upTo)
    {
        var here = Posted.Where(e => e.Seq > from && e.Seq <= upTo).Select(e => e.Seq).Concat(About.Where(e => e.Seq > from && e.Seq <= upTo && Changes(e.Type)).Select(e => e.About!.Value)).ToHashSet();
        return new(upTo, [.. Posted.Where(e => here.Contains(e.Seq))], [.. About.Where(e => here.Contains(e.About!.Value) && e.Seq <= upTo)]);
    }

    /// <summary>The messages as they were at an event; those that came later are left out.</summary>
    public IEnumerable<MessageState> At(long seq) => MessageReader.Fold(Posted.Where(e => e.Seq <= seq), About.Where(e => e.Seq <= seq));

    private static long? Message(EventRow row) => row.Type == MessagePosted.Name ? row.Seq : Changes(row.Type) ? row.About : null;

    private static bool Changes(string type) => type is not (Reacted.Name or Acknowledged.Name);
}

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
    /// <param name="leftOut">Told of each event that was tampered with; its message is left out. Null: the first of them is thrown.</param>
    public static async Task<Touched?> ReadAsync(DbConnection on, LiveRoom live, Sealer sealer, long after, int most, CancellationToken cancel, Action<JournalTampered>? leftOut = null)
    {
        var room = live.Fold.Id;
        var rows = await on.EventsAsync(room, after, live.Fold.Head, most, cancel);
        if (rows.Count == 0) return null;
        long[] touched = [.. rows.Select(Message).OfType<long>().Distinct()];
        if (touched.Length == 0) return new(rows[^1].Seq, [], []);
        var posted = await on.MessagesAtAsync(room, touched, cancel);
        var about = await on.AboutAsync(room, touched, rows[^1].Seq, cancel);
        var gone = new HashSet<long>();
        List<JournalEvent> said = [.. posted.Select(r => Open(r, r.Seq)).OfType<JournalEvent>()], then = [.. about.Select(r => Open(r, r.About!.Value)).OfType<JournalEvent>()];
        return new(rows[^1].Seq, said.FindAll(e => !gone.Contains(e.Seq)), then);

        JournalEvent? Open(EventRow row, long message)
        {
            try
            {
                return sealer.Open(live.Key, row);
            }
            catch (JournalTampered tampered) when (leftOut is not null)
            {
                leftOut(tampered);
                gone.Add(message);
                return null;
            }
        }
    }

    /// <summary>The messages as they are now, each with all that it was since an event, and whether it was posted since.</summary>
    public IEnumerable<(bool New, List<MessageState> Was, MessageState Now)> Since(long after)
    {
        var about = About.ToLookup(e => e.About);
        foreach (var posted in Posted)
        {
            var (was, now) = (new List<MessageState>(), MessageState.From(posted));
            foreach (var e in about[posted.Seq])
            {
                if (e.Seq > after && Changes(e.Type)) was.Add(now);
                now = now.Apply(e);
            }
            yield return (posted.Seq > after, was, now);
        }
    }

    /// <summary>The messages as they are at the stretch's end.</summary>
    public IEnumerable<MessageState> Now() => MessageReader.Fold(Posted, About);

    private static long? Message(EventRow row) => row.Type == MessagePosted.Name ? row.Seq : Changes(row.Type) ? row.About : null;

    private static bool Changes(string type) => type is not (Reacted.Name or Acknowledged.Name);
}

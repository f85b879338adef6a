using System.Data.Common;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms.Messages;

namespace Hub.Core.Rooms.Threads;

/// <param name="Count">Replies posted, those deleted since too: their places remain.</param>
/// <param name="LastSeq">Of the last of them.</param>
/// <param name="LastAt">UTC microseconds.</param>
public sealed record Replies(int Count, long LastSeq, long LastAt);

/// <summary>One of the texts that a message has had.</summary>
/// <param name="Seq">Of the event that brought it: the posting, or an edit.</param>
/// <param name="At">UTC microseconds.</param>
public sealed record EarlierText(long Seq, Guid By, long At, string Text);

/// <summary>Threads and histories: what was said about one message. Both are read by the index of what is about a message.</summary>
internal static class ThreadReader
{
    /// <summary>How many replies these messages have. Messages without any are left out.</summary>
    public static async Task<Dictionary<long, Replies>> RepliesAsync(this DbConnection on, Guid room, long[] seqs, long upTo, CancellationToken cancel)
    {
        var rows = await on.Command($"SELECT about, count(*), max(seq), max(at) FROM events WHERE room = @room AND {on.InNumbers("about", "@seqs")} AND type = 'messagePosted' AND +seq <= @upTo GROUP BY about",
            ("@room", room), ("@seqs", seqs), ("@upTo", upTo)).ListAsync(r => (About: r.GetInt64(0), Replies: new Replies(r.GetInt32(1), r.GetInt64(2), r.GetInt64(3))), cancel);
        return rows.ToDictionary(r => r.About, r => r.Replies);
    }

    /// <summary>The last replies to a message before <paramref name="before"/>, newest first.</summary>
    public static Task<List<EventRow>> ThreadAsync(this DbConnection on, Guid room, long seq, long before, int limit, CancellationToken cancel) =>
        on.Command($"SELECT {Rows.EventColumns} FROM events WHERE room = @room AND about = @seq AND type = 'messagePosted' AND +seq < @before ORDER BY +seq DESC LIMIT @limit",
            ("@room", room), ("@seq", seq), ("@before", before), ("@limit", limit)).ListAsync(Rows.ReadEvent, cancel);

    /// <summary>A message's texts from the first to the present one.</summary>
    public static IReadOnlyList<EarlierText> History(JournalEvent posted, IEnumerable<JournalEvent> about) =>
        [.. about.Prepend(posted).Select(e => (Event: e, Text: (e.Payload as MessagePosted)?.Text ?? (e.Payload as MessageEdited)?.Text))
            .Where(e => e.Text is not null).Select(e => new EarlierText(e.Event.Seq, e.Event.Actor, e.Event.At, e.Text!))];
}

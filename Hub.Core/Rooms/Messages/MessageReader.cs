using System.Data.Common;
using Hub.Core.Journal;

namespace Hub.Core.Rooms.Messages;

/// <summary>Folds messages with all that came about them.</summary>
internal static class MessageReader
{
    /// <summary>The messages of a room at these seqs. One of which the record was changed is left out, and the log is told; the others are there.</summary>
    public static async Task<IReadOnlyCollection<MessageState>> ReadAsync(DbConnection on, LiveRoom live, RoomJournal journal, long[] seqs, CancellationToken cancel)
    {
        var room = live.Fold.Id;
        try
        {
            var posted = await on.MessagesAtAsync(room, seqs, cancel);
            var about = await on.AboutAsync(room, seqs, live.Fold.Head, cancel);
            return [.. Fold(posted.Select(r => journal.Sealer.Open(live.Key, r)), about.Select(r => journal.Sealer.Open(live.Key, r)))];
        }
        catch (JournalTampered tampered)
        {
            journal.Tampered.Say(tampered);
            var readable = new List<MessageState>();
            if (seqs.Length > 1)
                foreach (var seq in seqs) readable.AddRange(await ReadAsync(on, live, journal, [seq], cancel));
            return readable;
        }
    }

    /// <param name="posted">The postings, in any order.</param>
    /// <param name="about">All events about any of them, in order of seq.</param>
    public static IEnumerable<MessageState> Fold(IEnumerable<JournalEvent> posted, IEnumerable<JournalEvent> about)
    {
        var messages = posted.Select(MessageState.From).ToDictionary(m => m.Seq);
        foreach (var e in about)
            if (e.About is { } seq && messages.TryGetValue(seq, out var message))
                messages[seq] = message.Apply(e);
        return messages.Values;
    }
}

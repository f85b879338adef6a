using Hub.Core.Journal;

namespace Hub.Core.Rooms.Messages;

/// <summary>Folds messages with all that came about them.</summary>
internal static class MessageReader
{
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

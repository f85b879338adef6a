using Hub.Core.Journal;
using Hub.Core.Rooms.Messages;

namespace Hub.Core.Rooms.Retention;

/// <summary>
/// What a purge takes: the bodies of messages and of whatever was said about them. Headers stay, with the bodies' hashes, so the chain still verifies;
/// and so do deletions, which hold no content and tell why a message is empty.
/// </summary>
internal static class PurgeWrites
{
    /// <summary>Whether the body of this event is gone after a purge. The verifier takes no other missing body.</summary>
    public static bool Takes(EventRow e, long through) => e.Type switch
    {
        MessageDeleted.Name => false,
        MessagePosted.Name => e.Seq <= through,
        _ => e.About <= through,
    };

    public static void Add(Room before, Room after, AppendSet set)
    {
        (string, object?)[] range = [("@room", after.Id), ("@from", before.PurgedThrough), ("@through", after.PurgedThrough)];
        set.Also.Add(new("UPDATE events SET body = NULL WHERE room = @room AND seq > @from AND seq <= @through AND type = 'messagePosted'", range));
        set.Also.Add(new("UPDATE events SET body = NULL WHERE room = @room AND about > @from AND about <= @through AND type <> 'messagePosted' AND type <> 'messageDeleted'", range));
        set.Also.Add(new("UPDATE attachments SET gone_at = @at WHERE room = @room AND seq > @from AND seq <= @through AND gone_at IS NULL", [.. range, ("@at", after.LastAt)]));
        set.Also.Add(new("DELETE FROM search_terms WHERE room = @room AND seq > @from AND seq <= @through", range));
        set.Also.Add(new("DELETE FROM mentions WHERE room = @room AND seq > @from AND seq <= @through", range));
    }
}

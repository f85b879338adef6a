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
    public static bool Takes(EventRow e, Taken taken) => taken.All ? e.Seq <= taken.Through : Takes(e, taken.Through);

    private static bool Takes(EventRow e, long through) => e.Type switch
    {
        MessageDeleted.Name => false,
        MessagePosted.Name => e.Seq <= through,
        _ => e.About <= through,
    };

    /// <summary>What a room leaves behind that is destroyed, beside what goes with its members, messages and asks.</summary>
    public static void AddShredded(Room after, byte[] wrappedKey, AppendSet set)
    {
        (string, object?)[] room = [("@room", after.Id)];
        set.Also.Add(new("UPDATE rooms SET wrapped_key = @key WHERE id = @room", [.. room, ("@key", wrappedKey)]));
        set.Also.Add(new("UPDATE events SET body = NULL WHERE room = @room AND seq < @seq", [.. room, ("@seq", after.Head)]));
        set.Also.Add(new("UPDATE attachments SET gone_at = @at WHERE room = @room AND gone_at IS NULL", [.. room, ("@at", after.LastAt)]));
        foreach (var table in Left) set.Also.Add(new($"DELETE FROM {table} WHERE room = @room", room));
    }

    private static readonly string[] Left = ["search_terms", "mentions", "positions", "review_plans", "review_presence", "notifications", "room_notifications"];

    public static void Add(Room before, Room after, AppendSet set)
    {
        (string, object?)[] range = [("@room", after.Id), ("@from", before.PurgedThrough), ("@through", after.PurgedThrough)];
        set.Also.Add(new("UPDATE events SET body = NULL WHERE room = @room AND seq > @from AND seq <= @through AND type = 'messagePosted'", range));
        set.Also.Add(new("UPDATE events SET body = NULL WHERE room = @room AND about > @from AND about <= @through AND type <> 'messagePosted' AND type <> 'messageDeleted'", range));
        set.Also.Add(new("UPDATE attachments SET gone_at = @at WHERE room = @room AND seq > @from AND seq <= @through AND gone_at IS NULL", [.. range, ("@at", after.LastAt)]));
        set.Also.Add(new("DELETE FROM search_terms WHERE room = @room AND seq > @from AND seq <= @through", range));
        set.Also.Add(new("DELETE FROM notifications WHERE room = @room AND seq > @from AND seq <= @through", range));
        set.Also.Add(new("DELETE FROM mentions WHERE room = @room AND seq > @from AND seq <= @through", range));
    }
}

/// <summary>Which bodies may be missing: those that the last purge took, or all up to a seq after a room was destroyed.</summary>
internal readonly record struct Taken(long Through, bool All)
{
    public static Taken By(JournalEvent? last) => last?.Payload switch
    {
        Purged p => new(p.Through, false),
        RoomShredded => new(last.Seq - 1, true),
        _ => default,
    };
}

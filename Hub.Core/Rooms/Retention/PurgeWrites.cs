using Hub.Core.Journal;
using Hub.Core.Rooms.Messages;
using Hub.Core.Rooms.Search;

namespace Hub.Core.Rooms.Retention;

/// <summary>
/// What a purge takes: the bodies of events that are kept for a time (<see cref="PassingAttribute"/>), and of whatever was said about a message or a session's page.
/// Headers stay, with the bodies' hashes, so the chain still verifies; and so do deletions, which hold no content and tell why a message is empty.
/// </summary>
internal static class PurgeWrites
{
    /// <summary>The passing types as a list of SQL.</summary>
    public static readonly string Passing = string.Join(", ", Vocabulary.Passing.Order(StringComparer.Ordinal).Select(type => $"'{type}'"));

    // About a message, and no message itself: a reply is kept for its own time.
    private const string OfAnother = "about > @from AND about <= @through AND type <> 'messagePosted' AND type <> 'messageDeleted'";

    /// <summary>Whether the body of this event is gone after a purge. The verifier takes no other missing body.</summary>
    public static bool Takes(EventRow e, Taken taken) => taken.All ? e.Seq <= taken.Through : Takes(e, taken.Through);

    private static bool Takes(EventRow e, long through) => e.Type switch
    {
        MessageDeleted.Name => false,
        MessagePosted.Name => e.Seq <= through,
        _ => e.About <= through || (Vocabulary.Passing.Contains(e.Type) && e.Seq <= through),
    };

    /// <summary>What a room leaves behind that is destroyed, beside what goes with its members, messages and asks.</summary>
    public static void AddShredded(Room after, byte[] wrappedKey, AppendSet set)
    {
        (string, object?)[] room = [("@room", after.Id)];
        set.Also.Add(new("UPDATE rooms SET wrapped_key = @key WHERE id = @room", [.. room, ("@key", wrappedKey)]));
        set.Also.Add(new("UPDATE events SET body = NULL WHERE room = @room AND seq < @seq", [.. room, ("@seq", after.Head)]));
        set.Also.Add(new("UPDATE attachments SET gone_at = @at WHERE room = @room AND gone_at IS NULL", [.. room, ("@at", after.LastAt)]));
        set.Also.AddRange(SearchIndex.Forget(after.Id, after.Head));
        foreach (var table in Left) set.Also.Add(new($"DELETE FROM {table} WHERE room = @room", room));
    }

    private static readonly string[] Left = ["positions", "review_plans", "review_presence", "decisions", "notifications", "room_notifications"];

    public static void Add(Room before, Room after, AppendSet set)
    {
        (string, object?)[] range = [("@room", after.Id), ("@from", before.PurgedThrough), ("@through", after.PurgedThrough)];
        set.Also.Add(new($"UPDATE events SET body = NULL WHERE room = @room AND seq > @from AND seq <= @through AND type IN ({Passing})", range));
        set.Also.Add(new($"UPDATE events SET body = NULL WHERE room = @room AND {OfAnother}", range));
        set.Also.Add(new("UPDATE attachments SET gone_at = @at WHERE room = @room AND seq > @from AND seq <= @through AND gone_at IS NULL", [.. range, ("@at", after.LastAt)]));
        set.Also.AddRange(SearchIndex.Forget(after.Id, after.PurgedThrough));
        set.Also.Add(new("DELETE FROM notifications WHERE room = @room AND seq > @from AND seq <= @through", range));
        // What was told of a review or a session is about no message.
        set.Also.Add(new("DELETE FROM notifications WHERE room = @room AND seq IS NULL AND created_at <= (SELECT at FROM events WHERE room = @room AND seq = @through)", range));
        if (before.Review?.TakenOutAt == after.Review?.TakenOutAt) return;
        foreach (var table in OfReview) set.Also.Add(new($"DELETE FROM {table} WHERE room = @room", ("@room", after.Id)));
    }

    private static readonly string[] OfReview = ["review_plans", "review_presence", "decisions"];
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

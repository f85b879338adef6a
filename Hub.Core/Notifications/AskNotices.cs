using Hub.Core.Journal;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Messages;

namespace Hub.Core.Notifications;

/// <summary>
/// What was told about an ask ends with it, in the transaction that closes it: what was not sent yet is dropped, what stands in the page is done.
/// The subject of a nudge is the person who is waited for, whoever it reaches.
/// </summary>
internal static class AskNotices
{
    internal const string End = "UPDATE notifications SET done_at = @at, state = CASE WHEN state = 0 THEN 3 ELSE state END WHERE room = @room AND done_at IS NULL";
    // Of an ask speak nudges, what came after them, and that nobody was reached.
    private const string OfAsk = End + " AND seq = @seq AND kind <= 3";
    private const string OfPerson = OfAsk + " AND (subject = @person OR (subject IS NULL AND (person = @person OR for_person = @person)))";

    // Whoever is asked about a direct room that they are not in: their notice does not say where.
    private const string OfOutsider = "UPDATE notifications SET done_at = @at, state = CASE WHEN state = 0 THEN 3 ELSE state END WHERE person = @person AND room IS NULL AND done_at IS NULL AND key LIKE @keys";

    /// <summary>What the keys of all nudges for one message begin with.</summary>
    public static string KeyOf(Guid room, long seq) => $"nudge/{room:N}/{seq}/";

    /// <summary>Of the asks of one message: whoever is no longer waited for need not be told any more, and nobody when none is open.</summary>
    public static void Add(Room before, Room after, long seq, AppendSet set)
    {
        var (ask, unclear) = (after.Asks.GetValueOrDefault(seq), after.Unclear.GetValueOrDefault(seq));
        Guid[] gone = [.. NotWaited(before.Asks.GetValueOrDefault(seq), ask), .. NotWaited(before.Unclear.GetValueOrDefault(seq), unclear)];
        if (gone.Length == 0) return;
        if (ask is null && unclear is null) set.Also.Add(new(OfAsk, ("@room", after.Id), ("@seq", seq), ("@at", after.LastAt)));
        else
            foreach (var person in gone)
                set.Also.Add(new(OfPerson, ("@room", after.Id), ("@seq", seq), ("@at", after.LastAt), ("@person", person)));
        foreach (var place in before.Asks.GetValueOrDefault(seq)?.InPlaces.Where(p => gone.Contains(p.For) && !after.Has(p.By)) ?? [])
            set.Also.Add(new(OfOutsider, ("@at", after.LastAt), ("@person", place.By), ("@keys", KeyOf(after.Id, seq) + "%")));
    }

    /// <summary>Thanks were taken back: whoever was not told yet is not told any more.</summary>
    public static void Withdrawn(Guid room, MessageDeleted deleted, long at, AppendSet set) =>
        set.Also.Add(new(End + " AND seq = @seq AND kind = @kind", ("@room", room), ("@seq", deleted.Seq), ("@kind", (short)NoticeKind.Thanks), ("@at", at)));

    /// <summary>Somebody is no member any more: nothing of the room needs to be told to them.</summary>
    public static void Gone(Room before, Room after, AppendSet set)
    {
        foreach (var gone in before.Members.Keys.Where(m => !after.Has(m)))
            set.Also.Add(new(End + " AND person = @person", ("@room", after.Id), ("@person", gone), ("@at", after.LastAt)));
    }

    private static IEnumerable<Guid> NotWaited(Ask? was, Ask? now) =>
        was is null || ReferenceEquals(was, now) ? [] : now is null || now.Kind != was.Kind ? was.Waited : was.Waited.Except(now.Waited);
}

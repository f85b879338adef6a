using System.Data.Common;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms.Handoffs;
using Hub.Core.Rooms.Messages;
using Hub.Core.Rooms.Reviews;
using Hub.Core.Rooms.Structured;
using Hub.Core.Rooms.Threads;
using Hub.Core.Rooms.Walls;

namespace Hub.Core.Rooms;

/// <param name="Epoch">Which life of the database; another one means: throw away what you hold.</param>
public sealed record EventPage(Guid Epoch, long Head, IReadOnlyList<JournalEvent> Events);

/// <param name="Room">The room at <paramref name="Head"/>; the messages stand as of it too.</param>
/// <param name="More">Whether there are more in the direction that was asked for.</param>
public sealed record MessagePage(Guid Epoch, long Head, bool More, IReadOnlyList<MessageState> Messages, Room Room);

/// <summary>Reads rooms. Every way out passes the same checks: only members, and nothing that was deleted.</summary>
public sealed class RoomReader(RoomJournal journal, EpochOf epoch)
{
    public const int MostEvents = 1000;
    public const int MostMessages = 200;

    /// <summary>The room folded up to its committed head.</summary>
    /// <exception cref="Refusal">404: unknown, or <paramref name="viewer"/> is not a member.</exception>
    public async Task<Room> OpenAsync(Guid viewer, Guid room, CancellationToken cancel = default)
    {
        await using var on = await journal.ReadAsync(cancel);
        return (await OpenForAsync(on, viewer, room, cancel)).Fold;
    }

    /// <summary>Events after a seq, as <paramref name="viewer"/> may see them.</summary>
    /// <exception cref="Refusal">404 as above; 400: bad bounds.</exception>
    public async Task<EventPage> EventsAsync(Guid viewer, Guid room, long after, int limit, CancellationToken cancel = default)
    {
        if (after < 0 || limit is < 1 or > MostEvents) throw Refusal.Malformed($"after is 0 or more, limit between 1 and {MostEvents}.");
        await using var on = await journal.ReadAsync(cancel);
        var live = await OpenForAsync(on, viewer, room, cancel);
        return new EventPage(epoch.Id, live.Fold.Head, await ViewAsync(on, live, after, limit, cancel));
    }

    /// <summary>Messages in their present state, in order of seq: the last before <paramref name="before"/>, or the first after <paramref name="after"/>.</summary>
    /// <exception cref="Refusal">404 as above; 400: bad bounds.</exception>
    public async Task<MessagePage> MessagesAsync(Guid viewer, Guid room, long? before, long? after, int limit, CancellationToken cancel = default)
    {
        if (before < 1 || after < 0 || (before is not null && after is not null) || limit is < 1 or > MostMessages)
            throw Refusal.Malformed($"Give before or after, and a limit between 1 and {MostMessages}.");
        await using var on = await journal.ReadAsync(cancel);
        return await PageAsync(on, await OpenForAsync(on, viewer, room, cancel), before, after, limit, cancel);
    }

    /// <summary>For the house's own reckoning: the same page, for nobody's eyes.</summary>
    internal async Task<MessagePage> OfHouseAsync(Guid room, long? before, long? after, int limit, CancellationToken cancel)
    {
        await using var on = await journal.ReadAsync(cancel);
        return await PageAsync(on, await journal.OpenAsync(on, room, cancel) ?? throw Refusal.NotFound(), before, after, limit, cancel);
    }

    private async Task<MessagePage> PageAsync(DbConnection on, LiveRoom live, long? before, long? after, int limit, CancellationToken cancel)
    {
        var (room, head) = (live.Fold.Id, live.Fold.Head);
        var rows = after is { } start
            ? await on.MessagesAfterAsync(room, start, head, limit + 1, cancel)
            : await on.MessagesBeforeAsync(room, Math.Min(before ?? long.MaxValue, head + 1), limit + 1, cancel);
        var more = rows.Count > limit;
        if (more) rows.RemoveAt(limit);
        return new MessagePage(epoch.Id, head, more, await MessagesAsync(on, live, rows, cancel), live.Fold);
    }

    /// <summary>A message, and the last replies to it before <paramref name="before"/>, in order of seq.</summary>
    /// <exception cref="Refusal">404 as above, or there is no such message; 400: bad bounds.</exception>
    public async Task<MessagePage> ThreadAsync(Guid viewer, Guid room, long seq, long? before, int limit, CancellationToken cancel = default)
    {
        if (before < 1 || limit is < 1 or > MostMessages) throw Refusal.Malformed($"before is 1 or more, limit between 1 and {MostMessages}.");
        await using var on = await journal.ReadAsync(cancel);
        var live = await OpenForAsync(on, viewer, room, cancel);
        var root = await on.MessagesAtAsync(room, [seq], cancel);
        if (root.Count == 0 || seq > live.Fold.Head) throw Refusal.NotFound("There is no such message.");
        var rows = await on.ThreadAsync(room, seq, Math.Min(before ?? long.MaxValue, live.Fold.Head + 1), limit + 1, cancel);
        var more = rows.Count > limit;
        if (more) rows.RemoveAt(limit);
        return new MessagePage(epoch.Id, live.Fold.Head, more, await MessagesAsync(on, live, [.. root, .. rows], cancel), live.Fold);
    }

    /// <summary>The texts that a message has had, the present one last.</summary>
    /// <exception cref="Refusal">404 as above, or there is no such message any more.</exception>
    public async Task<IReadOnlyList<EarlierText>> HistoryAsync(Guid viewer, Guid room, long seq, CancellationToken cancel = default)
    {
        await using var on = await journal.ReadAsync(cancel);
        var live = await OpenForAsync(on, viewer, room, cancel);
        var posted = (await on.MessagesAtAsync(room, [seq], cancel)).SingleOrDefault(r => r.Seq <= live.Fold.Head);
        var about = posted is null ? [] : (await on.AboutAsync(room, [seq], live.Fold.Head, cancel)).ConvertAll(r => journal.Sealer.Open(live.Key, r));
        if (posted is null || about.Exists(e => e.Type == MessageDeleted.Name)) throw Refusal.NotFound("There is no such message.");
        return ThreadReader.History(See(live, posted), about);
    }

    /// <summary>A room, and some of its events with what was said about them, in order of seq: its pages that are no messages.</summary>
    /// <param name="which">Their seqs.</param>
    /// <exception cref="Refusal">404 as above.</exception>
    public async Task<(Room Room, IReadOnlyList<JournalEvent> Events)> StoryAsync(Guid viewer, Guid room, Func<Room, long[]> which, CancellationToken cancel = default)
    {
        await using var on = await journal.ReadAsync(cancel);
        var live = await OpenForAsync(on, viewer, room, cancel);
        var seqs = which(live.Fold);
        var rows = new List<EventRow>();
        foreach (var seq in seqs) rows.AddRange(await on.EventsAsync(room, seq - 1, seq, 1, cancel));
        if (seqs.Length > 0) rows.AddRange(await on.AboutAsync(room, seqs, live.Fold.Head, cancel));
        return (live.Fold, [.. rows.OrderBy(r => r.Seq).Select(r => journal.Sealer.Open(live.Key, r))]);
    }

    /// <summary>Messages in their present state, with how many replies each has.</summary>
    private async Task<IReadOnlyList<MessageState>> MessagesAsync(DbConnection on, LiveRoom live, List<EventRow> rows, CancellationToken cancel)
    {
        if (rows.Count == 0) return [];
        var (room, head) = (live.Fold.Id, live.Fold.Head);
        long[] seqs = [.. rows.Select(r => r.Seq)];
        var about = await on.AboutAsync(room, seqs, head, cancel);
        var replies = await on.RepliesAsync(room, seqs, head, cancel);
        var messages = MessageReader.Fold(rows.Select(r => See(live, r)), about.Select(r => journal.Sealer.Open(live.Key, r)));
        return [.. messages.Select(m => m.DeletedAt is null && replies.TryGetValue(m.Seq, out var own) ? m with { Replies = own } : m).OrderBy(m => m.Seq)];
    }

    /// <summary>Rooms in which <paramref name="viewer"/> is a member, folded.</summary>
    public Task<IReadOnlyList<Room>> MineAsync(Guid viewer, CancellationToken cancel = default) => MineAsync(viewer, [], cancel);

    /// <summary>The same.</summary>
    /// <param name="tampered">Takes those that cannot be read any more.</param>
    public async Task<IReadOnlyList<Room>> MineAsync(Guid viewer, List<Guid> tampered, CancellationToken cancel = default)
    {
        await using var on = await journal.ReadAsync(cancel);
        Guid[] mine = [.. (await on.RoomsOfAsync([viewer], cancel)).Select(m => m.Room)];
        return [.. (await journal.OpenAsync(on, mine, tampered, cancel)).Select(live => live.Fold).Where(room => room.Has(viewer))];
    }

    /// <summary>For the feed, which checks members itself: those of these rooms that can be read.</summary>
    public async Task<IReadOnlyList<Room>> LoadAsync(Guid[] rooms, CancellationToken cancel = default)
    {
        await using var on = await journal.ReadAsync(cancel);
        return [.. (await journal.OpenAsync(on, rooms, cancel)).Select(live => live.Fold)];
    }

    /// <summary>For the feed: what came after a seq, in the view that all members share.</summary>
    public async Task<IReadOnlyList<JournalEvent>> CommonAsync(Guid room, long after, int limit, CancellationToken cancel = default)
    {
        await using var on = await journal.ReadAsync(cancel);
        return await journal.OpenAsync(on, room, cancel) is { } live ? await ViewAsync(on, live, after, limit, cancel) : [];
    }

    /// <summary>For the feed: the heads of these rooms, in one query.</summary>
    public async Task<IReadOnlyList<RoomHead>> HeadsAsync(Guid[] rooms, CancellationToken cancel = default)
    {
        await using var on = await journal.ReadAsync(cancel);
        return await on.HeadsAsync(rooms, cancel);
    }

    /// <summary>For the feed: who of these people is in which room.</summary>
    public async Task<IReadOnlyList<(Guid Room, Guid User)>> MembershipsAsync(Guid[] people, CancellationToken cancel = default)
    {
        await using var on = await journal.ReadAsync(cancel);
        return await on.RoomsOfAsync(people, cancel);
    }

    private async Task<LiveRoom> OpenForAsync(DbConnection on, Guid viewer, Guid room, CancellationToken cancel) =>
        await journal.OpenAsync(on, room, cancel) is { } live && live.Fold.Has(viewer) ? live : throw Refusal.NotFound();

    /// <summary>Opens events and empties those of deleted messages; they keep their seq.</summary>
    private async Task<IReadOnlyList<JournalEvent>> ViewAsync(DbConnection on, LiveRoom live, long after, int limit, CancellationToken cancel)
    {
        var room = live.Fold.Id;
        var rows = await on.EventsAsync(room, after, live.Fold.Head, limit, cancel);
        List<JournalEvent> events = rows.ConvertAll(r => See(live, r));
        var deleted = await DeletedAsync(on, room, events, cancel);
        return deleted.Count == 0 ? events : events.ConvertAll(e => TextOf(e) is { } seq && deleted.Contains(seq) ? e.Hidden() : e);
    }

    /// <summary>Seqs of the messages that were deleted, of those whose texts or files these events tell.</summary>
    internal static async Task<HashSet<long>> DeletedAsync(DbConnection on, Guid room, IEnumerable<JournalEvent> events, CancellationToken cancel)
    {
        long[] texts = [.. events.Select(TextOf).OfType<long>().Distinct()];
        return texts.Length == 0 ? [] : [.. await on.DeletedAsync(room, texts, cancel)];
    }

    private JournalEvent See(LiveRoom live, EventRow row) => Wall.View(live.Fold, journal.Sealer.Open(live.Key, row));

    /// <summary>Seq of the message whose text, or names of files, this event carries, if it does.</summary>
    internal static long? TextOf(JournalEvent e) => e.Type switch
    {
        MessagePosted.Name => e.Seq,
        MessageEdited.Name or ResultReadBack.Name or ReadBackCorrected.Name or HandoffSynthesized.Name => e.About,
        FilesAttached.Name => (e.Payload as FilesAttached)?.Seq,
        _ => null,
    };
}

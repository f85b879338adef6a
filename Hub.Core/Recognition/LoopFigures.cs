using System.Data.Common;
using Hub.Core.Journal;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Messages;

namespace Hub.Core.Recognition;

/// <summary>
/// Loops closed: of what members of the team asked for in the week, how much was given, and how much of it in time. Counted over all rooms they are in;
/// what was taken back, deleted, or fell away because somebody left, is not counted at all.
/// </summary>
public sealed class LoopFigures(RoomJournal journal) : IDigestSource
{
    private const int Together = 200;

    public async Task<IReadOnlyList<DigestFigure>> OfAsync(DigestWeek week, CancellationToken cancel)
    {
        await using var on = await journal.ReadAsync(cancel);
        Guid[] rooms = [.. (await on.RoomsOfAsync([.. week.Members], cancel)).Select(m => m.Room).Distinct()];
        var loops = new List<Loop>();
        foreach (var live in await journal.OpenAsync(on, rooms, cancel))
            if (live.Fold.Wall is null && live.Fold.LastAt >= Instant.ToMicros(week.From))
                loops.AddRange(await LoopsAsync(on, live, week, cancel));
        var end = Instant.ToMicros(week.To);
        var timed = loops.Where(l => l.Due < end).ToList();
        return
        [
            .. DigestFigure.Where(FigureKind.LoopsClosed, loops.Count(l => l.Closed < end), loops.Count),
            .. DigestFigure.Where(FigureKind.LoopsInTime, timed.Count(l => l.Closed <= l.Due), timed.Count),
        ];
    }

    /// <param name="Due">UTC microseconds; null: no time was given.</param>
    /// <param name="Closed">UTC microseconds; null: it is open.</param>
    private readonly record struct Loop(long? Due, long? Closed);

    private async Task<List<Loop>> LoopsAsync(DbConnection on, LiveRoom live, DigestWeek week, CancellationToken cancel)
    {
        var posted = await PostedAsync(on, live, Instant.ToMicros(week.From), cancel);
        var asks = posted.Where(e => e.At < Instant.ToMicros(week.To) && week.Members.Contains(e.Actor) && e.Payload is MessagePosted { Expects: not null }).ToList();
        if (asks.Count == 0) return [];
        var about = (await on.AboutAsync(live.Fold.Id, [.. asks.Select(a => a.Seq)], live.Fold.Head, cancel)).ConvertAll(r => journal.Sealer.Open(live.Key, r));
        var later = about.Concat(posted).Where(e => e.About is not null).ToLookup(e => e.About!.Value);
        return [.. asks.Select(a => Follow(live.Fold, a, later[a.Seq].OrderBy(e => e.Seq))).OfType<Loop>()];
    }

    /// <summary>The messages from an instant on, newest first.</summary>
    private async Task<List<JournalEvent>> PostedAsync(DbConnection on, LiveRoom live, long from, CancellationToken cancel)
    {
        var found = new List<JournalEvent>();
        for (var before = live.Fold.Head + 1; ;)
        {
            var rows = await on.MessagesBeforeAsync(live.Fold.Id, before, Together, cancel);
            found.AddRange(rows.TakeWhile(r => r.At >= from).Select(r => journal.Sealer.Open(live.Key, r)));
            if (rows.Count < Together || rows[^1].At < from) return found;
            before = rows[^1].Seq;
        }
    }

    /// <summary>Folds one ask with all that came about it, by the room's own rules: when was it closed? Null when it is not to be counted.</summary>
    private static Loop? Follow(Room today, JournalEvent ask, IEnumerable<JournalEvent> later)
    {
        var room = Next(today with { Asks = Room.Empty(today.Id).Asks, Unclear = Room.Empty(today.Id).Unclear }, ask);
        var due = room.Asks.TryGetValue(ask.Seq, out var open) ? open.DueAt : null;
        foreach (var e in later)
        {
            if (e.Payload is MessageDeleted or AskClosed { How: Closing.Withdrawn }) return null;
            room = Next(room, e);
            if (!room.Asks.ContainsKey(ask.Seq)) return new(due, e.At);
        }
        return today.Asks.ContainsKey(ask.Seq) ? new(due, null) : null;
    }

    private static Room Next(Room room, JournalEvent e) => (room with { Head = e.Seq - 1 }).Apply(e);
}

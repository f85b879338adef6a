using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Notifications;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Messages;
using Hub.Core.Work;

namespace Hub.Core.Nudges;

/// <summary>
/// Looks at the open asks whose time has come, plans what comes next for each (<see cref="NudgePlan"/>) and gives it to its room as a command. A command's id is
/// made of what it does, so a run that is late, doubled or on two nodes at once does one thing; the room refuses what is no longer so.
/// </summary>
public sealed class NudgeRound(RoomJournal journal, RoomService rooms, NudgePeople people, NotificationBook book, IEnumerable<INoticeListener> listeners, TimeProvider clock)
{
    private const int MostAtOnce = 1000;
    private static readonly long Later = 30 * Instant.Second;

    /// <summary>Does all that is due now; how many people were told.</summary>
    public async Task<int> RunAsync(CancellationToken cancel = default)
    {
        var told = 0;
        while (true)
        {
            var (looked, moved) = await StepAsync(cancel);
            told += moved;
            if (looked < MostAtOnce) return told;
        }
    }

    /// <summary>UTC microseconds at which there is next something to look at; null: nothing is open.</summary>
    public async Task<long?> NextAsync(CancellationToken cancel = default)
    {
        await using var on = await journal.ReadAsync(cancel);
        return (await on.Command("SELECT next_at FROM asks WHERE next_at IS NOT NULL ORDER BY next_at LIMIT 1").ListAsync(r => r.GetInt64(0), cancel)).Cast<long?>().FirstOrDefault();
    }

    internal const string SelectDue = "SELECT room, seq, person, next_at FROM asks WHERE next_at IS NOT NULL AND next_at <= @now ORDER BY next_at LIMIT @most";

    private async Task<(int Looked, int Moved)> StepAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var at = Instant.ToMicros(now);
        await using var on = await journal.ReadAsync(cancel);
        var rows = await on.Command(SelectDue, ("@now", at), ("@most", MostAtOnce)).ListAsync(r => (Room: r.Id(0), Seq: r.GetInt64(1), Person: r.Id(2), NextAt: r.GetInt64(3)), cancel);
        if (rows.Count == 0) return (0, 0);
        var folds = (await journal.OpenAsync(on, [.. rows.Select(r => r.Room).Distinct()], cancel)).ToDictionary(l => l.Fold.Id, l => l.Fold);
        var parts = new List<DuePart>(rows.Count);
        var looks = new List<(Guid Room, long Seq, Guid Part, long Was, long? Next)>();
        foreach (var r in rows)
            if (folds.TryGetValue(r.Room, out var room) && room.AskOf(r.Seq, r.Person) is { } ask) parts.Add(new(room, ask, r.Person, r.NextAt));
            // Closed since the table was read, or a room that cannot be read now.
            else looks.Add((r.Room, r.Seq, r.Person, r.NextAt, at + Later));
        var reach = await people.ReadAsync(parts, now, cancel);
        var moves = parts.ConvertAll(due => (Due: due, Move: NudgePlan.Next(due.Ask, due.Part, reach(due).Policy, reach(due).Reach, at)));
        looks.AddRange(moves.Where(m => m.Move is NudgeMove.Wait or NudgeMove.Over).Select(m => (m.Due.Room.Id, m.Due.Ask.Seq, m.Due.Part, m.Due.NextAt, (m.Move as NudgeMove.Wait)?.Until)));
        var notices = moves.Select(m => (m.Due, m.Move, Notice: NoticeOf(m.Due, m.Move, now))).Where(m => m.Notice is not null).ToList();
        var planned = (await book.PlanAsync([.. notices.Select(n => n.Notice!)], cancel)).ToLookup(r => r.Key);
        var errors = new ConcurrentQueue<Exception>();
        var done = await Task.WhenAll(notices.Select(n => GiveAsync(n.Due, n.Move, n.Notice!, [.. planned[n.Notice!.Key]], Following(n.Due, n.Move), errors, cancel)));
        looks.AddRange(notices.Zip(done).Where(n => !n.Second).Select(n => (n.First.Due.Room.Id, n.First.Due.Ask.Seq, n.First.Due.Part, n.First.Due.NextAt, (long?)(at + Later))));
        await WriteAsync(on, looks, cancel);
        var reached = notices.Zip(done).Where(n => n.Second).SelectMany(n => planned[n.First.Notice!.Key]).Select(r => r.Person).ToHashSet();
        if (reached.Count > 0)
            foreach (var listener in listeners) listener.Changed(reached);
        OneByOne.Throw([.. errors]);
        return (rows.Count, done.Count(d => d));

        long? Following(DuePart due, NudgeMove move) => move is NudgeMove.Tell tell && NudgePlan.Next(NudgePlan.After(due.Ask, due.Part, tell, at), due.Part, reach(due).Policy, reach(due).Reach with { Present = Told(reach(due).Reach, tell) }, at) is NudgeMove.Wait wait ? wait.Until : at + Later;
    }

    private static Reachable? Told(NudgeReach reach, NudgeMove.Tell tell) => reach.At(tell.Step).FirstOrDefault(r => r.Id == tell.To) ?? reach.Present;

    /// <returns>False: the room refused it, for it is no longer so or was done meanwhile; or it failed, which stands in <paramref name="errors"/> and keeps nobody else from being told.</returns>
    private async Task<bool> GiveAsync(DuePart due, NudgeMove move, Notice notice, IReadOnlyList<NotificationRow> rows, long? next, ConcurrentQueue<Exception> errors, CancellationToken cancel)
    {
        var id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(notice.Key)).AsSpan(0, 16));
        RoomCommand command = move is NudgeMove.Tell tell
            ? new Nudge(due.Ask.Seq, due.Part, tell.To, tell.Step, tell.Times, due.Ask.NudgingOf(due.Part) is var so && so.Step == tell.Step ? so.Times : 0) { Id = id, NextAt = next, Rows = rows }
            : new ReachNobody(due.Ask.Seq, due.Part) { Id = id, Rows = rows };
        try
        {
            await rooms.ExecuteAsSystemAsync(due.Room.Id, command, cancel);
            return true;
        }
        catch (Refusal refused) when (refused.Status is 404 or 409)
        {
            return false;
        }
        catch (Exception failed) when (OneByOne.IsOfThisOne(failed))
        {
            errors.Enqueue(failed);
            return false;
        }
    }

    // The key names what is done: this occurrence of this step, for this part of what has been asked since then.
    private static Notice? NoticeOf(DuePart due, NudgeMove move, DateTimeOffset now)
    {
        var (room, ask, part, _) = due;
        var so = ask.NudgingOf(part);
        var key = $"{AskNotices.KeyOf(room.Id, ask.Seq)}{(short)ask.Kind}/{ask.Since}/{part:N}/{so.LastAt}";
        return move switch
        {
            NudgeMove.Tell { Step: var step } tell when step == NudgeStep.Person || step == so.Step =>
                Placed(new($"{key}/{step}/{so.Times}", NoticeKind.Nudge, tell.To, ask.Priority, now)),
            NudgeMove.Tell tell => Placed(new($"{key}/{tell.Step}", NoticeKind.Escalated, tell.To, ask.Priority, now)),
            NudgeMove.Nobody => new($"{key}/nobody", NoticeKind.NobodyReached, ask.Author, ask.Priority, now, room.Id, ask.Seq, part),
            _ => null,
        };

        // Whoever is not in a direct room is told by whom somebody is waited for, and not where.
        Notice Placed(Notice notice) => room.Kind == RoomKind.Direct && !room.Has(notice.To) ? notice with { Subject = ask.Author, Settled = true } : notice with { Room = room.Id, Seq = ask.Seq, Subject = part, Settled = true };
    }

    // Only where nothing was written since the row was read.
    private static async Task WriteAsync(DbConnection on, List<(Guid Room, long Seq, Guid Part, long Was, long? Next)> looks, CancellationToken cancel)
    {
        if (looks.Count == 0) return;
        await using var transaction = await on.BeginTransactionAsync(cancel);
        foreach (var (room, seq, part, was, next) in looks)
        {
            await using var write = on.Command("UPDATE asks SET next_at = @next WHERE room = @room AND seq = @seq AND person = @part AND next_at = @was",
                ("@next", next), ("@room", room), ("@seq", seq), ("@part", part), ("@was", was));
            write.Transaction = transaction;
            await write.ExecuteNonQueryAsync(cancel);
        }
        await transaction.CommitAsync(cancel);
    }
}

using System.Data.Common;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Notifications;
using Hub.Core.Rooms.Messages;

namespace Hub.Core.Rooms.Reviews.FollowUp;

/// <summary>
/// Asks the owner of a decision what became of it, when it is due, and tells the chair when nobody has said three days later: each once. Looks at what is, so a run
/// that is missed, doubled or on two nodes at once does one thing; a decision of which somebody has said is passed over.
/// </summary>
public sealed class OutcomeReminders(RoomJournal journal, NotificationBook notices, TimeProvider clock)
{
    public const int OverdueAfterDays = 3;
    private const int Together = 200;
    private const long Overdue = OverdueAfterDays * 24 * 60 * Instant.Minute;

    /// <returns>How many decisions somebody was told of.</returns>
    public async Task<int> RunAsync(CancellationToken cancel = default)
    {
        var now = clock.Micros();
        return await TellAsync("asked_at", now, "due", (room, d) => room.Has(d.Owner) ? d.Owner : room.Review!.Chair, cancel)
            + await TellAsync("chair_told_at", now - Overdue, "overdue", (room, d) => room.Review!.Chair == d.Owner ? null : room.Review.Chair, cancel);
    }

    /// <summary>When somebody is next to be told; null: nobody as things stand.</summary>
    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancel = default)
    {
        await using var on = await journal.ReadAsync(cancel);
        var next = await on.Command($"SELECT MIN(CASE WHEN asked_at IS NULL THEN due_at ELSE due_at + {Overdue} END) FROM decisions WHERE outcome IS NULL AND (asked_at IS NULL OR chair_told_at IS NULL)")
            .ListAsync(r => r.IsDBNull(0) ? (DateTimeOffset?)null : Instant.FromMicros(r.GetInt64(0)), cancel);
        return next[0];
    }

    /// <param name="told">The column that says that it was told.</param>
    /// <param name="due">Those due up to here, UTC microseconds.</param>
    /// <param name="whom">Null: there is nobody to tell who does not know.</param>
    private async Task<int> TellAsync(string told, long due, string what, Func<Room, DueDecision, Guid?> whom, CancellationToken cancel)
    {
        await using var on = await journal.ReadAsync(cancel);
        var (count, last) = (0, new DueDecision(Guid.Empty, Guid.Empty, Guid.Empty, long.MinValue));
        // On from the last one read, not from the start: those of a room that cannot be read stay due, and must keep nobody else from being told.
        while (true)
        {
            var decisions = await on.Command($"""
                SELECT room, case_id, owner, due_at FROM decisions WHERE outcome IS NULL AND {told} IS NULL AND due_at <= @due AND (due_at, case_id, room) > (@lastDue, @lastCase, @lastRoom)
                ORDER BY due_at, case_id, room LIMIT @most
                """, ("@due", due), ("@lastDue", last.DueAt), ("@lastCase", last.CaseId), ("@lastRoom", last.Room), ("@most", Together))
                .ListAsync(r => new DueDecision(r.Id(0), r.Id(1), r.Id(2), r.GetInt64(3)), cancel);
            if (decisions.Count > 0) count += await TellAsync(on, decisions, told, what, whom, cancel);
            if (decisions.Count < Together) return count;
            last = decisions[^1];
        }
    }

    private async Task<int> TellAsync(DbConnection on, List<DueDecision> decisions, string told, string what, Func<Room, DueDecision, Guid?> whom, CancellationToken cancel)
    {
        var rooms = (await journal.OpenAsync(on, [.. decisions.Select(d => d.Room).Distinct()], cancel)).Select(l => l.Fold).Where(r => r.Review is not null).ToDictionary(r => r.Id);
        // A room that was tampered with is left as it is; verify names it.
        var known = decisions.FindAll(d => rooms.ContainsKey(d.Room));
        // Told first, noted then: cut off between the two it is told again, under the same key, which tells nobody anything.
        await notices.TellAsync([.. known.Select(d => NoticeOf(d, what, whom(rooms[d.Room], d))).OfType<Notice>()], cancel);
        foreach (var d in known) await NoteAsync(on, told, d, cancel);
        return known.Count;
    }

    // The room is part of the key: whoever adds a case says its id, and another review may have the same.
    private static Notice? NoticeOf(DueDecision d, string what, Guid? to) =>
        to is { } person ? new($"decision/{d.Room:N}/{d.CaseId:N}/{what}", NoticeKind.DecisionDue, person, Priority.Routine, Instant.FromMicros(d.DueAt), d.Room, Subject: d.CaseId) : null;

    private Task NoteAsync(DbConnection on, string told, DueDecision d, CancellationToken cancel) =>
        on.Command($"UPDATE decisions SET {told} = @now WHERE room = @room AND case_id = @case AND {told} IS NULL", ("@now", clock.Micros()), ("@room", d.Room), ("@case", d.CaseId)).RunAsync(cancel);

    private readonly record struct DueDecision(Guid Room, Guid CaseId, Guid Owner, long DueAt);
}

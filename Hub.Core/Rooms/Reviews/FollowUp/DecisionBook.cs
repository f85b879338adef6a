using Hub.Core.Data;
using Hub.Core.Journal;

namespace Hub.Core.Rooms.Reviews.FollowUp;

/// <summary>A decision of which nobody has said yet what became of it. Instants in UTC microseconds.</summary>
public sealed record OpenDecision(Guid Room, string? Title, Guid CaseId, string Question, string Recommendation, Guid Owner, long DueAt, bool IsDue);

/// <summary>Reads the decisions that wait to be carried out. The table tells which; what they say is read off the rooms, as their members may see it.</summary>
public sealed class DecisionBook(RoomJournal journal, TimeProvider clock)
{
    private const int Most = 200;

    private const string SelectMine = """
        SELECT d.due_at, d.case_id, d.room FROM decisions d JOIN members m ON m.room = d.room AND m.person = d.owner
        WHERE d.owner = @owner AND d.outcome IS NULL AND (d.due_at, d.case_id, d.room) > (@due, @case, @room)
        ORDER BY d.due_at, d.case_id, d.room LIMIT @most
        """;

    /// <summary>Those of which <paramref name="person"/> is the owner, in the order in which they are due.</summary>
    public async Task<IReadOnlyList<OpenDecision>> MineAsync(Guid person, CancellationToken cancel = default)
    {
        await using var on = await journal.ReadAsync(cancel);
        var (now, found, last) = (clock.Micros(), new List<OpenDecision>(), (Due: long.MinValue, Case: Guid.Empty, Room: Guid.Empty));
        // Page by page, since a room that they left or that cannot be read keeps its rows and would fill one.
        while (found.Count < Most)
        {
            var rows = await on.Command(SelectMine, ("@owner", person), ("@due", last.Due), ("@case", last.Case), ("@room", last.Room), ("@most", Most))
                .ListAsync(r => (Due: r.GetInt64(0), Case: r.Id(1), Room: r.Id(2)), cancel);
            if (rows.Count == 0) break;
            last = rows[^1];
            var rooms = (await journal.OpenAsync(on, [.. rows.Select(r => r.Room).Distinct()], cancel)).Select(l => l.Fold).Where(r => r.Has(person)).ToDictionary(r => r.Id);
            found.AddRange(rows.Select(r => rooms.TryGetValue(r.Room, out var room) ? Of(room, r.Case, now) : null).OfType<OpenDecision>().Take(Most - found.Count));
            if (rows.Count < Most) break;
        }
        return found;
    }

    private static OpenDecision? Of(Room room, Guid caseId, long now) => room.Review?.Case(caseId) is { Decision: { } d, Outcome: null } c
        ? new(room.Id, room.Title, caseId, c.Question, d.Recommendation, d.OwnerId, Instant.ToMicros(d.DueAt), Instant.ToMicros(d.DueAt) <= now)
        : null;
}

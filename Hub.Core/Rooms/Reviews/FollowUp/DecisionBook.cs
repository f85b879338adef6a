using Hub.Core.Data;
using Hub.Core.Journal;

namespace Hub.Core.Rooms.Reviews.FollowUp;

/// <summary>A decision of which nobody has said yet what became of it. Instants in UTC microseconds.</summary>
public sealed record OpenDecision(Guid Room, string? Title, Guid CaseId, string Question, string Recommendation, Guid Owner, long DueAt, bool IsDue);

/// <summary>Reads the decisions that wait to be carried out. The table tells which; what they say is read off the rooms, as their members may see it.</summary>
public sealed class DecisionBook(RoomJournal journal, TimeProvider clock)
{
    private const int Most = 200;

    /// <summary>Those of which <paramref name="person"/> is the owner, in the order in which they are due.</summary>
    public async Task<IReadOnlyList<OpenDecision>> MineAsync(Guid person, CancellationToken cancel = default)
    {
        await using var on = await journal.ReadAsync(cancel);
        var rows = await on.Command("SELECT room, case_id FROM decisions WHERE owner = @owner AND outcome IS NULL ORDER BY due_at, case_id LIMIT @most", ("@owner", person), ("@most", Most))
            .ListAsync(r => (Room: r.Id(0), Case: r.Id(1)), cancel);
        if (rows.Count == 0) return [];
        var rooms = (await journal.OpenAsync(on, [.. rows.Select(r => r.Room).Distinct()], cancel)).Select(l => l.Fold).Where(r => r.Has(person)).ToDictionary(r => r.Id);
        var now = clock.Micros();
        return [.. rows.Select(r => rooms.TryGetValue(r.Room, out var room) ? Of(room, r.Case, now) : null).OfType<OpenDecision>()];
    }

    private static OpenDecision? Of(Room room, Guid caseId, long now) => room.Review?.Case(caseId) is { Decision: { } d, Outcome: null } c
        ? new(room.Id, room.Title, caseId, c.Question, d.Recommendation, d.OwnerId, Instant.ToMicros(d.DueAt), Instant.ToMicros(d.DueAt) <= now)
        : null;
}

using Hub.Core.Data;
using Hub.Core.Journal;

namespace Hub.Core.Rooms;

/// <summary>What the tables say of a room whose journal cannot be read: enough to know it by, nothing of what was said there.</summary>
/// <param name="CreatedAt">UTC microseconds.</param>
public sealed record UnreadableRoom(Guid Id, RoomKind Kind, long CreatedAt, IReadOnlyList<Guid> Members);

/// <summary>What somebody is told who comes upon a room that was tampered with, by whichever door; the log is told where it is.</summary>
public sealed class TamperedRooms(Database database, RoomJournal journal)
{
    public const string Code = "recordTampered";

    /// <summary>409, so that no client asks or sends again by itself: what was written stays with it. To a stranger the room is as unknown as any.</summary>
    public async Task<Refusal> RefusalAsync(JournalTampered tampered, Guid? viewer, CancellationToken cancel = default)
    {
        journal.Tampered.Say(tampered);
        await using var on = await database.OpenAsync(cancel);
        // Off the table, since the journal, which says it for certain, cannot be read.
        var isMember = viewer is { } person && (await on.Command("SELECT 1 FROM members WHERE room = @room AND person = @person", ("@room", tampered.Room), ("@person", person)).ListAsync(r => r.GetInt32(0), cancel)).Count > 0;
        return isMember ? new(409, "The record of this room was changed outside Care Hub, so it cannot be shown or written to. Tell your administrator. Other rooms go on as usual.") { Code = Code } : Refusal.NotFound();
    }

    /// <summary>The same for a list of rooms, from which none of them may vanish without a word.</summary>
    public async Task<IReadOnlyList<UnreadableRoom>> DescribeAsync(IReadOnlyCollection<Guid> rooms, CancellationToken cancel = default)
    {
        if (rooms.Count == 0) return [];
        await using var on = await database.OpenAsync(cancel);
        var members = (await on.Command($"SELECT room, person FROM members WHERE {on.InIds("room", "@rooms")} ORDER BY person", ("@rooms", rooms.ToArray())).ListAsync(r => (Room: r.Id(0), Person: r.Id(1)), cancel)).ToLookup(m => m.Room, m => m.Person);
        return await on.Command($"SELECT id, kind, created_at FROM rooms WHERE {on.InIds("id", "@rooms")}", ("@rooms", rooms.ToArray()))
            .ListAsync(r => new UnreadableRoom(r.Id(0), r.GetInt64(1) is var kind && Enum.IsDefined((RoomKind)kind) ? (RoomKind)kind : RoomKind.Channel, Instant.Nearest(r.GetInt64(2)), [.. members[r.Id(0)]]), cancel);
    }
}

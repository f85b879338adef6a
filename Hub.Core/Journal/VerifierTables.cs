using System.Data.Common;
using System.Runtime.CompilerServices;
using Hub.Core.Data;
using Hub.Core.Rooms;

namespace Hub.Core.Journal;

/// <summary>Reads the journal's tables for the verifier, which trusts nothing in them, not even that a column holds what it should.</summary>
internal static class VerifierTables
{
    public static async Task<RoomRow> RoomAsync(DbConnection on, Guid id, CancellationToken cancel)
    {
        try
        {
            return await on.RoomAsync(id, cancel) ?? throw new JournalTampered(id, 0, "its row is missing");
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            throw new JournalTampered(id, 0, "its row cannot be read");
        }
    }

    public static async Task<FoldRow?> FoldAsync(DbConnection on, Guid id, CancellationToken cancel)
    {
        try
        {
            return await on.FoldAsync(id, cancel);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            throw new JournalTampered(id, 0, "its saved fold cannot be read");
        }
    }

    /// <summary>All events of a room, those beyond its head too, one after the other.</summary>
    /// <param name="next">Seq to name when a row cannot be read.</param>
    public static async IAsyncEnumerable<EventRow> EventsAsync(DbConnection on, Guid room, Func<long> next, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var command = on.Command(Rows.SelectAllEvents, ("@room", room));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            EventRow row;
            try
            {
                row = Rows.ReadEvent(reader);
            }
            catch (Exception e) when (IsUnreadable(e))
            {
                throw new JournalTampered(room, next(), "its row cannot be read");
            }
            yield return row;
        }
    }

    /// <summary>All events of one type, in order.</summary>
    public static async Task<List<EventRow>> OfTypeAsync(DbConnection on, Guid room, string type, CancellationToken cancel)
    {
        try
        {
            return await on.Command($"SELECT {Rows.EventColumns} FROM events WHERE room = @room AND type = @type ORDER BY seq", ("@room", room), ("@type", type)).ListAsync(Rows.ReadEvent, cancel);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            throw new JournalTampered(room, 0, $"an event of the type {type} cannot be read");
        }
    }

    /// <summary>The table of members says what the room says.</summary>
    public static Task CheckMembersAsync(DbConnection on, Room room, CancellationToken cancel) => CheckAsync(on, room.Id,
        "SELECT person, role, since FROM members WHERE room = @room",
        r => (Seq: r.GetInt64(2), Row: (r.Id(0), r.GetInt16(1))),
        room.Members.Values.Select(m => (m.Since, (m.UserId, (short)m.Role))),
        "the table of members", cancel);

    /// <summary>The table of roles says what the room says.</summary>
    public static Task CheckRolesAsync(DbConnection on, Room room, CancellationToken cancel) => CheckAsync(on, room.Id,
        "SELECT role, holder FROM room_roles WHERE room = @room",
        r => (Seq: room.Roles.GetValueOrDefault(r.Id(0))?.Since ?? 0, Row: (r.Id(0), r.IsDBNull(1) ? (Guid?)null : r.Id(1))),
        room.Roles.Values.Select(r => (r.Since, (r.Id, r.Holder))),
        "the table of roles", cancel);

    /// <summary>The table of open asks says what the room says.</summary>
    public static Task CheckAsksAsync(DbConnection on, Room room, CancellationToken cancel) => CheckAsync(on, room.Id,
        "SELECT seq, person, author, kind, priority, due_at FROM asks WHERE room = @room",
        r => (Seq: r.GetInt64(0), Row: (r.Id(1), r.Id(2), r.GetInt16(3), r.GetInt16(4), r.IsDBNull(5) ? (long?)null : r.GetInt64(5))),
        room.Asks.Values.SelectMany(a => a.Listed.Select(person => (a.Seq, (person, a.Author, (short)a.Kind, (short)a.Priority, a.DueAt)))),
        "the table of asks", cancel);

    /// <summary>Rows of rooms that do not exist.</summary>
    public static async Task<List<JournalFault>> WithoutRoomAsync(DbConnection on, CancellationToken cancel)
    {
        // One step of the index for each room, however many events it has.
        const string OfEvents = """
            WITH RECURSIVE found (room) AS (
                SELECT * FROM (SELECT room FROM events ORDER BY room LIMIT 1) AS first
                UNION ALL
                SELECT (SELECT e.room FROM events e WHERE e.room > found.room ORDER BY e.room LIMIT 1) FROM found WHERE found.room IS NOT NULL)
            SELECT f.room, (SELECT min(e.seq) FROM events e WHERE e.room = f.room) FROM found f
            WHERE f.room IS NOT NULL AND NOT EXISTS (SELECT 1 FROM rooms WHERE rooms.id = f.room)
            """;
        var faults = await on.Command(OfEvents).ListAsync(r => new JournalFault(IdOf(r), r.GetInt64(1), "it stands there without its room"), cancel);
        foreach (var table in (string[])["members", "asks", "folds", "room_roles"])
            faults.AddRange(await on.Command($"SELECT DISTINCT t.room FROM {table} t WHERE NOT EXISTS (SELECT 1 FROM rooms WHERE rooms.id = t.room)")
                .ListAsync(r => new JournalFault(IdOf(r), 0, $"the table of {table} holds rows without their room"), cancel));
        return [.. faults.DistinctBy(f => f.Room)];
    }

    private static Guid IdOf(DbDataReader r) => Rows.Or(() => r.Id(0), Guid.Empty);

    private static async Task CheckAsync<T>(DbConnection on, Guid room, string select, Func<DbDataReader, (long Seq, T Row)> read,
        IEnumerable<(long Seq, T Row)> expected, string table, CancellationToken cancel)
    {
        HashSet<(long Seq, T Row)> there;
        try
        {
            there = [.. await on.Command(select, ("@room", room)).ListAsync(read, cancel)];
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            throw new JournalTampered(room, 0, $"{table} cannot be read");
        }
        var wanted = expected.ToHashSet();
        // The event that made the row names the place, whether the row is gone, changed, or made up.
        if (wanted.Except(there).Select(w => (long?)w.Seq).Min() is { } missing) throw new JournalTampered(room, missing, $"{table} does not say what it led to");
        if (there.Except(wanted).Select(t => (long?)t.Seq).Min() is { } made) throw new JournalTampered(room, Math.Max(made, 0), $"{table} says what no event led to");
    }

    private static bool IsUnreadable(Exception e) => e is JournalTampered || Rows.IsUnreadable(e);
}

using System.Security.Cryptography;
using Hub.Core.Data;

namespace Hub.Tests.Journal;

/// <param name="Early">Its head when the tables were kept as "early".</param>
internal sealed record TamperedRoom(Guid Id, long Head, long Early);

/// <param name="DoAsync">Does it; answers with the room and the seqs at which it is to be found (0: the room's row).</param>
internal sealed record Tamper(string Name, Func<Task<(Guid Room, long[] Seqs)>> DoAsync);

/// <summary>Changes something at random in the journal's tables.</summary>
internal sealed class TamperingHand(Database database, IReadOnlyList<TamperedRoom> rooms, Random random)
{
    private const string Columns = "n, id, type, actor, at, about, body_hash, link, body";

    private Guid NewId => new(random.GetItems(Enumerable.Range(0, 256).Select(b => (byte)b).ToArray(), 16));

    private TamperedRoom AnyRoom => rooms[random.Next(rooms.Count)];

    private IEnumerable<(string Column, string To, Func<object?> Value)> OfEvents =>
    [
        ("n", "n + @p0", () => (long)random.Next(1, 9)), ("n", "n - @p0", () => 1L),
        ("id", "@p0", () => NewId), ("actor", "@p0", () => NewId), ("type", "@p0", () => "messagePostponed"),
        ("type", "CASE type WHEN 'messagePosted' THEN 'reacted' ELSE @p0 END", () => "messagePosted"),
        ("at", "at + @p0", () => (long)random.Next(1, 1_000_000)), ("at", "at - @p0", () => (long)random.Next(1, 1_000_000)),
        ("about", "CASE WHEN about IS NULL THEN @p0 ELSE NULL END", () => 0L), ("about", "coalesce(about, 0) + @p0", () => 1L),
        ("body_hash", "@p0", () => RandomNumberGenerator.GetBytes(32)), ("link", "@p0", () => RandomNumberGenerator.GetBytes(random.Next(33))),
        ("body", "@p0", () => RandomNumberGenerator.GetBytes(random.Next(200))), ("body", "@p0", () => null),
    ];

    private IEnumerable<(string Column, string To, Func<object?> Value)> OfRooms =>
    [
        ("kind", "kind + @p0", () => (short)1), ("head", "head - @p0", () => 1L), ("head", "head + @p0", () => (long)random.Next(1, 1000)),
        ("n", "n + @p0", () => 1L), ("link", "@p0", () => RandomNumberGenerator.GetBytes(32)), ("mac", "@p0", () => RandomNumberGenerator.GetBytes(32)),
        ("wrapped_key", "@p0", () => RandomNumberGenerator.GetBytes(random.Next(100))), ("created_at", "created_at + @p0", () => 1L),
    ];

    public IReadOnlyList<Tamper> Kinds =>
    [
        .. OfEvents.Select(c => new Tamper($"event's {c.Column} = {c.To}", () => ChangeEventAsync(c.Column, c.To, c.Value()))),
        .. OfRooms.Select(c => new Tamper($"room's {c.Column} = {c.To}", () => ChangeRoomAsync($"{c.Column} = {c.To}", c.Value()))),
        .. Others,
    ];

    private IEnumerable<Tamper> Others =>
    [
        new("a byte of a body", FlipByteAsync),
        new("a seq", MoveEventAsync),
        new("an event deleted", DeleteEventAsync),
        new("two events swapped", SwapAsync),
        new("the tail cut off", CutAsync),
        new("the tail cut off and the head moved back by hand", CutByHandAsync),
        new("the room's row rewound alone", RewindRowAsync),
        new("the room rewound whole", RewindWholeAsync),
        new("an event copied over another room's", CopyOverAsync),
        new("an event copied behind another room's last", CopyBehindAsync),
        new("the key of another room", () => FromOtherRoomAsync("wrapped_key")),
        new("head, link and MAC of another room", () => FromOtherRoomAsync("head", "n", "link", "mac")),
        new("the room's row deleted", () => WholeRoomAsync("DELETE FROM rooms WHERE id = @p0", 1)),
        new("the room's row given another id", () => WholeRoomAsync("UPDATE rooms SET id = @p1 WHERE id = @p0", 1)),
        new("all events deleted", () => WholeRoomAsync("DELETE FROM events WHERE room = @p0", 1)),
        new("a saved fold", () => SavedFoldAsync("sealed = @p1", RandomNumberGenerator.GetBytes(300))),
        new("a saved fold's seq", () => SavedFoldAsync("seq = seq + @p1", 1L)),
        new("a member deleted", () => ProjectedAsync("members", "since", "DELETE FROM members WHERE room = @p0 AND person = @p1")),
        new("a member's role", () => ProjectedAsync("members", "since", "UPDATE members SET role = 3 - role WHERE room = @p0 AND person = @p1")),
        new("a member's since", () => ProjectedAsync("members", "since", "UPDATE members SET since = since + 1 WHERE room = @p0 AND person = @p1")),
        new("a member made another", () => ProjectedAsync("members", "since", "UPDATE members SET person = @p2 WHERE room = @p0 AND person = @p1")),
        new("a member made up", () => ProjectedAsync("members", "since", "INSERT INTO members (room, person, role, since) SELECT room, @p2, role, since FROM members WHERE room = @p0 AND person = @p1")),
        new("an ask deleted", () => ProjectedAsync("asks", "seq", "DELETE FROM asks WHERE room = @p0 AND person = @p1")),
        new("an ask's kind", () => ProjectedAsync("asks", "seq", "UPDATE asks SET kind = 3 - kind WHERE room = @p0 AND person = @p1")),
        new("an ask's priority", () => ProjectedAsync("asks", "seq", "UPDATE asks SET priority = priority + 1 WHERE room = @p0 AND person = @p1")),
        new("an ask's author", () => ProjectedAsync("asks", "seq", "UPDATE asks SET author = @p2 WHERE room = @p0 AND person = @p1")),
        new("an ask's time", () => ProjectedAsync("asks", "seq", "UPDATE asks SET due_at = coalesce(due_at, 0) + 1 WHERE room = @p0 AND person = @p1")),
        new("an ask made another's", () => ProjectedAsync("asks", "seq", "UPDATE asks SET person = @p2 WHERE room = @p0 AND person = @p1")),
    ];

    private async Task<(Guid, long[])> ChangeEventAsync(string column, string expression, object? value)
    {
        var (room, seq) = AnyEvent();
        await OneAsync($"UPDATE events SET {column} = {expression} WHERE room = @p1 AND seq = @p2", value ?? Array.Empty<byte>(), room.Id, seq);
        if (value is null) await OneAsync($"UPDATE events SET {column} = NULL WHERE room = @p0 AND seq = @p1", room.Id, seq);
        return (room.Id, [seq]);
    }

    private async Task<(Guid, long[])> ChangeRoomAsync(string set, object? value)
    {
        var room = AnyRoom;
        await OneAsync($"UPDATE rooms SET {set} WHERE id = @p1", value, room.Id);
        return (room.Id, [0]);
    }

    private async Task<(Guid, long[])> FlipByteAsync()
    {
        var (room, seq) = AnyEvent();
        await using var on = await database.OpenAsync();
        var body = (await on.Command("SELECT body FROM events WHERE room = @r AND seq = @s", ("@r", room.Id), ("@s", seq)).ListAsync(r => r.Bytes(0), default)).Single();
        body[random.Next(body.Length)] ^= (byte)(1 << random.Next(8));
        await OneAsync("UPDATE events SET body = @p0 WHERE room = @p1 AND seq = @p2", body, room.Id, seq);
        return (room.Id, [seq]);
    }

    private async Task<(Guid, long[])> MoveEventAsync()
    {
        var (room, seq) = AnyEvent();
        var to = random.Next(2) == 0 ? -seq : room.Head + random.Next(1, 100);
        await OneAsync("UPDATE events SET seq = @p0 WHERE room = @p1 AND seq = @p2", to, room.Id, seq);
        return (room.Id, [to < 0 ? to : seq]);
    }

    private async Task<(Guid, long[])> DeleteEventAsync()
    {
        var (room, seq) = AnyEvent();
        await OneAsync("DELETE FROM events WHERE room = @p0 AND seq = @p1", room.Id, seq);
        return (room.Id, [seq]);
    }

    private async Task<(Guid, long[])> SwapAsync()
    {
        var room = AnyRoom;
        var two = random.GetItems(Enumerable.Range(1, (int)room.Head).ToArray(), 2);
        if (two[0] == two[1]) two[1] = two[0] % (int)room.Head + 1;
        foreach (var (from, to) in ((long, long)[])[(two[0], -1), (two[1], two[0]), (-1, two[1])])
            await OneAsync("UPDATE events SET seq = @p0 WHERE room = @p1 AND seq = @p2", to, room.Id, from);
        return (room.Id, [two.Min()]);
    }

    private async Task<(Guid, long[])> CutAsync()
    {
        var (room, seq) = AnyEvent();
        await database.ExecuteAsync("DELETE FROM events WHERE room = @p0 AND seq >= @p1", room.Id, seq);
        return (room.Id, [seq]);
    }

    private async Task<(Guid, long[])> CutByHandAsync()
    {
        var (room, seq) = AnyEvent();
        await database.ExecuteAsync("DELETE FROM events WHERE room = @p0 AND seq > @p1", room.Id, seq);
        await OneAsync("""
            UPDATE rooms SET head = @p1 - 1, n = (SELECT n FROM events WHERE room = @p0 AND seq = @p1),
                link = (SELECT link FROM events WHERE room = @p0 AND seq = @p1) WHERE id = @p0
            """, room.Id, seq);
        return (room.Id, [0]);
    }

    private async Task<(Guid, long[])> RewindRowAsync()
    {
        var room = AnyRoom;
        await OneAsync("DELETE FROM rooms WHERE id = @p0", room.Id);
        await OneAsync("INSERT INTO rooms SELECT * FROM early_rooms WHERE id = @p0", room.Id);
        return (room.Id, [room.Early + 1]);
    }

    private async Task<(Guid, long[])> RewindWholeAsync()
    {
        var room = AnyRoom;
        foreach (var (table, column) in Tampers.Tables)
        {
            await database.ExecuteAsync($"DELETE FROM {table} WHERE {column} = @p0", room.Id);
            await database.ExecuteAsync($"INSERT INTO {table} SELECT * FROM early_{table} WHERE {column} = @p0", room.Id);
        }
        return (room.Id, [room.Early + 1]);
    }

    private async Task<(Guid, long[])> CopyOverAsync()
    {
        var (room, seq) = AnyEvent();
        var other = Other(room);
        await OneAsync("DELETE FROM events WHERE room = @p0 AND seq = @p1", room.Id, seq);
        await OneAsync($"INSERT INTO events (room, seq, {Columns}) SELECT @p0, @p1, {Columns} FROM events WHERE room = @p2 AND seq = @p3", room.Id, seq, other.Id, Math.Min(seq, other.Head));
        return (room.Id, [seq]);
    }

    private async Task<(Guid, long[])> CopyBehindAsync()
    {
        var room = AnyRoom;
        var (from, seq) = AnyEvent();
        await OneAsync($"INSERT INTO events (room, seq, {Columns}) SELECT @p0, @p1, {Columns} FROM events WHERE room = @p2 AND seq = @p3", room.Id, room.Head + 1, from.Id, seq);
        return (room.Id, [room.Head + 1]);
    }

    private async Task<(Guid, long[])> SavedFoldAsync(string set, object value)
    {
        await using var on = await database.OpenAsync();
        var room = (await on.Command("SELECT room FROM folds").ListAsync(r => r.Id(0), default))[0];
        await OneAsync($"UPDATE folds SET {set} WHERE room = @p0", room, value);
        return (room, [0]);
    }

    private async Task<(Guid, long[])> FromOtherRoomAsync(params string[] columns)
    {
        var room = AnyRoom;
        var set = string.Join(", ", columns.Select(c => $"{c} = (SELECT o.{c} FROM rooms o WHERE o.id = @p1)"));
        await OneAsync($"UPDATE rooms SET {set} WHERE id = @p0", room.Id, Other(room).Id);
        return (room.Id, [0]);
    }

    private async Task<(Guid, long[])> WholeRoomAsync(string sql, long seq)
    {
        var room = AnyRoom;
        await database.ExecuteAsync(sql, sql.Contains("@p1", StringComparison.Ordinal) ? [room.Id, NewId] : [room.Id]);
        return (room.Id, [seq]);
    }

    /// <summary>One row of a table that is read off the journal: the event that it came from is the place.</summary>
    private async Task<(Guid, long[])> ProjectedAsync(string table, string seq, string sql)
    {
        await using var on = await database.OpenAsync();
        var rows = await on.Command($"SELECT room, person, {seq} FROM {table}").ListAsync(r => (Room: r.Id(0), Person: r.Id(1), Seq: r.GetInt64(2)), default);
        // The first of that person, for asks: the statement changes all of theirs in the room.
        var row = rows[random.Next(rows.Count)];
        row = rows.Where(r => r.Room == row.Room && r.Person == row.Person).MinBy(r => r.Seq);
        Assert.NotEqual(0, await database.ExecuteAsync(sql, sql.Contains("@p2", StringComparison.Ordinal) ? [row.Room, row.Person, NewId] : [row.Room, row.Person]));
        return (row.Room, [row.Seq]);
    }

    private (TamperedRoom Room, long Seq) AnyEvent()
    {
        var room = AnyRoom;
        return (room, random.NextInt64(1, room.Head + 1));
    }

    private TamperedRoom Other(TamperedRoom room)
    {
        var others = rooms.Where(r => r != room).ToList();
        return others[random.Next(others.Count)];
    }

    private async Task OneAsync(string sql, params object?[] values) => Assert.Equal(1, await database.ExecuteAsync(sql, values));
}

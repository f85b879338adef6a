using Microsoft.Data.Sqlite;

namespace Hub.Core.Journal;

/// <summary>The journal's SQLite statements, prepared once for the life of the writing connection.</summary>
internal sealed class SqliteStatements : IDisposable
{
    // SQLITE_DBSTATUS_CACHE_WRITE (https://sqlite.org/c3ref/c_dbstatus_options.html)
    private const int CacheWrite = 9;
    private readonly List<SqliteStatement> all = [];
    private readonly Dictionary<string, SqliteStatement> others = [];
    private readonly SqliteConnection connection;
    private readonly SqliteStatement begin, commit, rollback, room, known;

    public SqliteStatements(SqliteConnection on)
    {
        connection = on;
        SqliteStatement Insert(string table, string columns, string tail = "")
        {
            var names = columns.Split(", ");
            return Make($"INSERT INTO {table} ({columns}) VALUES ({string.Join(", ", names.Select(n => "@" + n))}) {tail}", names);
        }

        begin = Make("BEGIN IMMEDIATE");
        commit = Make("COMMIT");
        rollback = Make("ROLLBACK");
        room = Make(Rows.SelectRoom, "room");
        known = Make("SELECT seq, fingerprint FROM commands WHERE room = @room AND actor = @actor AND id = @id", "room", "actor", "id");
        InsertRoom = Make("INSERT INTO rooms (id, kind, head, n, link, mac, wrapped_key, created_at) VALUES (@id, @kind, @head, @n, @link, @mac, @key, @at)",
            "id", "kind", "head", "n", "link", "mac", "key", "at");
        UpdateHead = Make("UPDATE rooms SET head = @head, n = @n, link = @link, mac = @mac WHERE id = @id", "id", "head", "n", "link", "mac");
        UpsertFold = Insert("folds", "room, seq, sealed", "ON CONFLICT (room) DO UPDATE SET seq = excluded.seq, sealed = excluded.sealed");
        InsertEvent = Insert("events", "room, seq, n, id, type, actor, at, about, body_hash, link, body");
        InsertCommand = Insert("commands", "room, actor, id, seq, fingerprint");
        UpsertMember = Insert("members", "room, person, role, since", "ON CONFLICT (room, person) DO UPDATE SET role = excluded.role, since = excluded.since");
        DeleteMember = Make("DELETE FROM members WHERE room = @room AND person = @person", "room", "person");
        UpsertRole = Insert("room_roles", "room, role, holder", "ON CONFLICT (room, role) DO UPDATE SET holder = excluded.holder");
        DeleteRole = Make("DELETE FROM room_roles WHERE room = @room AND role = @role", "room", "role");
        InsertAsk = Insert("asks", "room, seq, person, author, kind, priority, due_at, since, next_at");
        DeleteAsk = Make("DELETE FROM asks WHERE room = @room AND seq = @seq AND person = @person", "room", "seq", "person");
        UpsertPosition = Insert("positions", "room, person, read, read_n, delivered", PositionRows.OnConflictSqlite);
        UseUpload = Make("UPDATE attachments SET seq = @seq WHERE id = @id", "id", "seq");
        DropUploads = Make("UPDATE attachments SET gone_at = @at WHERE room = @room AND seq = @seq", "room", "seq", "at");
    }

    public SqliteStatement InsertRoom { get; }
    public SqliteStatement UpdateHead { get; }
    public SqliteStatement UpsertFold { get; }
    public SqliteStatement InsertEvent { get; }
    public SqliteStatement InsertCommand { get; }
    public SqliteStatement UpsertMember { get; }
    public SqliteStatement DeleteMember { get; }
    public SqliteStatement UpsertRole { get; }
    public SqliteStatement DeleteRole { get; }
    public SqliteStatement InsertAsk { get; }
    public SqliteStatement DeleteAsk { get; }
    public SqliteStatement UpsertPosition { get; }
    public SqliteStatement UseUpload { get; }
    public SqliteStatement DropUploads { get; }

    public void Begin() => begin.Run();

    public void Commit() => commit.Run();

    public void Rollback() => rollback.Run();

    public RoomRow? Room(Guid id) => room.Single(
        r => new RoomRow
        {
            Id = r.Id(0),
            Kind = (short)r.Long(1),
            Head = r.Long(2),
            N = r.Long(3),
            Link = r.Bytes(4),
            Mac = r.Bytes(5),
            WrappedKey = r.Bytes(6),
            CreatedAt = r.Long(7),
        }, id);

    public CommandRow? Known(CommandRow key) => known.Single(
        r => new CommandRow { Room = key.Room, Actor = key.Actor, Id = key.Id, Seq = r.Long(0), Fingerprint = r.Bytes(1) },
        key.Room, key.Actor, key.Id);

    /// <summary>A statement of somebody who writes beside the lane, prepared when it is first asked for.</summary>
    public SqliteStatement Other(string text, params string[] names)
    {
        if (!others.TryGetValue(text, out var statement)) others.Add(text, statement = Make(text, names));
        return statement;
    }

    /// <summary>Whether a commit returns only once it is on disk. Between transactions; prepared anew each time, as SQLite reads this setting when it is prepared.</summary>
    public void WaitForDisk(bool wait)
    {
        using var set = new SqliteStatement(connection, $"PRAGMA synchronous = {(wait ? "FULL" : "NORMAL")}", []);
        set.Run();
    }

    /// <summary>Pages that this connection has written to the log since it was opened.</summary>
    public long PagesWritten
    {
        get
        {
            SQLitePCL.raw.sqlite3_db_status(connection.Handle!, CacheWrite, out var written, out _, 0);
            return written;
        }
    }

    /// <summary>Takes back what was begun, if anything was: some errors end the transaction by themselves.</summary>
    public void Abandon()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle!) != 0) return;
        try
        {
            Rollback();
        }
        // It cannot even be rolled back (disk full, I/O error): SQLite undoes it at the next open.
        catch (SqliteException)
        {
        }
    }

    public void Dispose() => all.ForEach(s => s.Dispose());

    private SqliteStatement Make(string text, params string[] names)
    {
        var statement = new SqliteStatement(connection, text, names);
        all.Add(statement);
        return statement;
    }
}

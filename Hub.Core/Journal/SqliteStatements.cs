using Hub.Core.Data;
using Microsoft.Data.Sqlite;

namespace Hub.Core.Journal;

/// <summary>The journal's SQLite statements, prepared once for the life of the writing connection.</summary>
internal sealed class SqliteStatements : IDisposable
{
    private readonly List<Statement> all = [];
    private readonly Statement begin, commit, rollback, room, known;

    public SqliteStatements(SqliteConnection connection)
    {
        Statement Make(string text, params string[] names)
        {
            var statement = new Statement(connection, text, names);
            all.Add(statement);
            return statement;
        }

        Statement Insert(string table, string columns, string tail = "")
        {
            var names = columns.Split(", ");
            return Make($"INSERT INTO {table} ({columns}) VALUES ({string.Join(", ", names.Select(n => "@" + n))}) {tail}", names);
        }

        begin = Make("BEGIN IMMEDIATE");
        commit = Make("COMMIT");
        rollback = Make("ROLLBACK");
        room = Make(Rows.SelectRoom, "room");
        known = Make("SELECT seq, fingerprint FROM commands WHERE room = @room AND actor = @actor AND id = @id", "room", "actor", "id");
        InsertRoom = Make("INSERT INTO rooms (id, kind, head, n, link, mac, wrapped_key, created_at, fold_seq) VALUES (@id, @kind, @head, @n, @link, @mac, @key, @at, 0)",
            "id", "kind", "head", "n", "link", "mac", "key", "at");
        UpdateHead = Make("UPDATE rooms SET head = @head, n = @n, link = @link, mac = @mac WHERE id = @id", "id", "head", "n", "link", "mac");
        UpdateFold = Make("UPDATE rooms SET fold_seq = @seq, fold = @fold WHERE id = @id", "id", "seq", "fold");
        InsertEvent = Insert("events", "room, seq, n, id, type, actor, at, about, body_hash, link, body");
        InsertCommand = Insert("commands", "room, actor, id, seq, fingerprint");
        UpsertMember = Insert("members", "room, person, role, since", "ON CONFLICT (room, person) DO UPDATE SET role = excluded.role, since = excluded.since");
        DeleteMember = Make("DELETE FROM members WHERE room = @room AND person = @person", "room", "person");
        InsertAsk = Insert("asks", "room, seq, person, author, kind, priority, due_at");
        DeleteAsks = Make("DELETE FROM asks WHERE room = @room AND seq = @seq", "room", "seq");
        UpsertPosition = Insert("positions", "room, person, read, read_n, delivered", PositionRows.OnConflictSqlite);
    }

    public Statement InsertRoom { get; }
    public Statement UpdateHead { get; }
    public Statement UpdateFold { get; }
    public Statement InsertEvent { get; }
    public Statement InsertCommand { get; }
    public Statement UpsertMember { get; }
    public Statement DeleteMember { get; }
    public Statement InsertAsk { get; }
    public Statement DeleteAsks { get; }
    public Statement UpsertPosition { get; }

    public void Begin() => begin.Run();

    public void Commit() => commit.Run();

    public void Rollback() => rollback.Run();

    public RoomRow? Room(Guid id) => room.Single(Rows.ReadRoom, id);

    public CommandRow? Known(CommandRow key) => known.Single(
        r => new CommandRow { Room = key.Room, Actor = key.Actor, Id = key.Id, Seq = r.GetInt64(0), Fingerprint = r.Bytes(1) },
        key.Room, key.Actor, key.Id);

    public void Dispose() => all.ForEach(s => s.Dispose());

    internal sealed class Statement : IDisposable
    {
        private readonly SqliteCommand command;

        public Statement(SqliteConnection connection, string text, string[] names)
        {
            command = connection.CreateCommand();
            command.CommandText = text;
            foreach (var name in names) command.Parameters.Add(new SqliteParameter { ParameterName = "@" + name });
            command.Prepare();
        }

        public void Run(params ReadOnlySpan<object?> values)
        {
            Bind(values);
            command.ExecuteNonQuery();
        }

        public T? Single<T>(Func<System.Data.Common.DbDataReader, T> read, params ReadOnlySpan<object?> values) where T : class
        {
            Bind(values);
            using var reader = command.ExecuteReader();
            return reader.Read() ? read(reader) : null;
        }

        private void Bind(ReadOnlySpan<object?> values)
        {
            for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = Sql.ForSqlite(values[i]);
        }

        public void Dispose() => command.Dispose();
    }
}

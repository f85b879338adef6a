using Npgsql;
using NpgsqlTypes;

namespace Hub.Core.Journal;

/// <summary>An <see cref="AppendSet"/> as one batch: one INSERT … SELECT unnest for each table that it touches.</summary>
internal static class PostgresWrites
{
    public static void Fill(NpgsqlBatch batch, AppendSet set)
    {
        if (set.NewRooms is { Count: > 0 } rooms)
            batch.Each("INSERT INTO rooms (id, kind, head, n, link, mac, wrapped_key, created_at) SELECT * FROM unnest(@0, @1, @2, @3, @4, @5, @6, @7)",
                Of(rooms, r => r.Id), Of(rooms, r => r.Kind), Of(rooms, r => r.Head), Of(rooms, r => r.N), Of(rooms, r => r.Link), Of(rooms, r => r.Mac), Of(rooms, r => r.WrappedKey), Of(rooms, r => r.CreatedAt));
        if (set.Heads is { Count: > 0 } heads)
            batch.Each("UPDATE rooms SET head = u.head, n = u.n, link = u.link, mac = u.mac FROM unnest(@0, @1, @2, @3, @4) AS u (id, head, n, link, mac) WHERE rooms.id = u.id",
                Of(heads, r => r.Id), Of(heads, r => r.Head), Of(heads, r => r.N), Of(heads, r => r.Link), Of(heads, r => r.Mac));
        if (set.Folds is { Count: > 0 } folds)
            batch.Each("INSERT INTO folds (room, seq, sealed) SELECT * FROM unnest(@0, @1, @2) ON CONFLICT (room) DO UPDATE SET seq = excluded.seq, sealed = excluded.sealed",
                Of(folds, f => f.Room), Of(folds, f => f.Seq), Of(folds, f => f.Sealed));
        if (set.Events is { Count: > 0 } events)
            batch.Each("INSERT INTO events (room, seq, n, id, type, actor, at, about, body_hash, link, body) SELECT * FROM unnest(@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10)",
                Of(events, e => e.Room), Of(events, e => e.Seq), Of(events, e => e.N), Of(events, e => e.Id), Of(events, e => e.Type), Of(events, e => e.Actor),
                Of(events, e => e.At), Of(events, e => e.About), Of(events, e => e.BodyHash), Of(events, e => e.Link), Of(events, e => e.Body));
        if (set.Commands is { Count: > 0 } commands)
            batch.Each("INSERT INTO commands (room, actor, id, seq, fingerprint) SELECT * FROM unnest(@0, @1, @2, @3, @4)",
                Of(commands, c => c.Room), Of(commands, c => c.Actor), Of(commands, c => c.Id), Of(commands, c => c.Seq), Of(commands, c => c.Fingerprint));
        if (set.MembersGone is { Count: > 0 } gone)
            batch.Each("DELETE FROM members m USING unnest(@0, @1) AS u (room, person) WHERE m.room = u.room AND m.person = u.person",
                Of(gone, m => m.Room), Of(gone, m => m.User));
        if (set.Members is { Count: > 0 } members)
            batch.Each("INSERT INTO members (room, person, role, since) SELECT * FROM unnest(@0, @1, @2, @3) ON CONFLICT (room, person) DO UPDATE SET role = excluded.role, since = excluded.since",
                Of(members, m => m.Room), Of(members, m => m.User), Of(members, m => m.Role), Of(members, m => m.Since));
        if (set.RolesGone is { Count: > 0 } rolesGone)
            batch.Each("DELETE FROM room_roles r USING unnest(@0, @1) AS u (room, role) WHERE r.room = u.room AND r.role = u.role",
                Of(rolesGone, r => r.Room), Of(rolesGone, r => r.Role));
        if (set.Roles is { Count: > 0 } roles)
            batch.Each("INSERT INTO room_roles (room, role, holder) SELECT * FROM unnest(@0, @1, @2) ON CONFLICT (room, role) DO UPDATE SET holder = excluded.holder",
                Of(roles, r => r.Room), Of(roles, r => r.Role), OfOptional(roles, r => r.Holder));
        if (set.AsksGone is { Count: > 0 } given)
            batch.Each("DELETE FROM asks a USING unnest(@0, @1, @2) AS u (room, seq, person) WHERE a.room = u.room AND a.seq = u.seq AND a.person = u.person",
                Of(given, a => a.Room), Of(given, a => a.Seq), Of(given, a => a.User));
        if (set.Asks is { Count: > 0 } asks)
            batch.Each("INSERT INTO asks (room, seq, person, author, kind, priority, due_at, since, next_at) SELECT * FROM unnest(@0, @1, @2, @3, @4, @5, @6, @7, @8)",
                Of(asks, a => a.Room), Of(asks, a => a.Seq), Of(asks, a => a.User), Of(asks, a => a.Author), Of(asks, a => a.Kind), Of(asks, a => a.Priority), Of(asks, a => a.DueAt), Of(asks, a => a.Since), Of(asks, a => a.NextAt));
        if (set.Positions is { Count: > 0 } positions)
            batch.Each(PositionRows.AppendOnPostgres,
                Of(positions, p => p.Room), Of(positions, p => p.User), Of(positions, p => p.Read), Of(positions, p => p.ReadN), Of(positions, p => p.Delivered));
        if (set.UploadsUsed is { Count: > 0 } used)
            batch.Each("UPDATE attachments SET seq = u.seq FROM unnest(@0, @1) AS u (id, seq) WHERE attachments.id = u.id", Of(used, u => u.Id), Of(used, u => u.Seq));
        if (set.UploadsGone is { Count: > 0 } lost)
            batch.Each("UPDATE attachments SET gone_at = u.at FROM unnest(@0, @1, @2) AS u (room, seq, at) WHERE attachments.room = u.room AND attachments.seq = u.seq",
                Of(lost, u => u.Room), Of(lost, u => u.Seq), Of(lost, u => u.At));
    }

    public static void Add(this NpgsqlBatch batch, string text, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = new NpgsqlBatchCommand(text);
        foreach (var (name, value) in parameters) command.Parameters.Add(new NpgsqlParameter(name, value));
        batch.BatchCommands.Add(command);
    }

    // A type is named for each array: an array of nulls alone would have none.
    private static void Each(this NpgsqlBatch batch, string text, params ReadOnlySpan<(NpgsqlDbType Type, object Values)> columns)
    {
        var command = new NpgsqlBatchCommand(text);
        for (var i = 0; i < columns.Length; i++)
            command.Parameters.Add(new NpgsqlParameter(i.ToString(System.Globalization.CultureInfo.InvariantCulture), NpgsqlDbType.Array | columns[i].Type) { Value = columns[i].Values });
        batch.BatchCommands.Add(command);
    }

    private static (NpgsqlDbType, object) Of<T>(List<T> rows, Func<T, Guid> column) => (NpgsqlDbType.Uuid, rows.ConvertAll(r => column(r)).ToArray());

    private static (NpgsqlDbType, object) OfOptional<T>(List<T> rows, Func<T, Guid?> column) => (NpgsqlDbType.Uuid, rows.ConvertAll(r => column(r)).ToArray());

    private static (NpgsqlDbType, object) Of<T>(List<T> rows, Func<T, long> column) => (NpgsqlDbType.Bigint, rows.ConvertAll(r => column(r)).ToArray());

    private static (NpgsqlDbType, object) Of<T>(List<T> rows, Func<T, long?> column) => (NpgsqlDbType.Bigint, rows.ConvertAll(r => column(r)).ToArray());

    private static (NpgsqlDbType, object) Of<T>(List<T> rows, Func<T, short> column) => (NpgsqlDbType.Smallint, rows.ConvertAll(r => column(r)).ToArray());

    private static (NpgsqlDbType, object) Of<T>(List<T> rows, Func<T, string> column) => (NpgsqlDbType.Text, rows.ConvertAll(r => column(r)).ToArray());

    private static (NpgsqlDbType, object) Of<T>(List<T> rows, Func<T, byte[]?> column) => (NpgsqlDbType.Bytea, rows.ConvertAll(r => column(r)).ToArray());
}

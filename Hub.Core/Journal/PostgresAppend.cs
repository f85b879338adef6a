using System.Data.Common;
using Hub.Core.Data;
using Npgsql;

namespace Hub.Core.Journal;

/// <summary>PostgreSQL: a few lanes, two round trips a transaction: begin, lock and look up; write and commit.</summary>
internal sealed class PostgresStore(Database database, int lanes) : IAppendStore
{
    public int Lanes => lanes;

    public SqliteStore? Sqlite => null;

    public async Task<Append> BeginAsync(CancellationToken cancel) => new PostgresAppend(await database.Postgres!.OpenConnectionAsync(cancel));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class PostgresAppend(NpgsqlConnection connection) : Append
    {
        // One look into the index for each id. As a plain join it is planned while the table is empty, and then reads all of it for every batch.
        private const string SelectKnown = """
            SELECT c.* FROM unnest(@r, @a, @i) AS k (room, actor, id)
            CROSS JOIN LATERAL (SELECT room, actor, id, seq, fingerprint FROM commands
                WHERE id = k.id AND room = k.room AND actor = k.actor OFFSET 0) AS c
            """;

        private bool open;

        public override DbConnection Connection => connection;

        public override async Task<(List<RoomRow>, List<CommandRow>)> LockAsync(Guid[] rooms, IReadOnlyList<CommandRow> keys, CancellationToken cancel)
        {
            await using var batch = new NpgsqlBatch(connection);
            batch.Add("BEGIN ISOLATION LEVEL READ COMMITTED");
            batch.Add(Rows.LockRooms, ("rooms", rooms));
            // A statement of its own, after the locks: under READ COMMITTED it sees what the last holder of the locks wrote.
            batch.Add(SelectKnown, ("r", keys.Select(k => k.Room).ToArray()), ("a", keys.Select(k => k.Actor).ToArray()), ("i", keys.Select(k => k.Id).ToArray()));
            open = true;
            await using var reader = await batch.ExecuteReaderAsync(cancel);
            var locked = new List<RoomRow>();
            while (await reader.ReadAsync(cancel)) locked.Add(Rows.ReadRoom(reader));
            await reader.NextResultAsync(cancel);
            var known = new List<CommandRow>();
            while (await reader.ReadAsync(cancel))
                known.Add(new() { Room = reader.GetGuid(0), Actor = reader.GetGuid(1), Id = reader.GetGuid(2), Seq = reader.GetInt64(3), Fingerprint = reader.Bytes(4) });
            return (locked, known);
        }

        // When a write fails, the server passes over what follows it in the batch, COMMIT too.
        public override async Task CommitAsync(AppendSet set)
        {
            await using var batch = new NpgsqlBatch(connection);
            PostgresWrites.Fill(batch, set);
            foreach (var also in set.Also) batch.Add(also.Sql, [.. also.Values.Select(v => (v.Name, v.Value ?? DBNull.Value))]);
            batch.Add("COMMIT");
            await batch.ExecuteNonQueryAsync(CancellationToken.None);
            open = false;
        }

        public override async ValueTask DisposeAsync()
        {
            try
            {
                if (open) await connection.Command("ROLLBACK").RunAsync(CancellationToken.None);
            }
            // The server is gone: so is the transaction.
            catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
            {
            }
            await connection.DisposeAsync();
        }
    }
}

using System.Data;
using System.Data.Common;
using Hub.Core.Data;
using Npgsql;

namespace Hub.Core.Journal;

/// <summary>PostgreSQL: a few lanes, three round trips a transaction (lock and look up; write; commit).</summary>
internal sealed class PostgresStore(Database database, int lanes) : IAppendStore
{
    public int Lanes => lanes;

    public async Task<Append> BeginAsync(CancellationToken cancel)
    {
        var connection = await database.Postgres!.OpenConnectionAsync(cancel);
        try
        {
            return new PostgresAppend(connection, await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancel));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class PostgresAppend(NpgsqlConnection connection, NpgsqlTransaction transaction) : Append
    {
        private const string SelectKnown = """
            SELECT c.room, c.actor, c.id, c.seq, c.fingerprint FROM commands c
            JOIN unnest(@r, @a, @i) AS k (room, actor, id) ON c.room = k.room AND c.actor = k.actor AND c.id = k.id
            """;

        public override DbConnection Connection => connection;

        public override async Task<(List<RoomRow>, List<CommandRow>)> LockAsync(Guid[] rooms, IReadOnlyList<CommandRow> keys, CancellationToken cancel)
        {
            await using var batch = new NpgsqlBatch(connection, transaction);
            batch.Add(Rows.LockHeads, ("rooms", rooms));
            // A statement of its own, after the locks: under READ COMMITTED it sees what the last holder of the locks wrote.
            batch.Add(SelectKnown, ("r", keys.Select(k => k.Room).ToArray()), ("a", keys.Select(k => k.Actor).ToArray()), ("i", keys.Select(k => k.Id).ToArray()));
            await using var reader = await batch.ExecuteReaderAsync(cancel);
            var locked = new List<RoomRow>();
            while (await reader.ReadAsync(cancel)) locked.Add(Rows.ReadRoom(reader));
            await reader.NextResultAsync(cancel);
            var known = new List<CommandRow>();
            while (await reader.ReadAsync(cancel))
                known.Add(new() { Room = reader.GetGuid(0), Actor = reader.GetGuid(1), Id = reader.GetGuid(2), Seq = reader.GetInt64(3), Fingerprint = reader.Bytes(4) });
            return (locked, known);
        }

        public override async Task WriteAsync(AppendSet set, CancellationToken cancel)
        {
            await using var batch = new NpgsqlBatch(connection, transaction);
            PostgresWrites.Fill(batch, set);
            if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(cancel);
        }

        public override Task CommitAsync(CancellationToken cancel) => transaction.CommitAsync(cancel);

        public override async ValueTask DisposeAsync()
        {
            try
            {
                await transaction.DisposeAsync();
            }
            // The server is gone: so is the transaction.
            catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
            {
            }
            await connection.DisposeAsync();
        }
    }
}

using System.Data.Common;
using Hub.Core.Data;
using Microsoft.Data.Sqlite;

namespace Hub.Core.Journal;

/// <summary>
/// SQLite has one writer: one lane on one connection, with its statements prepared once. What else is written often (the search index, positions)
/// takes its turn on the same connection, between two commits. On one of its own it would hold SQLite's lock while the lane sleeps before trying again,
/// and each of its commits would empty the page cache of the other.
/// </summary>
internal sealed class SqliteStore(Database database) : IAppendStore
{
    /// <summary>What a writer in pieces has of a turn: below it, beginning and committing would be most of the work.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(0.5);

    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly SemaphoreSlim pieces = new(1, 1);
    private readonly SqliteCheckpoints checkpoints = new(database);
    private SqliteConnection? connection;
    private SqliteStatements? statements;

    public int Lanes => 1;

    SqliteStore IAppendStore.Sqlite => this;

    public async Task<Append> BeginAsync(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            var sql = await OpenAsync(cancel);
            sql.Begin();
            return new SqliteAppend(this, connection!, sql);
        }
        catch
        {
            await CloseAsync();
            turn.Release();
            throw;
        }
    }

    /// <summary>
    /// One transaction between two commits of the lane, which waits for it: for a few milliseconds of writing at most. It does not wait for the disk;
    /// the lane's next commit takes it there. So it is for what can be made again, or costs nobody anything.
    /// </summary>
    /// <returns>How long it had its turn.</returns>
    /// <exception cref="SqliteException">Nothing of it was written.</exception>
    public async Task<TimeSpan> BesideAsync(Action<SqliteStatements> write, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            var began = TimeProvider.System.GetTimestamp();
            var sql = await OpenAsync(cancel);
            sql.WaitForDisk(false);
            sql.Begin();
            write(sql);
            sql.Commit();
            sql.WaitForDisk(true);
            checkpoints.Note(sql.PagesWritten, CheckpointAsync);
            return TimeProvider.System.GetElapsedTime(began);
        }
        catch
        {
            await CloseAsync();
            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>
    /// The same in pieces that are each whole by themselves: in transactions of half a millisecond each, between which whoever waits goes.
    /// Another's pieces begin when these are through.
    /// </summary>
    /// <param name="rest">Is waited for after each transaction, and told how long that was.</param>
    /// <exception cref="SqliteException">Nothing of the transaction under way was written; what was committed before it stays.</exception>
    public async Task BesideAsync(IEnumerable<Action<SqliteStatements>> work, Func<TimeSpan, Task>? rest, CancellationToken cancel)
    {
        await pieces.WaitAsync(cancel);
        try
        {
            using var piece = work.GetEnumerator();
            for (var more = piece.MoveNext(); more;)
            {
                var took = await BesideAsync(sql =>
                {
                    var began = TimeProvider.System.GetTimestamp();
                    do
                    {
                        piece.Current(sql);
                        more = piece.MoveNext();
                    }
                    while (more && TimeProvider.System.GetElapsedTime(began) < Turn);
                }, cancel);
                if (rest is not null) await rest(took);
            }
        }
        finally
        {
            pieces.Release();
        }
    }

    private async Task CheckpointAsync()
    {
        await turn.WaitAsync();
        try
        {
            if (connection is not null) await SqliteCheckpoints.EndAsync(connection);
        }
        finally
        {
            turn.Release();
        }
    }

    // The writer alone has a large page cache (64 MiB): it comes back to the same index pages with every commit, and readers do not.
    // It takes the log in by itself only where the checkpoints beside it do not come about, and what a longer log once took of the disk it gives back, but for 64 MiB.
    private async Task<SqliteStatements> OpenAsync(CancellationToken cancel)
    {
        if (statements is not null) return statements;
        connection = (SqliteConnection)await database.OpenAsync(cancel);
        await connection.Command("PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 40000; PRAGMA journal_size_limit = 67108864").RunAsync(cancel);
        return statements = new SqliteStatements(connection);
    }

    // A connection on which something failed is given up, with what it had begun; every new one waits for the disk.
    private async ValueTask CloseAsync()
    {
        statements?.Abandon();
        statements?.Dispose();
        if (connection is not null) await connection.DisposeAsync();
        (statements, connection) = (null, null);
    }

    public async ValueTask DisposeAsync()
    {
        await checkpoints.EndedAsync();
        await turn.WaitAsync();
        await CloseAsync();
        turn.Release();
    }

    private sealed class SqliteAppend(SqliteStore store, SqliteConnection connection, SqliteStatements sql) : Append
    {
        private bool committed;

        public override DbConnection Connection => connection;

        public override Task<(List<RoomRow>, List<CommandRow>)> LockAsync(Guid[] rooms, IReadOnlyList<CommandRow> keys, CancellationToken cancel)
        {
            var locked = rooms.Select(sql.Room).OfType<RoomRow>().ToList();
            var known = keys.Select(sql.Known).OfType<CommandRow>().ToList();
            return Task.FromResult((locked, known));
        }

        public override async Task CommitAsync(AppendSet set)
        {
            foreach (var r in set.NewRooms) sql.InsertRoom.Run(r.Id, r.Kind, r.Head, r.N, r.Link, r.Mac, r.WrappedKey, r.CreatedAt);
            foreach (var r in set.Heads) sql.UpdateHead.Run(r.Id, r.Head, r.N, r.Link, r.Mac);
            foreach (var r in set.Folds) sql.UpsertFold.Run(r.Room, r.Seq, r.Sealed);
            foreach (var e in set.Events) sql.InsertEvent.Run(e.Room, e.Seq, e.N, e.Id, e.Type, e.Actor, e.At, e.About, e.BodyHash, e.Link, e.Body);
            foreach (var c in set.Commands) sql.InsertCommand.Run(c.Room, c.Actor, c.Id, c.Seq, c.Fingerprint);
            foreach (var (room, user) in set.MembersGone) sql.DeleteMember.Run(room, user);
            foreach (var m in set.Members) sql.UpsertMember.Run(m.Room, m.User, m.Role, m.Since);
            foreach (var (room, role) in set.RolesGone) sql.DeleteRole.Run(room, role);
            foreach (var r in set.Roles) sql.UpsertRole.Run(r.Room, r.Role, r.Holder);
            foreach (var (room, seq, user) in set.AsksGone) sql.DeleteAsk.Run(room, seq, user);
            foreach (var a in set.Asks) sql.InsertAsk.Run(a.Room, a.Seq, a.User, a.Author, a.Kind, a.Priority, a.DueAt, a.Since, a.NextAt);
            foreach (var p in set.Positions) sql.UpsertPosition.Run(p.Room, p.User, p.Read, p.ReadN, p.Delivered);
            foreach (var (id, seq) in set.UploadsUsed) sql.UseUpload.Run(id, seq);
            foreach (var (room, seq, at) in set.UploadsGone) sql.DropUploads.Run(room, seq, at);
            foreach (var also in set.Also) await connection.Command(also.Sql, also.Values).RunAsync(CancellationToken.None);
            sql.Commit();
            committed = true;
            store.checkpoints.Note(sql.PagesWritten, store.CheckpointAsync);
        }

        public override async ValueTask DisposeAsync()
        {
            try
            {
                if (!committed) sql.Rollback();
            }
            // A connection that cannot roll back (disk full, I/O error) is given up; SQLite undoes its work at the next open.
            catch (SqliteException)
            {
                await store.CloseAsync();
            }
            finally
            {
                store.turn.Release();
            }
        }
    }
}

using System.Data.Common;
using Hub.Core.Data;
using Microsoft.Data.Sqlite;

namespace Hub.Core.Journal;

/// <summary>SQLite has one writer: one lane on one connection, with its statements prepared once.</summary>
internal sealed class SqliteStore(Database database) : IAppendStore
{
    private SqliteConnection? connection;
    private SqliteStatements? statements;

    public int Lanes => 1;

    public async Task<Append> BeginAsync(CancellationToken cancel)
    {
        connection ??= await OpenAsync(cancel);
        statements ??= new SqliteStatements(connection);
        try
        {
            statements.Begin();
        }
        catch (SqliteException)
        {
            await DisposeAsync();
            throw;
        }
        return new SqliteAppend(this, connection, statements);
    }

    // The writer alone has a large page cache (64 MiB): it comes back to the same index pages with every commit, and readers do not.
    private async Task<SqliteConnection> OpenAsync(CancellationToken cancel)
    {
        var opened = (SqliteConnection)await database.OpenAsync(cancel);
        await opened.Command("PRAGMA cache_size = -65536").RunAsync(cancel);
        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        statements?.Dispose();
        if (connection is not null) await connection.DisposeAsync();
        (statements, connection) = (null, null);
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
        }

        public override async ValueTask DisposeAsync()
        {
            if (committed) return;
            try
            {
                sql.Rollback();
            }
            // A connection that cannot roll back (disk full, I/O error) is given up; SQLite undoes its work at the next open.
            catch (SqliteException)
            {
                await store.DisposeAsync();
            }
        }
    }
}

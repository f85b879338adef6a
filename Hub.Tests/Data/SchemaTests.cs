using System.Data.Common;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Tests.Journal;
using Hub.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Data;

public sealed class SchemaTests(TestServers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Migrate_FromNothing_GivesTheSchemaOfTheModel(Engine engine)
    {
        await using var migrated = await OwnDatabase.MigratedAsync(engine, servers);
        await using var created = await OwnDatabase.EmptyAsync(engine, servers);
        await using (var db = created.Database.NewContext()) await db.Database.EnsureCreatedAsync(Cancel);

        Assert.Equal(await created.Database.DescribeAsync(), await migrated.Database.DescribeAsync());
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Migrate_WithSavedFoldsAndCommandIdsOfTheFirstVersion_KeepsThem(Engine engine)
    {
        await using var own = await OwnDatabase.EmptyAsync(engine, servers);
        await using (var db = own.Database.NewContext()) await db.Database.MigrateAsync("20261122000002_People", Cancel);
        var (room, actor, id) = (Do.NewId(), Do.NewId(), Do.NewId());
        await own.Database.ExecuteAsync("""
            INSERT INTO rooms (id, kind, head, n, link, mac, wrapped_key, created_at, fold_seq, fold) VALUES (@p0, 1, 600, 5, @p1, @p1, @p1, 7, 500, @p2)
            """, room, new byte[] { 1 }, new byte[] { 2, 3 });
        await own.Database.ExecuteAsync("INSERT INTO commands (room, actor, id, seq, fingerprint) VALUES (@p0, @p1, @p2, 9, @p3)", room, actor, id, new byte[] { 4 });

        await Schema.MigrateAsync(own.Database, Cancel);

        await using var on = await own.Database.OpenAsync(Cancel);
        var row = (await on.RoomAsync(room, Cancel))!;
        var fold = (await on.FoldAsync(room, Cancel))!;
        Assert.Equal((600, 5, 7), (row.Head, row.N, row.CreatedAt));
        Assert.Equal(500, fold.Seq);
        Assert.Equal([2, 3], fold.Sealed);
        await using var db2 = own.Database.NewContext();
        var command = await db2.Set<CommandRow>().SingleAsync(Cancel);
        Assert.Equal((room, actor, id, 9L), (command.Room, command.Actor, command.Id, command.Seq));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Migrate_WithAnIndexInWhichLongMessagesStandByHalf_EmptiesItSoThatItIsMadeAnew(Engine engine)
    {
        await using var own = await OwnDatabase.EmptyAsync(engine, servers);
        await using (var db = own.Database.NewContext()) await db.Database.MigrateAsync("20261125000008_Decisions", Cancel);
        var room = Do.NewId();
        await own.Database.ExecuteAsync("INSERT INTO search_terms (room, term, seq) VALUES (@p0, 7, 2)", room);
        await own.Database.ExecuteAsync("INSERT INTO search_cursors (room, seq) VALUES (@p0, 2)", room);

        await Schema.MigrateAsync(own.Database, Cancel);

        await using var on = await own.Database.OpenAsync(Cancel);
        Assert.Equal([0L], await on.Command("SELECT (SELECT count(*) FROM search_terms) + (SELECT count(*) FROM search_progress)").ListAsync(r => r.GetInt64(0), Cancel));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Migrate_BySeveralStartersAtOnce_Succeeds(Engine engine)
    {
        await using var own = await OwnDatabase.EmptyAsync(engine, servers);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => Schema.MigrateAsync(own.Database))));

        await using var db = own.Database.NewContext();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(Cancel));
    }

    [Fact(Timeout = 30_000)]
    public async Task Migrate_AfterAStarterWasKilledHalfWay_DoesNotWaitForIt()
    {
        await using var own = await OwnDatabase.MigratedAsync(Engine.Sqlite, servers);
        await using (var db = own.Database.NewContext())
            await db.Database.ExecuteSqlAsync($"""INSERT INTO "__EFMigrationsLock" ("Id", "Timestamp") VALUES (1, '2026-11-22 10:00:00')""", Cancel);

        await Schema.MigrateAsync(own.Database, Cancel);
    }

    [Fact]
    public async Task OpenAsync_OnSqlite_WritesThroughToTheDisk()
    {
        await using var own = await OwnDatabase.EmptyAsync(Engine.Sqlite, servers);
        await using var connection = await own.Database.OpenAsync(Cancel);

        Assert.Equal("wal", await ScalarAsync(connection, "PRAGMA journal_mode"));
        Assert.Equal(2L, await ScalarAsync(connection, "PRAGMA synchronous"));
        Assert.Equal(1L, await ScalarAsync(connection, "PRAGMA foreign_keys"));
        Assert.Equal(10_000L, await ScalarAsync(connection, "PRAGMA busy_timeout"));
    }

    [Fact]
    public async Task OpenAsync_OnPostgresWithLooseServerDefault_StillCommitsToTheDisk()
    {
        await using var own = await OwnDatabase.EmptyAsync(Engine.Postgres, servers);
        await using (var before = await own.Database.OpenAsync(Cancel))
            await ScalarAsync(before, "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$");
        own.Database.Postgres!.Clear();

        await using var connection = await own.Database.OpenAsync(Cancel);

        Assert.Equal("on", await ScalarAsync(connection, "SHOW synchronous_commit"));
    }

    private static async Task<object?> ScalarAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(Cancel);
    }
}

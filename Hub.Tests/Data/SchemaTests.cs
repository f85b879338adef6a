using System.Data.Common;
using Hub.Core.Data;
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

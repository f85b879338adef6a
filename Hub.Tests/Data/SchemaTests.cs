using System.Data.Common;
using Hub.Core.Data;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Hub.Tests.Data;

public sealed class SchemaTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hub-schema-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Migrate_OnSqlite_GivesTheSchemaOfTheModel()
    {
        await using var migrated = Database.OnSqlite(Path.Combine(folder, "migrated.db"));
        await Schema.MigrateAsync(migrated, TestContext.Current.CancellationToken);
        await using var created = Database.OnSqlite(Path.Combine(folder, "created.db"));
        await EnsureCreatedAsync(created);

        Assert.Equal(await DescribeSqliteAsync(created), await DescribeSqliteAsync(migrated));
    }

    [Fact]
    public async Task Migrate_FromSeveralStartersAtOnce_Succeeds()
    {
        await using var database = Database.OnSqlite(Path.Combine(folder, "shared.db"));

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => Schema.MigrateAsync(database))));

        await using var db = database.NewContext();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = 30_000)]
    public async Task Migrate_AfterAStarterWasKilledHalfWay_DoesNotWaitForIt()
    {
        await using var database = Database.OnSqlite(Path.Combine(folder, "killed.db"));
        await Schema.MigrateAsync(database, TestContext.Current.CancellationToken);
        await using (var db = database.NewContext())
            await db.Database.ExecuteSqlAsync($"""INSERT INTO "__EFMigrationsLock" ("Id", "Timestamp") VALUES (1, '2026-11-22 10:00:00')""", TestContext.Current.CancellationToken);

        await Schema.MigrateAsync(database, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task OpenAsync_OnSqlite_WritesThroughToTheDisk()
    {
        await using var database = Database.OnSqlite(Path.Combine(folder, "durable.db"));
        await using var connection = await database.OpenAsync(TestContext.Current.CancellationToken);

        Assert.Equal("wal", await ScalarAsync(connection, "PRAGMA journal_mode"));
        Assert.Equal(2L, await ScalarAsync(connection, "PRAGMA synchronous"));
        Assert.Equal(1L, await ScalarAsync(connection, "PRAGMA foreign_keys"));
        Assert.Equal(10_000L, await ScalarAsync(connection, "PRAGMA busy_timeout"));
    }

    private static async Task EnsureCreatedAsync(Database database)
    {
        await using var db = database.NewContext();
        await db.Database.EnsureCreatedAsync();
    }

    private static async Task<object?> ScalarAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    private static Task<string> DescribeSqliteAsync(Database database) => Describe.LinesAsync(database, """
        SELECT 'column ' || m.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" || ' pk' || c.pk || ' ' || coalesce(c.dflt_value, '') FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'
        UNION ALL SELECT 'index ' || sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL
        UNION ALL SELECT 'foreign ' || m.name || '.' || f."from" || ' ' || f."table" || '.' || f."to" || ' ' || f.on_delete FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'
        UNION ALL SELECT 'autoincrement ' || name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'
        """);
}

using Hub.Core.Data;
using Hub.Tests.Support;

namespace Hub.Tests.Data;

/// <summary>A database of one test's own, empty at first, gone with it.</summary>
public sealed class OwnDatabase : IAsyncDisposable
{
    private readonly TempFolder? _folder;

    private OwnDatabase(Database database, TempFolder? folder)
    {
        Database = database;
        _folder = folder;
    }

    public Database Database { get; }

    public static async Task<OwnDatabase> EmptyAsync(Engine engine, TestServers servers)
    {
        if (engine == Engine.Postgres) return new(Database.OnPostgres(await (await servers.PostgresAsync()).CreateDatabaseAsync()), null);
        var folder = new TempFolder("db");
        return new(Database.OnSqlite(folder.At("hub.db")), folder);
    }

    /// <summary>With the present schema, by the migrations.</summary>
    public static async Task<OwnDatabase> MigratedAsync(Engine engine, TestServers servers)
    {
        var own = await EmptyAsync(engine, servers);
        await Schema.MigrateAsync(own.Database);
        return own;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        _folder?.Dispose();
    }
}

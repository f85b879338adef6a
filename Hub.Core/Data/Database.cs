using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Hub.Core.Data;

/// <summary>The two engines that the one model runs on.</summary>
public enum Engine { Sqlite, Postgres }

/// <summary>Where the records are: the engine, and connections that are set up for durable writes. One per process.</summary>
public sealed class Database : IAsyncDisposable
{
    // busy_timeout is SQLite's own: the provider's retry sleeps 150 ms at a time, SQLite's begins at 1 ms.
    public const string BusyTimeout = "PRAGMA busy_timeout = 10000";
    private const string Pragmas = BusyTimeout + "; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 8000;";

    private Database(Engine engine, string connectionString, string? file)
    {
        Engine = engine;
        ConnectionString = connectionString;
        File = file;
        if (engine == Engine.Postgres) Postgres = NpgsqlDataSource.Create(connectionString);
    }

    public Engine Engine { get; }

    public string ConnectionString { get; }

    /// <summary>Absolute path of the SQLite file; null on PostgreSQL.</summary>
    public string? File { get; }

    /// <summary>The pool of PostgreSQL connections; null on SQLite.</summary>
    public NpgsqlDataSource? Postgres { get; }

    /// <summary>A SQLite database in <paramref name="file"/>, made if it is not there.</summary>
    public static Database OnSqlite(string file)
    {
        var path = Path.GetFullPath(file);
        return new(Engine.Sqlite, new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true }.ToString(), path);
    }

    /// <summary>A PostgreSQL database.</summary>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public static Database OnPostgres(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (settings.MaxAutoPrepare == 0) settings.MaxAutoPrepare = 100;
        // An answer leaves only after the commit is on disk, whatever the server's default says.
        settings.Options = string.Join(' ', settings.Options, "-c synchronous_commit=on").Trim();
        settings.ApplicationName ??= "carehub";
        return new(Engine.Postgres, settings.ToString(), null);
    }

    /// <summary>An open connection: on SQLite WAL and synchronous=FULL, on PostgreSQL synchronous_commit=on. The caller disposes of it.</summary>
    public async ValueTask<DbConnection> OpenAsync(CancellationToken ct = default)
    {
        if (Postgres is not null) return await Postgres.OpenConnectionAsync(ct);
        var connection = new SqliteConnection(ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            await SetUpAsync(connection, ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Gives an open SQLite connection the settings that every connection here has.</summary>
    internal static async Task SetUpAsync(DbConnection sqlite, CancellationToken ct)
    {
        await using var command = sqlite.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(ct);
    }

    internal static void SetUp(DbConnection sqlite)
    {
        using var command = sqlite.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    /// <summary>Closes the pool; on SQLite the file can be moved or deleted afterwards.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Postgres is not null) await Postgres.DisposeAsync();
        else
        {
            using var key = new SqliteConnection(ConnectionString);
            SqliteConnection.ClearPool(key);
        }
    }
}

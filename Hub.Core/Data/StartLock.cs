using System.Data.Common;

namespace Hub.Core.Data;

/// <summary>What only one starting node may do at a time: migrations, first data. Held until disposed; let go by the system when the process dies.</summary>
public static class StartLock
{
    private const long Number = 0x43617265_48756230; // any number that nobody else locks: "CareHub0"

    /// <summary>Waits until no other node holds it.</summary>
    public static async Task<IAsyncDisposable> HoldAsync(Database database, CancellationToken ct = default) =>
        database.Engine == Engine.Postgres ? await OnPostgresAsync(database, ct) : await OnFileAsync(database.File + ".starting", ct);

    private static async Task<IAsyncDisposable> OnPostgresAsync(Database database, CancellationToken ct)
    {
        var connection = await database.OpenAsync(ct);
        try
        {
            await RunAsync(connection, "pg_advisory_lock", ct);
            return new Holder(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task RunAsync(DbConnection connection, string function, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = $"SELECT {function}({Number})";
        await command.ExecuteNonQueryAsync(ct);
    }

    // The pool resets a connection only when it is next used, so the lock is let go by hand.
    private sealed class Holder(DbConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await RunAsync(connection, "pg_advisory_unlock", CancellationToken.None);
            await connection.DisposeAsync();
        }
    }

    private static async Task<IAsyncDisposable> OnFileAsync(string path, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(50, ct);
            }
        }
    }
}

using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Data;

/// <summary>Brings the database to the present schema; safe when several nodes start at once.</summary>
public static class Schema
{
    private const long PostgresLock = 0x43617265_48756230; // any number that nobody else locks: "CareHub0"

    /// <summary>Creates what is missing. On SQLite the folder of the file must exist.</summary>
    public static Task MigrateAsync(Database database, CancellationToken ct = default) =>
        database.Engine == Engine.Postgres ? OnPostgresAsync(database, ct) : OnSqliteAsync(database, ct);

    // Migrate() alone races on PostgreSQL: two nodes both find the history table missing.
    private static async Task OnPostgresAsync(Database database, CancellationToken ct)
    {
        await using var holder = await database.OpenAsync(ct);
        await using var command = holder.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = $"SELECT pg_advisory_lock({PostgresLock})";
        await command.ExecuteNonQueryAsync(ct);
        try
        {
            await using var db = database.NewContext();
            await db.Database.MigrateAsync(ct);
        }
        finally
        {
            command.CommandText = $"SELECT pg_advisory_unlock({PostgresLock})";
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    // EF marks a running migration with a row; a process killed there would make each later start wait for ever.
    // Whoever holds the file lock is alone, so a row that it finds is such a leftover.
    private static async Task OnSqliteAsync(Database database, CancellationToken ct)
    {
        await using var holder = await LockFileAsync(database.File + ".migrating", ct);
        await using var db = database.NewContext();
        if (await db.Database.SqlQuery<int>($"SELECT count(*) AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'").SingleAsync(ct) > 0)
            await db.Database.ExecuteSqlAsync($"DELETE FROM \"__EFMigrationsLock\"", ct);
        await db.Database.MigrateAsync(ct);
    }

    private static async Task<FileStream> LockFileAsync(string path, CancellationToken ct)
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

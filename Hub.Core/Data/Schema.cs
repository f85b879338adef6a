using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Data;

/// <summary>Brings the database to the present schema; safe when several nodes start at once.</summary>
public static class Schema
{
    /// <summary>Creates what is missing. On SQLite the folder of the file must exist.</summary>
    public static async Task MigrateAsync(Database database, CancellationToken ct = default)
    {
        // Migrate() alone races on PostgreSQL: two nodes both find the history table missing.
        await using var alone = await StartLock.HoldAsync(database, ct);
        await using var db = database.NewContext();
        if (database.Engine == Engine.Sqlite) await ClearLeftoverAsync(db, ct);
        await db.Database.MigrateAsync(ct);
    }

    // On SQLite EF marks a running migration with a row; a process killed there would make each later start wait for ever.
    // Whoever holds the start lock is alone, so a row that it finds is such a leftover.
    private static async Task ClearLeftoverAsync(HubDb db, CancellationToken ct)
    {
        if (await db.Database.SqlQuery<int>($"SELECT count(*) AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'").SingleAsync(ct) > 0)
            await db.Database.ExecuteSqlAsync($"DELETE FROM \"__EFMigrationsLock\"", ct);
    }
}

using System.Data.Common;
using Hub.Core.Data;
using Microsoft.Data.Sqlite;

namespace Hub.Core.Journal;

/// <summary>
/// Takes the write-ahead log into the database file beside the writer. SQLite by itself does that within whichever commit fills the log, which
/// then takes tens of milliseconds. Here a connection of its own does most of it while commits go on (a passive checkpoint keeps nobody waiting),
/// and the writer only what came meanwhile: then the log begins anew (https://sqlite.org/wal.html). Nothing hangs on it but the log's length.
/// </summary>
internal sealed class SqliteCheckpoints(Database database)
{
    private const long Pages = 4000;
    private const int MostPasses = 6;
    /// <summary>A longer one waits for its readers.</summary>
    private const long LongestLog = 30_000;
    /// <summary>For its readers, in ms.</summary>
    private const long LongestWait = 500;

    private long begun;
    private Task running = Task.CompletedTask;

    /// <summary>After each commit of the writer, while nobody else writes with it.</summary>
    /// <param name="written">Pages that its connection has written since it was opened.</param>
    /// <param name="rest">Does in the writer's turn what is left.</param>
    public void Note(long written, Func<Task> rest)
    {
        // Another connection began to count anew.
        if (written < begun) begun = 0;
        if (written - begun < Pages || !running.IsCompleted) return;
        begun = written;
        running = Task.Run(async () =>
        {
            try
            {
                await using (var on = await database.OpenAsync()) await BesideAsync(on);
                await rest();
            }
            // Full or away: the log grows on, the next commits try again, and what is wrong they tell themselves.
            catch (SqliteException)
            {
            }
        });
    }

    // SQLite waits for the disk only at the end of a pass during which no commit came, and then for all that the passes before it wrote.
    // So passes follow each other, shorter and shorter: one of them will do that here, and not the last one in the writer's turn, while posts wait.
    private static async Task BesideAsync(DbConnection on)
    {
        var (before, log) = (-1L, 0L);
        for (var pass = 0; pass < MostPasses && log != before; pass++)
            (before, log) = (log, await PassAsync(on));
    }

    /// <summary>
    /// What is left, in the writer's turn. The log begins anew when nobody reads in it any more; where somebody always does (searches that overlap),
    /// it would grow without end, so a long one is waited for: whoever reads now, a tenth of a second at most, longer where that was not enough, and nobody who comes then.
    /// </summary>
    public static async Task EndAsync(SqliteConnection writer)
    {
        var pages = await PassAsync(writer);
        if (pages <= LongestLog) return;
        await writer.Command($"PRAGMA busy_timeout = {Math.Min(100 * pages / LongestLog, LongestWait)}").RunAsync(CancellationToken.None);
        try
        {
            await writer.Command("PRAGMA wal_checkpoint(RESTART)").RunAsync(CancellationToken.None);
        }
        finally
        {
            await writer.Command(Database.BusyTimeout).RunAsync(CancellationToken.None);
        }
    }

    /// <returns>How long the log was, in pages.</returns>
    private static async Task<long> PassAsync(DbConnection on) => (await on.Command("PRAGMA wal_checkpoint(PASSIVE)").ListAsync(r => r.GetInt64(1), CancellationToken.None))[0];

    /// <summary>Until the one that goes on has ended.</summary>
    public Task EndedAsync() => running;
}

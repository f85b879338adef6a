using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;
using static SQLitePCL.raw;

namespace Hub.Core.Data;

/// <summary>
/// While the database is away all that is asked of it fails in the same way. The log is told with the stack, but of each way once in ten seconds,
/// or the lines would bury how it began.
/// </summary>
public sealed class OutageLog(TimeProvider time)
{
    private readonly ToldLately<string> told = new(TimeSpan.FromSeconds(10), time);

    /// <summary>Whether the log is to be told: always of what is no outage, and of an outage when it has not been lately. From now on it has.</summary>
    public bool MayTell(Exception exception) => WayOf(exception) is not { } way || told.IsNew(way);

    /// <summary>How the database is away: not reached, stopping, without resources or disk. Null for anything else, a wrong statement among it.</summary>
    private static string? WayOf(Exception exception) => exception.GetBaseException() switch
    {
        SocketException e when OfDatabase(exception) => e.SocketErrorCode.ToString(),
        // Classes of the PostgreSQL manual, appendix A: connection, resources, an operator's intervention, the system.
        PostgresException { SqlState: ['0', '8', ..] or ['5', '3' or '7' or '8', ..] } e => e.SqlState,
        SqliteException { SqliteErrorCode: SQLITE_BUSY or SQLITE_LOCKED or SQLITE_IOERR or SQLITE_FULL or SQLITE_CANTOPEN } e => $"SQLite {e.SqliteExtendedErrorCode}",
        TimeoutException or IOException when OfDatabase(exception) => exception.GetBaseException().GetType().Name,
        _ => null,
    };

    private static bool OfDatabase(Exception? e) => e is not null && (e is DbException || OfDatabase(e.InnerException));
}

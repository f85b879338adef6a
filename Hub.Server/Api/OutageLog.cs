using System.Collections.Concurrent;
using System.Data.Common;

namespace Hub.Server.Api;

/// <summary>
/// While the database is away each request fails in the same way: the log is told with the stack, but of each way once in ten seconds, or it would bury how it began.
/// </summary>
public sealed class OutageLog(TimeProvider time)
{
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<(Type, int, string?), long> told = new();

    /// <summary>Whether the log has not been told of this way of failing lately; from now on it has.</summary>
    public bool IsNew(Exception exception)
    {
        var cause = exception.GetBaseException();
        var way = cause is DbException e ? (e.GetType(), e.ErrorCode, e.SqlState) : (cause.GetType(), 0, null);
        var now = time.GetTimestamp();
        if (!told.TryGetValue(way, out var before)) return told.TryAdd(way, now);
        return time.GetElapsedTime(before, now) >= Apart && told.TryUpdate(way, now, before);
    }
}

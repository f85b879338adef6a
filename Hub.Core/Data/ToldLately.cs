using System.Collections.Concurrent;

namespace Hub.Core.Data;

/// <summary>Keeps from telling the same over and over: each thing is new once, and again when <paramref name="apart"/> has passed.</summary>
internal sealed class ToldLately<T>(TimeSpan apart, TimeProvider time) where T : notnull
{
    private readonly ConcurrentDictionary<T, long> told = new();

    /// <summary>Whether it has not been told lately; from now on it has. Of several who ask at once one is told yes.</summary>
    public bool IsNew(T what)
    {
        var now = time.GetTimestamp();
        if (!told.TryGetValue(what, out var before)) return told.TryAdd(what, now);
        return time.GetElapsedTime(before, now) >= apart && told.TryUpdate(what, now, before);
    }
}

namespace Hub.Core.Work;

/// <summary>
/// The clock that work is reckoned by: what is due, when something was said, who is on duty. It is the real one, unless it was set ahead in
/// Development to show or test what happens later. It is never set back. Its timers and timestamps are the real clock's.
/// Sign-in, leases, limits and presence do not use it: they take TimeProvider.System.
/// </summary>
public sealed class WorkClock : TimeProvider
{
    private long ahead;

    /// <summary>How far before the real clock.</summary>
    public TimeSpan Ahead => new(Interlocked.Read(ref ahead));

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref ahead));

    /// <summary>Goes ahead to <paramref name="by"/> before the real clock; what is not more than now changes nothing.</summary>
    public void SetAhead(TimeSpan by)
    {
        var now = Interlocked.Read(ref ahead);
        while (by.Ticks > now && Interlocked.CompareExchange(ref ahead, by.Ticks, now) is var seen && seen != now) now = seen;
    }
}

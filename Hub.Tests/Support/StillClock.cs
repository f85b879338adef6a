namespace Hub.Tests.Support;

/// <summary>Spans of time that pass only when told to.</summary>
public sealed class StillClock : TimeProvider
{
    private long _ticks = 1;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _ticks;

    public void Advance(TimeSpan by) => _ticks += by.Ticks;
}

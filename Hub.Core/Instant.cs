using System.Globalization;

namespace Hub.Core;

/// <summary>Instants as the house stores them: UTC microseconds since 1970 in a long; ISO 8601 on the wire.</summary>
public static class Instant
{
    public const long Second = 1_000_000;
    public const long Minute = 60 * Second;

    public static long Micros(this TimeProvider clock) => ToMicros(clock.GetUtcNow());

    public static long ToMicros(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset FromMicros(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);

    /// <summary>The same, or the nearest that a calendar has: of what somebody else may have written.</summary>
    public static long Nearest(long micros) => Math.Clamp(micros, ToMicros(DateTimeOffset.MinValue), ToMicros(DateTimeOffset.MaxValue));

    /// <summary>ISO 8601 with microseconds, e.g. <c>2026-11-22T19:36:50.123456Z</c>.</summary>
    public static string ToIso(long micros) =>
        FromMicros(micros).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}

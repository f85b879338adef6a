using NodaTime;
using NodaTime.Text;

namespace Hub.Core.Feedback.Recurrence;

/// <summary>Local times of a zone (its name in the IANA database) and the instants that they are.</summary>
public static class Zones
{
    private static readonly LocalDateTimePattern Written = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm");

    /// <summary>Null: there is no zone of this name.</summary>
    public static DateTimeZone? Find(string? name) => name is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(name);

    /// <summary>UTC, as RFC 5545 §3.3.5 has it: a time that the clocks leave out moves forward by what they leave out, one that comes twice is the first.</summary>
    public static NodaTime.Instant InstantOf(LocalDateTime local, DateTimeZone zone) => zone.AtLeniently(local).ToInstant();

    /// <summary>The same in UTC microseconds.</summary>
    public static long MicrosOf(LocalDateTime local, DateTimeZone zone) => InstantOf(local, zone).ToUnixTimeTicks() / TimeSpan.TicksPerMicrosecond;

    public static LocalDateTime LocalOf(long micros, DateTimeZone zone) => NodaTime.Instant.FromUnixTimeTicks(micros * TimeSpan.TicksPerMicrosecond).InZone(zone).LocalDateTime;

    /// <summary>Reads <c>2026-03-03T09:00</c>, with or without seconds that are zero; null: it is none.</summary>
    public static LocalDateTime? Read(string? text) =>
        text is not null && Written.Parse(text.EndsWith(":00", StringComparison.Ordinal) && text.Length == 19 ? text[..16] : text) is { Success: true } read ? read.Value : null;

    public static string Write(LocalDateTime local) => Written.Format(local);

    /// <summary>"America/New_York" is said "New York".</summary>
    public static string City(string zone) => zone is "UTC" or "Etc/UTC" ? "UTC" : zone[(zone.LastIndexOf('/') + 1)..].Replace('_', ' ');
}

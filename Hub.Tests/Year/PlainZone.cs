namespace Hub.Tests.Year;

/// <summary>The year's time in whole seconds since Monday, 2 March 2026, 00:00 UTC.</summary>
internal static class Timeline
{
    public const int Minute = 60, Hour = 60 * Minute, Day = 24 * Hour, Week = 7 * Day;

    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    public static int Of(DateTimeOffset at) => checked((int)(at - Monday).TotalSeconds);

    public static DateTimeOffset At(int seconds) => Monday.AddSeconds(seconds);
}

/// <summary>A time zone as a list of when its clocks change, written down by hand: the account must not ask whom the program asks.</summary>
/// <param name="First">Seconds ahead of UTC when the year begins.</param>
/// <param name="Other">The same after the first, the third … change.</param>
internal sealed record PlainZone(string Name, int First, int Other, int[] Changes)
{
    public static readonly IReadOnlyList<PlainZone> All =
    [
        Of("America/New_York", -5, -4, Utc(2026, 3, 8, 7), Utc(2026, 11, 1, 6), Utc(2027, 3, 14, 7)),
        Of("America/Chicago", -6, -5, Utc(2026, 3, 8, 8), Utc(2026, 11, 1, 7), Utc(2027, 3, 14, 8)),
        Of("America/Los_Angeles", -8, -7, Utc(2026, 3, 8, 10), Utc(2026, 11, 1, 9), Utc(2027, 3, 14, 10)),
        Of("Europe/Berlin", 1, 2, Utc(2026, 3, 29, 1), Utc(2026, 10, 25, 1), Utc(2027, 3, 28, 1)),
        Of("Asia/Kolkata", 5.5, 5.5),
        Of("Pacific/Auckland", 13, 12, Utc(2026, 4, 4, 14), Utc(2026, 9, 26, 14), Utc(2027, 4, 3, 14)),
    ];

    /// <summary>What the clock on the wall says, in seconds since its own Monday, 2 March 2026, 00:00.</summary>
    public int Local(int at)
    {
        var changed = 0;
        while (changed < Changes.Length && Changes[changed] <= at) changed++;
        return at + (changed % 2 == 0 ? First : Other);
    }

    /// <summary>When the clock on the wall says so; not for an hour that it says twice or never.</summary>
    public int Instant(int local) => Local(local - First) == local ? local - First : local - Other;

    private static PlainZone Of(string name, double first, double other, params int[] changes) => new(name, (int)(first * Timeline.Hour), (int)(other * Timeline.Hour), changes);

    private static int Utc(int year, int month, int day, int hour) => Timeline.Of(new DateTimeOffset(year, month, day, hour, 0, 0, TimeSpan.Zero));
}

using System.Globalization;

namespace Hub.Jobs;

/// <summary>A regular time: every so often, counted from midnight UTC. Engines take it as cron; the page says it in words.</summary>
public sealed record Every
{
    private Every(TimeSpan period, TimeSpan offset, string cron, string words) => (Period, Offset, Cron, Words) = (period, offset, cron, words);

    public TimeSpan Period { get; }

    /// <summary>How long after the whole period.</summary>
    public TimeSpan Offset { get; }

    /// <summary>Six fields, which Quartz and Hangfire read alike: second minute hour day month weekday. UTC.</summary>
    public string Cron { get; }

    /// <summary>"every 2 seconds", "daily at 02:41 UTC".</summary>
    public string Words { get; }

    /// <param name="n">A divisor of 60, less than it.</param>
    /// <param name="at">The first second of the minute.</param>
    public static Every Seconds(int n, int at = 0) =>
        new(TimeSpan.FromSeconds(Dividing(60, n)), TimeSpan.FromSeconds(Below(n, at)), Text($"{at}/{n} * * * * ?"), n == 1 ? "every second" : Text($"every {n} seconds"));

    /// <param name="n">A divisor of 60, less than it.</param>
    /// <param name="at">The first minute of the hour.</param>
    public static Every Minutes(int n, int at = 0) =>
        new(TimeSpan.FromMinutes(Dividing(60, n)), TimeSpan.FromMinutes(Below(n, at)), Text($"0 {at}/{n} * * * ?"), n == 1 ? "every minute" : Text($"every {n} minutes"));

    /// <param name="n">A divisor of 24, less than it.</param>
    /// <param name="at">The minute of the hour.</param>
    public static Every Hours(int n, int at = 0) =>
        new(TimeSpan.FromHours(Dividing(24, n)), TimeSpan.FromMinutes(Below(60, at)), Text($"0 {at} 0/{n} * * ?"), n == 1 ? "every hour" : Text($"every {n} hours"));

    /// <summary>Once a day at an hour and minute of UTC.</summary>
    public static Every DayAt(int hour, int minute) =>
        new(TimeSpan.FromDays(1), new(Below(24, hour), Below(60, minute), 0), Text($"0 {minute} {hour} * * ?"), Text($"daily at {hour:00}:{minute:00} UTC"));

    /// <summary>The next of these times that is later than <paramref name="instant"/>.</summary>
    public DateTimeOffset After(DateTimeOffset instant)
    {
        var since = instant.UtcTicks - Offset.Ticks;
        return new(since - since % Period.Ticks + Period.Ticks + Offset.Ticks, TimeSpan.Zero);
    }

    private static int Dividing(int whole, int n) =>
        n > 0 && n < whole && whole % n == 0 ? n : throw new ArgumentOutOfRangeException(nameof(n), n, Text($"{whole} is no multiple of it, or it is not less: its times would be uneven."));

    private static int Below(int limit, int at) => at >= 0 && at < limit ? at : throw new ArgumentOutOfRangeException(nameof(at), at, Text($"It is below {limit}."));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

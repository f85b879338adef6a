namespace Hub.Core.Notifications.Outbox;

/// <summary>When a try that failed is made again. Pure.</summary>
public static class Retries
{
    /// <summary>After so many tries, about three hours, nobody tries any more by itself.</summary>
    public const int Most = 12;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(5), Longest = TimeSpan.FromHours(1);

    /// <summary>How long to wait after try number <paramref name="attempt"/>: twice as long each time, with full jitter, so that what failed together does not come back together.</summary>
    /// <param name="chance">0 to 1.</param>
    public static TimeSpan After(int attempt, double chance)
    {
        var most = First * Math.Pow(2, Math.Min(attempt, Most) - 1);
        return (most < Longest ? most : Longest) * chance;
    }
}

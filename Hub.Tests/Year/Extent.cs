namespace Hub.Tests.Year;

/// <summary>How much happens.</summary>
/// <param name="Days">From Monday, 2 March 2026, 08:00 UTC on. The clocks change in America on the 8th, in Europe on the 29th, in New Zealand on 5 April, and back in autumn.</param>
/// <param name="Grain">Seconds between the moments at which people do something.</param>
/// <param name="Leaves">How often somebody goes on leave or comes back.</param>
internal sealed record Extent(int Days, int Asks, int Grain, int Reviews, int Thanks, int Leaves)
{
    public static readonly Extent Month = new(35, 80, 8 * Timeline.Hour, 6, 30, 60);
    public static readonly Extent Year = new(365, 100_000, 15 * Timeline.Minute, 120, 2000, 2000);

    public const int Begin = 8 * Timeline.Hour;

    public int End => Days * Timeline.Day;

    /// <summary>A moment from then on at which somebody may do something.</summary>
    public int Slot(int at) => (at + Grain - 1) / Grain * Grain;
}

using System.Numerics;

namespace Hub.Load.Measure;

/// <summary>Counts of latencies in microseconds, in buckets at most 1.6 % wide (64 to each power of two). Costs one increment a value.</summary>
internal sealed class Histogram
{
    private const int Sub = 6;
    private readonly long[] counts = new long[64 << Sub];

    public long Total { get; private set; }

    public void Add(long micros)
    {
        counts[Index(Math.Max(micros, 0))]++;
        Total++;
    }

    public void Clear()
    {
        Array.Clear(counts);
        Total = 0;
    }

    /// <summary>The upper edge of the bucket that holds the given share (0 to 1), in milliseconds; NaN when nothing was counted.</summary>
    public double Percentile(double share)
    {
        if (Total == 0) return double.NaN;
        var left = (long)Math.Ceiling(Total * share);
        var index = 0;
        while ((left -= counts[index]) > 0) index++;
        return Edge(index + 1) / 1000.0;
    }

    private static int Index(long value)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)value | 1) - Sub);
        return (shift << Sub) + (int)(value >> shift);
    }

    private static long Edge(int index)
    {
        var shift = Math.Max(0, (index >> Sub) - 1);
        return (long)(index - (shift << Sub)) << shift;
    }
}

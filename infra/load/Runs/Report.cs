using System.Globalization;
using Hub.Load.Measure;

namespace Hub.Load.Runs;

/// <summary>Figures as text: a line a block, then a Markdown table of medians and of the median ratio of the pairs of blocks.</summary>
internal static class Report
{
    private static readonly (string Name, string Format, Func<Block, double> Of)[] Figures =
    [
        ("acknowledged posts/s", "N0", b => b.PostsPerSecond),
        ("deliveries/s", "N0", b => b.DeliveriesPerSecond),
        ("p50 ms", "N2", b => b.P50),
        ("p95 ms", "N2", b => b.P95),
        ("p99 ms", "N2", b => b.P99),
        ("p99.9 ms", "N2", b => b.P999),
        ("server CPU µs a delivery", "N2", b => b.ServerCpu),
    ];

    private static readonly (string Name, Func<Block, long> Of)[] Faults =
    [
        ("lost", b => b.Lost), ("doubled", b => b.Doubled), ("reordered", b => b.Reordered), ("mismatched", b => b.Mismatched),
        ("refused", b => b.Refused), ("unanswered", b => b.Unanswered), ("closed", b => b.Closed),
    ];

    public static string Line(string round, string system, Block b) => string.Create(CultureInfo.InvariantCulture,
        $"{round} {system,-18} {b.PostsPerSecond,8:N0} posts/s {b.DeliveriesPerSecond,9:N0} deliveries/s  p50 {b.P50:N2} p95 {b.P95:N2} p99 {b.P99:N2} p99.9 {b.P999:N2} ms  cpu {b.ServerCpu:N2} µs  rest of the machine {b.OthersCpu:P0}")
        + string.Concat(Faults.Where(f => f.Of(b) != 0).Select(f => $"  {f.Name.ToUpperInvariant()} {f.Of(b)}"));

    public static void Summary(IReadOnlyList<(string Name, List<Block> Blocks)> systems)
    {
        var both = systems.Count == 2;
        Console.WriteLine($"\n| | {string.Join(" | ", systems.Select(s => s.Name))} |{(both ? " ratio |" : "")}");
        Console.WriteLine($"|---|{string.Concat(Enumerable.Repeat("--:|", systems.Count + (both ? 1 : 0)))}");
        foreach (var (name, format, of) in Figures)
        {
            var medians = systems.Select(s => Median(s.Blocks.Select(of)).ToString(format, CultureInfo.InvariantCulture));
            var ratio = both ? $" {Median(systems[0].Blocks.Zip(systems[1].Blocks, (a, b) => of(a) / of(b))).ToString("N2", CultureInfo.InvariantCulture)} |" : "";
            Console.WriteLine($"| {name} | {string.Join(" | ", medians)} |{ratio}");
        }
        foreach (var (name, of) in Faults)
            Console.WriteLine($"| {name} (sum) | {string.Join(" | ", systems.Select(s => s.Blocks.Sum(of).ToString("N0", CultureInfo.InvariantCulture)))} |{(both ? " |" : "")}");
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Where(double.IsFinite).Order().ToArray();
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}

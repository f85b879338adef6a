using System.Diagnostics;
using Hub.Load.Measure;
using Hub.Load.Wire;

namespace Hub.Load.Runs;

/// <summary>
/// One block: posts for some seconds, then waits until everything has arrived. Rates are counted up to the last arrival, so that
/// nothing hides in a queue; what has not come 10 s after the last sign of life is lost.
/// </summary>
internal static class BlockRun
{
    private const double DrainSeconds = 10;

    public static Block Run(Generator generator, Crowd crowd, Shape shape, double seconds)
    {
        var counters = crowd.Counters;
        var posters = crowd.Posters(shape.Posters);
        crowd.Begin();
        generator.Ended = client => { if (crowd.Clients.Contains(client)) counters.Closed++; };
        var busyBefore = ProcStat.BusyCpu();
        var ownBefore = ProcStat.Cpu(Environment.ProcessId);
        var serverBefore = ProcStat.Cpu(crowd.System.Server.Pid);
        var start = Stopwatch.GetTimestamp();
        var end = start + (long)(seconds * Stopwatch.Frequency);
        if (shape.Rate > 0) Steady(generator, posters, shape, start, end);
        else Closed(generator, posters, shape.Window, end);
        Drain(generator, crowd);
        var server = ProcStat.Cpu(crowd.System.Server.Pid) - serverBefore;
        var own = ProcStat.Cpu(Environment.ProcessId) - ownBefore;
        var whole = (double)(Stopwatch.GetTimestamp() - start) / Stopwatch.Frequency;
        var others = (ProcStat.BusyCpu() - busyBefore - server - own) / whole / Environment.ProcessorCount;
        var took = (double)(Math.Max(counters.LastActivity, end) - start) / Stopwatch.Frequency;
        var latency = counters.Latency;
        return new Block(
            counters.Acked / took, counters.Deliveries / took,
            latency.Percentile(0.5), latency.Percentile(0.95), latency.Percentile(0.99), latency.Percentile(0.999),
            server * 1e6 / Math.Max(counters.Deliveries, 1), Math.Max(others, 0),
            counters.Acked, crowd.Missing(), counters.Doubled, counters.Reordered, counters.Mismatched, counters.Refused,
            counters.Posted - counters.Acked - counters.Refused, counters.Closed);
    }

    /// <summary>Open loop: each post leaves when its time has come, whether the last one was answered or not.</summary>
    private static void Steady(Generator generator, Client[] posters, Shape shape, long start, long end)
    {
        var interval = shape.Members / shape.Rate * Stopwatch.Frequency;
        for (long i = 0; ; i++)
        {
            var due = start + (long)(i * interval);
            if (due >= end) return;
            do generator.Turn(due);
            while (Stopwatch.GetTimestamp() < due);
            var poster = posters[i % posters.Length];
            if (!poster.Connection.Closed) poster.Post(due);
        }
    }

    /// <summary>Closed loop: each poster has its window of posts under way, and sends the next when one is answered.</summary>
    private static void Closed(Generator generator, Client[] posters, int window, long end)
    {
        foreach (var poster in posters)
        {
            poster.Answered = client =>
            {
                var now = Stopwatch.GetTimestamp();
                if (now < end && !client.Connection.Closed) client.Post(now);
            };
            for (var i = 0; i < window; i++) poster.Post(Stopwatch.GetTimestamp());
        }
        while (Stopwatch.GetTimestamp() < end) generator.Turn(end);
        foreach (var poster in posters) poster.Answered = null;
    }

    private static void Drain(Generator generator, Crowd crowd)
    {
        var counters = crowd.Counters;
        long seen;
        do
        {
            seen = counters.LastActivity;
            if (generator.RunUntil(() => counters.Acked + counters.Refused == counters.Posted && crowd.Missing() == 0, DrainSeconds)) return;
        }
        while (counters.LastActivity != seen);
    }
}

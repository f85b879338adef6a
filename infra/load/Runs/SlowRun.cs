using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Hub.Load.Measure;
using Hub.Load.Systems;
using Hub.Load.Wire;

namespace Hub.Load.Runs;

/// <summary>One member enters and never reads. Are the others as fast as without, when is it closed, and does it find everything when it comes back?</summary>
internal static class SlowRun
{
    private const int Pairs = 3;
    private const double Seconds = 30;
    private const int SmallestBuffer = 4096;

    public static async Task<bool> RunAsync(Options options)
    {
        var shape = new Shape("slow", 1, 101, 20, options.Rate > 0 ? options.Rate : 40_000, 1);
        await using var system = await HubSystem.StartAsync(options, shape.Members);
        using var generator = new Generator();
        var seats = await system.SeatsAsync(1, shape.Members);
        var crowd = Crowd.Connect(generator, system, seats[1..]);
        Console.WriteLine($"\n{shape}, {Seconds} s a block; the {shape.Members}th member never reads in the blocks \"with\"");
        for (var i = 0; i < options.Warmup; i++) BlockRun.Run(generator, crowd, shape, options.Seconds);
        var (without, with, closedAfter, whole) = (new List<Block>(), new List<Block>(), new List<double>(), true);
        for (var i = 0; i < Pairs; i++)
        {
            without.Add(BlockRun.Run(generator, crowd, shape, Seconds));
            Console.WriteLine(Report.Line($"{i + 1,4}", "without", without[^1]));
            var slow = crowd.Open(seats[0], crowd.Rooms[0], receiveBuffer: SmallestBuffer);
            generator.Deafen(slow);
            var (from, start) = (crowd.Rooms[0].Max, Stopwatch.GetTimestamp());
            with.Add(BlockRun.Run(generator, crowd, shape, Seconds));
            Console.WriteLine(Report.Line($"{i + 1,4}", "with", with[^1]));
            generator.RunUntil(() => slow.Connection.Closed, Seconds);
            closedAfter.Add(slow.Connection.Closed ? (slow.Now - start) / (double)Stopwatch.Frequency : double.PositiveInfinity);
            whole &= await CaughtUpAsync(system, seats[0], crowd.Rooms[0], from);
        }
        Report.Summary([("with", with), ("without", without)]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| the slow one closed after s (most) | {closedAfter.Max():N1} | | |\n| its catch-up | {(whole ? "whole" : "NOT WHOLE")} | | |"));
        return whole && with.Concat(without).All(b => b.Whole) && closedAfter.Max() <= Seconds;
    }

    /// <summary>All that was posted meanwhile, once each, in order, and the same as the others were told.</summary>
    private static async Task<bool> CaughtUpAsync(HubSystem system, Seat seat, RoomTally room, long from)
    {
        var last = from;
        while (true)
        {
            using var page = JsonDocument.Parse(await system.GetAsync(seat, $"/api/rooms/{seat.Room}/events?after={last}&limit=1000"));
            foreach (var e in page.RootElement.GetProperty("events").EnumerateArray())
            {
                if (e.GetProperty("seq").GetInt64() != ++last) return false;
                var text = Encoding.ASCII.GetBytes(e.GetProperty("data").GetProperty("text").GetString()!);
                if (!room.Agrees(last, Stamp.Read(text.AsSpan(1)).Owner)) return false;
            }
            if (last >= page.RootElement.GetProperty("head").GetInt64()) return last == room.Max;
            if (page.RootElement.GetProperty("events").GetArrayLength() == 0) return false;
        }
    }
}

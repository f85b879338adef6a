using System.Diagnostics;
using Hub.Load.Measure;
using Hub.Load.Systems;

namespace Hub.Load.Runs;

/// <summary>One shape on one system or on two that alternate: warm-up blocks thrown away, then the blocks that count.</summary>
internal static class ShapeRun
{
    /// <summary>True when nothing was lost, doubled, reordered, refused or closed on the system that is measured (the first).</summary>
    public static async Task<bool> RunAsync(Options options, Shape shape)
    {
        Console.WriteLine($"\n{shape}");
        var systems = new List<LoadSystem>();
        try
        {
            if (!options.OnlyBaseline) systems.Add(await HubSystem.StartAsync(options, shape.Clients));
            if (options.Against is { } other) systems.Add(await HubSystem.StartAsync(options with { Server = other }, shape.Clients, "other build"));
            if (options.Baseline || options.OnlyBaseline) systems.Add(await BaselineSystem.StartAsync());
            var seats = new Dictionary<LoadSystem, Seat[]>();
            foreach (var system in systems) seats[system] = await system.SeatsAsync(shape.Rooms, shape.Members);
            return Measure(options, shape, seats);
        }
        finally
        {
            foreach (var system in systems) await system.DisposeAsync();
        }
    }

    private static bool Measure(Options options, Shape shape, Dictionary<LoadSystem, Seat[]> seats)
    {
        using var generator = new Generator();
        var crowds = seats.Select(s => Crowd.Connect(generator, s.Key, s.Value)).ToArray();
        var blocks = crowds.ToDictionary(c => c, _ => new List<Block>());
        for (var round = -options.Warmup; round < options.Blocks; round++)
            foreach (var crowd in crowds)
            {
                // The collection of the generator's own garbage stays out of the block.
                GC.Collect();
                var block = BlockRun.Run(generator, crowd, shape, options.Seconds);
                Console.WriteLine(Report.Line(round < 0 ? "warm" : $"{round + 1,4}", crowd.System.Name, block));
                if (round >= 0) blocks[crowd].Add(block);
                if (crowd.Counters.FirstRefusal is { } refusal) Console.WriteLine($"     first refusal: {refusal}");
                if (!crowd.System.Server.Running) throw new IOException($"{crowd.System.Name} ended: {crowd.System.Server.LastWords()}");
                generator.Run(0.2);
            }
        Report.Summary([.. crowds.Select(c => (c.System.Name, blocks[c]))]);
        return blocks[crowds[0]].TrueForAll(b => b.Whole);
    }
}

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
        // Two starts of one build differ by up to a tenth, and whoever stands first in a pair has what the other left to do: so neither is left to chance.
        var blocks = new List<(string Name, List<Block> Blocks)>();
        for (var start = 0; start < options.Starts; start++)
        {
            var systems = new List<LoadSystem>();
            try
            {
                if (!options.OnlyBaseline) systems.Add(await HubSystem.StartAsync(options, shape.Clients));
                if (options.Against is { } other) systems.Add(await HubSystem.StartAsync(options with { Server = other }, shape.Clients, "other build"));
                if (options.Baseline || options.OnlyBaseline) systems.Add(await BaselineSystem.StartAsync());
                if (start == 0) blocks.AddRange(systems.Select(s => (s.Name, new List<Block>())));
                var seats = new List<(LoadSystem, Seat[], List<Block>)>();
                foreach (var (system, own) in systems.Zip(blocks, (s, b) => (s, b.Blocks))) seats.Add((system, await system.SeatsAsync(shape.Rooms, shape.Members), own));
                if (start % 2 == 1) seats.Reverse();
                Measure(options, shape, seats);
            }
            finally
            {
                foreach (var system in systems) await system.DisposeAsync();
            }
        }
        Report.Summary(blocks);
        return blocks[0].Blocks.TrueForAll(b => b.Whole);
    }

    private static void Measure(Options options, Shape shape, List<(LoadSystem System, Seat[] Seats, List<Block> Blocks)> systems)
    {
        using var generator = new Generator();
        var crowds = systems.ConvertAll(s => (Crowd: Crowd.Connect(generator, s.System, s.Seats), s.Blocks));
        for (var round = -options.Warmup; round < options.Blocks; round++)
            foreach (var (crowd, blocks) in crowds)
            {
                // The collection of the generator's own garbage stays out of the block.
                GC.Collect();
                var block = BlockRun.Run(generator, crowd, shape, options.Seconds);
                Console.WriteLine(Report.Line(round < 0 ? "warm" : $"{round + 1,4}", crowd.System.Name, block));
                if (round >= 0) blocks.Add(block);
                if (crowd.Counters.FirstRefusal is { } refusal) Console.WriteLine($"     first refusal: {refusal}");
                if (!crowd.System.Server.Running) throw new IOException($"{crowd.System.Name} ended: {crowd.System.Server.LastWords()}");
                generator.Run(0.2);
            }
    }
}

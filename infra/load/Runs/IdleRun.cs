using System.Globalization;
using Hub.Load.Measure;
using Hub.Load.Systems;

namespace Hub.Load.Runs;

/// <summary>Memory of connections that are in their rooms and say nothing: what the server's resident memory grows by, garbage collected before and after.</summary>
internal static class IdleRun
{
    private const double SettleSeconds = 12;

    public static async Task RunAsync(Options options)
    {
        var rooms = options.Rooms > 0 ? options.Rooms : 50;
        var members = Math.Max(1, options.Idle / rooms);
        Console.WriteLine($"\nidle: {rooms * members:N0} connections in {rooms} rooms\n\n| | KB a connection | MB before | MB after |\n|---|--:|--:|--:|");
        if (!options.OnlyBaseline) await OneAsync(await HubSystem.StartAsync(options, rooms * members), rooms, members);
        if (options.Baseline || options.OnlyBaseline) await OneAsync(await BaselineSystem.StartAsync(), rooms, members);
    }

    private static async Task OneAsync(LoadSystem system, int rooms, int members)
    {
        await using (system)
        {
            var seats = await system.SeatsAsync(rooms, members);
            // What the first connections make the server load and compile is not theirs.
            using (var first = new Generator())
            {
                Crowd.Connect(first, system, seats.Take(members * Math.Max(1, rooms / 10)));
                first.Run(1);
            }
            using var generator = new Generator();
            var before = await SettledAsync(system, generator);
            Crowd.Connect(generator, system, seats);
            var after = await SettledAsync(system, generator);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {system.Name} | {(after - before) / 1024.0 / seats.Length:N1} | {before / 1048576.0:N0} | {after / 1048576.0:N0} |"));
        }
    }

    private static async Task<long> SettledAsync(LoadSystem system, Generator generator)
    {
        for (var i = 0; i < 2; i++)
        {
            await Collector.CollectAsync(system.Server.Pid);
            generator.Run(SettleSeconds / 2);
        }
        return ProcStat.Rss(system.Server.Pid);
    }
}

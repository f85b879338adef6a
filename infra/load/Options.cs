using System.Globalization;
using Hub.Load.Runs;

namespace Hub.Load;

/// <summary>What was asked for on the command line.</summary>
internal sealed record Options
{
    public const string Usage = """
        Hub.Load [run] [options]          load on Care Hub (SQLite unless told otherwise)

        what
          --shape LIST       A, B, DA, DB (comma separated), or give your own:
          --rooms R --members M --posters P [--rate N]    deliveries/s in all; without --rate closed loop
          --window W         posts that each poster of a closed loop has under way (1)
          --idle N           memory of N idle connections, --rooms R (50)
          --million          cost of a post, a page and an opening at 100 and at --events N (1000000) events
          --slow             one member never reads: the others' p99 with and without
        how
          --baseline         alternate with a bare SignalR group broadcast and print ratios
          --only-baseline    the bare broadcast alone
          --against DLL      alternate with another build of the server
          --seconds S (5)  --blocks B (8)  --warmup W (3)
          --starts N (1)     start the servers anew N times, each time in the other order
        on what
          --server DLL       Hub.Server.dll of a Release build (Hub.Server/bin/Release/net10.0)
          --postgres CONNECTION --master-key FILE  [--redis ADDRESS]
        """;

    public string Server { get; init; } = "Hub.Server/bin/Release/net10.0/Hub.Server.dll";
    public string? Against { get; private init; }
    public string? Postgres { get; private init; }
    public string? MasterKey { get; private init; }
    public string? Redis { get; private init; }
    public bool Baseline { get; private init; }
    public bool OnlyBaseline { get; private init; }
    public double Seconds { get; private init; } = 5;
    public int Blocks { get; private init; } = 8;
    public int Warmup { get; private init; } = 3;
    public int Starts { get; private init; } = 1;
    public Shape[] Shapes { get; private init; } = [];
    public int Idle { get; private init; }
    public int Rooms { get; private init; }
    public double Rate { get; private init; }
    public int Events { get; private init; } = 1_000_000;
    public bool Million { get; private init; }
    public bool Slow { get; private init; }

    /// <summary>Throws <see cref="ArgumentException"/> that names the option it does not understand or that is out of bounds.</summary>
    public static Options Parse(string[] args)
    {
        var given = new Dictionary<string, string>();
        var flags = new HashSet<string>();
        string[] plain = ["--baseline", "--only-baseline", "--million", "--slow"];
        string[] valued = ["--shape", "--rooms", "--members", "--posters", "--rate", "--window", "--idle", "--events", "--seconds", "--blocks", "--warmup", "--starts", "--server", "--against", "--postgres", "--master-key", "--redis"];
        for (var i = 0; i < args.Length; i++)
        {
            if (plain.Contains(args[i])) flags.Add(args[i]);
            else if (valued.Contains(args[i]) && i + 1 < args.Length) given[args[i]] = args[++i];
            else throw new ArgumentException($"{args[i]}: unknown, or its value is missing");
        }
        double Number(string name, double otherwise, double least, double most) =>
            !given.TryGetValue(name, out var text) ? otherwise
            : double.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value
            : throw new ArgumentException($"{name}: a number from {least} to {most}");
        var window = (int)Number("--window", 1, 1, 64);
        var shapes = given.TryGetValue("--shape", out var names) ? names.Split(',').Select(name => Shape.Named(name, window)).ToArray() : [];
        var rooms = (int)Number("--rooms", 0, 1, 1000);
        if (given.ContainsKey("--members"))
            shapes = [.. shapes, new Shape("own", Math.Max(rooms, 1), (int)Number("--members", 0, 1, 1000), (int)Number("--posters", 1, 1, 5000), Number("--rate", 0, 1, 1_000_000), window)];
        // There each start would find the rooms of those before it.
        if (given.ContainsKey("--starts") && given.ContainsKey("--postgres")) throw new ArgumentException("--starts: on SQLite only");
        var defaults = new Options();
        return new Options
        {
            Server = given.GetValueOrDefault("--server", defaults.Server),
            Against = given.GetValueOrDefault("--against"),
            Postgres = given.GetValueOrDefault("--postgres"),
            MasterKey = given.GetValueOrDefault("--master-key"),
            Redis = given.GetValueOrDefault("--redis"),
            Baseline = flags.Contains("--baseline"),
            OnlyBaseline = flags.Contains("--only-baseline"),
            Seconds = Number("--seconds", 5, 0.5, 600),
            Blocks = (int)Number("--blocks", 8, 1, 100),
            Warmup = (int)Number("--warmup", 3, 0, 200),
            Starts = (int)Number("--starts", 1, 1, 20),
            Shapes = shapes,
            Idle = (int)Number("--idle", 0, 1, 9000),
            Rooms = rooms,
            Rate = Number("--rate", 0, 1, 1_000_000),
            Events = (int)Number("--events", 1_000_000, 1000, 5_000_000),
            Million = flags.Contains("--million"),
            Slow = flags.Contains("--slow"),
        };
    }
}

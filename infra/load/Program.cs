using System.Runtime.InteropServices;
using Hub.Load;
using Hub.Load.Baseline;
using Hub.Load.Runs;
using Hub.Load.Systems;

if (args is [BaselineServer.Command, ..])
{
    BaselineServer.Run(args[1..]);
    return 0;
}
// .NET 10 has no handlers of its own for these; without them the servers that were started would outlive this program.
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, static _ => Environment.Exit(143));
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, static _ => Environment.Exit(130));
try
{
    var options = Options.Parse(args is ["run", ..] ? args[1..] : args);
    if (options is { Shapes.Length: 0, Idle: 0, Million: false, Slow: false })
    {
        Console.WriteLine(Options.Usage);
        return 2;
    }
    Console.WriteLine($"{Environment.ProcessorCount} processors, shared by server and generator; texts of {Hub.Load.Wire.Stamp.Length} bytes; {options.Warmup} warm-up blocks thrown away, then {options.Blocks} of {options.Seconds} s; medians.");
    if (!options.OnlyBaseline) Console.WriteLine(HubSystem.RaisedLimits);
    var whole = true;
    foreach (var shape in options.Shapes) whole &= await ShapeRun.RunAsync(options, shape);
    if (options.Idle > 0) await IdleRun.RunAsync(options);
    if (options.Million) whole &= await MillionRun.RunAsync(options);
    if (options.Slow) whole &= await SlowRun.RunAsync(options);
    return whole ? 0 : 1;
}
catch (Exception e) when (e is ArgumentException or IOException)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}

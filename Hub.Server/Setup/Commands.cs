using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms.Export;

namespace Hub.Server.Setup;

/// <summary>What the program does besides serving: <c>Hub.Server verify</c>, <c>Hub.Server restored</c></summary>
public static class Commands
{
    private static readonly Dictionary<string, Func<IServiceProvider, CancellationToken, Task<int>>> All = new(StringComparer.Ordinal)
    {
        ["verify"] = (services, ct) => new VerifyCommand(services.GetRequiredService<Verifier>(), Console.Out, Console.IsErrorRedirected ? TextWriter.Null : Console.Error).RunAsync(ct),
        ["restored"] = RestoredAsync,
    };

    /// <summary>Runs the sub-command that <paramref name="args"/> begin with; null when they begin with none, so that the server starts.</summary>
    public static async Task<int?> RunAsync(IServiceProvider services, string[] args)
    {
        if (args is not [var name, ..] || name.StartsWith('-') || name.StartsWith('/')) return null;
        if (!All.TryGetValue(name, out var run))
        {
            await Console.Error.WriteLineAsync($"There is no command {name}. There are: {string.Join(", ", All.Keys)}; without one the server starts.");
            return 1;
        }
        if (args is ["verify", "--export", var file]) return await VerifyExportAsync(services, file, CancellationToken.None);
        await StartUp.PrepareAsync(services.GetRequiredService<HubSettings>(), services, CancellationToken.None);
        return await run(services, CancellationToken.None);
    }

    /// <summary><c>Hub.Server verify --export FILE</c>: needs the master key's file, and neither the database nor the server.</summary>
    private static async Task<int> VerifyExportAsync(IServiceProvider services, string file, CancellationToken ct)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read);
        var result = await new ExportVerifier(MasterKey.Read(services.GetRequiredService<HubSettings>().MasterKeyFile)).RunAsync(stream, ct);
        foreach (var fault in result.Faults) await Console.Out.WriteLineAsync(fault);
        await Console.Out.WriteLineAsync($"{result.Events} events, {result.Files} files, {result.Faults.Count} faults");
        return result.Faults.Count == 0 ? 0 : 1;
    }

    /// <summary>After a restore from a backup: a new epoch, so that every client throws its copy away and fetches again. All nodes must be stopped.</summary>
    private static async Task<int> RestoredAsync(IServiceProvider services, CancellationToken ct)
    {
        await EpochOf.RenewAsync(services.GetRequiredService<Database>(), TimeProvider.System, ct);
        if (await services.GetRequiredService<Checkpoint>().SetAsideAsync(TimeProvider.System, ct) is { } aside)
            await Console.Out.WriteLineAsync($"What was noted of the rooms' heads until now lies in {aside}.");
        await Console.Out.WriteLineAsync("The database has a new epoch. Start the nodes; every client fetches its rooms again.");
        return 0;
    }
}

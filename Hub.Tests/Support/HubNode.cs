namespace Hub.Tests.Support;

/// <summary>One Hub.Server as a process of its own on a fixed port, so that it can be killed and come back at the same address.</summary>
public sealed class HubNode(IReadOnlyDictionary<string, string?> settings, string logFile) : IAsyncDisposable
{
    private readonly int _port = FreePort.Next();
    private OwnProcess? _process;

    public Uri Address => new($"http://127.0.0.1:{_port}");
    public int Pid => _process!.Pid;
    public bool IsRunning => _process is { HasExited: false };
    public string Log => File.Exists(logFile) ? File.ReadAllText(logFile) : "";

    public static string ServerDll =>
        Path.Combine(Machine.Root, "Hub.Server", "bin", Machine.Configuration, "net10.0", "Hub.Server.dll");

    /// <summary>Starts the server and returns when it says that it is ready.</summary>
    public async Task StartAsync()
    {
        var environment = new Dictionary<string, string?>(settings)
        {
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{_port}",
        };
        environment.TryAdd("ASPNETCORE_ENVIRONMENT", "Development");
        // A node of a test lives for seconds: compiling each method once more to learn how it is used costs it a fifth of its start.
        environment["DOTNET_TieredPGO"] = "0";
        _process = OwnProcess.Start(Machine.Program("dotnet"), [ServerDll, "--contentRoot", Path.Combine(Machine.Root, "Hub.Server")], logFile, environment);

        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        await Machine.UntilAsync(() => ReadyAsync(http), TimeSpan.FromSeconds(90), () => $"The server did not get ready:\n{Log}");
    }

    /// <summary>Runs one of the program's commands on this node's data, while it is stopped; what it says.</summary>
    public async Task<string> RunAsync(string command)
    {
        var log = logFile + "." + command;
        await using var run = OwnProcess.Start(Machine.Program("dotnet"), [ServerDll, command], log, new Dictionary<string, string?>(settings) { ["ASPNETCORE_ENVIRONMENT"] = "Development" });
        await Machine.UntilAsync(() => Task.FromResult(run.HasExited), TimeSpan.FromSeconds(60), () => $"{command} takes too long:\n{run.ReadLog()}");
        return run.ReadLog();
    }

    public Task KillAsync() => _process!.StopAsync(OwnProcess.SigKill);

    public Task StopAsync() => _process!.StopAsync(OwnProcess.SigTerm, TimeSpan.FromSeconds(30));

    public void Freeze() => _process!.Signal(OwnProcess.SigStop);

    public void Thaw() => _process?.Signal(OwnProcess.SigCont);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
    }

    private async Task<bool> ReadyAsync(HttpClient http)
    {
        if (_process!.HasExited) throw new InvalidOperationException($"The server ended at its start:\n{Log}");
        try
        {
            using var answer = await http.GetAsync("/healthz/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}

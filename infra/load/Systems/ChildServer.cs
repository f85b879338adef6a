using System.Diagnostics;
using System.Net;
using Hub.Tests.Support;

namespace Hub.Load.Systems;

/// <summary>A server that this tool starts on a free loopback port and ends by its process id, also when the tool itself is ended.</summary>
internal sealed class ChildServer : IAsyncDisposable
{
    private readonly Process process;
    private readonly Queue<string> tail = new();

    public int Pid => process.Id;
    public IPEndPoint Address { get; }
    public bool Running => !process.HasExited;

    public ChildServer(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> settings)
    {
        Address = new IPEndPoint(IPAddress.Loopback, FreePort.Next());
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(program),
        };
        start.Environment["ASPNETCORE_URLS"] = $"http://{Address}";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        start.Environment["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Warning";
        foreach (var (name, value) in settings) start.Environment[name] = value;
        process = Process.Start(start) ?? throw new IOException($"dotnet {program} did not start");
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        AppDomain.CurrentDomain.ProcessExit += End;
    }

    /// <summary>Waits until <paramref name="path"/> answers 200; throws with the server's last words when it ended or took over a minute.</summary>
    public async Task ReadyAsync(string path)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://{Address}"), Timeout = TimeSpan.FromSeconds(5) };
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(1); await Task.Delay(100))
        {
            if (!Running) break;
            try
            {
                using var answer = await http.GetAsync(path);
                if (answer.StatusCode == HttpStatusCode.OK) return;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // Not listening yet.
            }
        }
        throw new IOException($"The server is not ready. Its last words:\n{LastWords()}");
    }

    public string LastWords()
    {
        lock (tail) return string.Join('\n', tail);
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= End;
        End(null, EventArgs.Empty);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private void End(object? sender, EventArgs e)
    {
        if (Running) process.Kill();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (tail)
        {
            tail.Enqueue(line);
            if (tail.Count > 40) tail.Dequeue();
        }
    }
}

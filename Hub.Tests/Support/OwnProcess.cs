using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Hub.Tests.Support;

/// <summary>
/// A child process of the tests: its output goes to a file, signals reach it by pid, and it never outlives the test process.
/// </summary>
public sealed class OwnProcess : IAsyncDisposable
{
    public const int SigInt = 2, SigQuit = 3, SigKill = 9, SigTerm = 15, SigCont = 18, SigStop = 19;

    private static readonly ConcurrentDictionary<int, OwnProcess> Alive = new();
    private readonly Process _process;

    static OwnProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var child in Alive.Values) child.Signal(child._lastSignal);
    };

    private readonly int _lastSignal;

    private OwnProcess(Process process, string log, int lastSignal) => (_process, LogFile, _lastSignal) = (process, log, lastSignal);

    public int Pid => _process.Id;
    public bool HasExited => _process.HasExited;
    public string LogFile { get; }

    /// <summary>Starts <paramref name="file"/>; stdout and stderr are appended to <paramref name="logFile"/>.</summary>
    /// <param name="lastSignal">What ends it when the test process itself ends: SIGKILL, or SIGQUIT for a PostgreSQL, which has children of its own.</param>
    public static OwnProcess Start(
        string file, IEnumerable<string> arguments, string logFile, IReadOnlyDictionary<string, string?>? environment = null,
        string? workingDirectory = null, int lastSignal = SigKill)
    {
        // The shell replaces itself by the program, so the pid is the program's, and no pipe of ours can stall it.
        // A file that may not grow is to be an error of the write, not the end of the process: XFSZ is passed over.
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, WorkingDirectory = workingDirectory ?? "/" };
        foreach (var part in (string[])["-c", "trap '' XFSZ; exec \"$@\" >>\"$HUB_TEST_LOG\" 2>&1 </dev/null", "sh", file, .. arguments]) start.ArgumentList.Add(part);
        start.Environment["HUB_TEST_LOG"] = logFile;
        foreach (var (key, value) in environment ?? new Dictionary<string, string?>()) start.Environment[key] = value;

        var process = Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start.");
        var own = new OwnProcess(process, logFile, lastSignal);
        Alive[own.Pid] = own;
        return own;
    }

    /// <summary>Runs a program to its end and throws with its output when it fails.</summary>
    public static async Task<string> RunAsync(string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start.");
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{file} ended with {process.ExitCode}: {output}{await error}");
    }

    public void Signal(int signal)
    {
        if (!_process.HasExited) _ = Kill(_process.Id, signal);
    }

    /// <summary>Sends a signal and waits until the process is gone; after <paramref name="patience"/> it is killed.</summary>
    public async Task StopAsync(int signal, TimeSpan? patience = null)
    {
        Signal(signal);
        using var limit = new CancellationTokenSource(patience ?? TimeSpan.FromSeconds(20));
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Signal(SigKill);
            await _process.WaitForExitAsync();
        }
        Alive.TryRemove(Pid, out _);
    }

    public string ReadLog() => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    public async ValueTask DisposeAsync()
    {
        if (Alive.ContainsKey(Pid)) await StopAsync(_lastSignal);
        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);
}

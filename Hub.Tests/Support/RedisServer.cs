using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Hub.Tests.Support;

/// <summary>A Redis of the tests' own on 127.0.0.1 and a free port, without persistence: what it forgets must not matter.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly TempFolder _folder = new("redis");
    private readonly int _port = FreePort.Next();
    private OwnProcess? _process;

    private RedisServer() { }

    public static async Task<RedisServer> StartAsync()
    {
        var server = new RedisServer();
        await server.RestartAsync();
        return server;
    }

    /// <summary>What <c>Hub:Redis</c> takes: host and port.</summary>
    public string Endpoint => $"127.0.0.1:{_port}";

    /// <summary>Starts on the same port; returns when it answers.</summary>
    public async Task RestartAsync()
    {
        string[] settings = ["--port", $"{_port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", _folder.Path];
        _process = OwnProcess.Start(Machine.Program("redis-server"), settings, _folder.At("log"));
        await Machine.UntilAsync(AnswersAsync, TimeSpan.FromSeconds(20), () => $"Redis did not start:\n{_process.ReadLog()}");
    }

    public Task KillAsync() => _process!.StopAsync(OwnProcess.SigKill);

    /// <summary>Stops it in its tracks (SIGSTOP): connections stay open and nothing is answered.</summary>
    public void Freeze() => _process!.Signal(OwnProcess.SigStop);

    public void Thaw() => _process!.Signal(OwnProcess.SigCont);

    public async Task FlushAllAsync()
    {
        using var client = new TcpClient();
        var reader = await AskAsync(client, "FLUSHALL");
        if (await reader.ReadLineAsync() != "+OK") throw new InvalidOperationException("Redis refused FLUSHALL.");
    }

    /// <summary>Everything that any client says to Redis from now on, until disposed.</summary>
    public async Task<RedisMonitor> MonitorAsync()
    {
        var client = new TcpClient();
        var reader = await AskAsync(client, "MONITOR");
        if (await reader.ReadLineAsync() != "+OK") throw new InvalidOperationException("Redis refused MONITOR.");
        return new RedisMonitor(client, reader);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<bool> AnswersAsync()
    {
        if (_process!.HasExited) throw new InvalidOperationException($"Redis ended at its start:\n{_process.ReadLog()}");
        try
        {
            using var client = new TcpClient();
            return await (await AskAsync(client, "PING")).ReadLineAsync() == "+PONG";
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task<StreamReader> AskAsync(TcpClient client, string command)
    {
        await client.ConnectAsync("127.0.0.1", _port);
        var stream = client.GetStream();
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(command + "\r\n"));
        return new StreamReader(stream);
    }
}

/// <summary>The lines of <c>redis-cli monitor</c>, collected.</summary>
public sealed class RedisMonitor : IAsyncDisposable
{
    private readonly TcpClient _client;
    private readonly Task _reading;

    internal RedisMonitor(TcpClient client, StreamReader reader)
    {
        _client = client;
        _reading = ReadAsync(reader);
    }

    public ConcurrentQueue<string> Lines { get; } = new();

    public async ValueTask DisposeAsync()
    {
        _client.Close();
        await _reading;
    }

    private async Task ReadAsync(StreamReader reader)
    {
        try
        {
            while (await reader.ReadLineAsync() is { } line) Lines.Enqueue(line);
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException)
        {
            // The monitor was closed, or Redis was: what was heard until then stands.
        }
    }
}

using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Hub.Server.Realtime;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Tests.Realtime;

/// <summary>A connection of one test's own that keeps what it is sent, or stops taking anything.</summary>
internal sealed class Listener
{
    private readonly Recording connection = new();

    public Listener(Guid user) => Receiver = new Receiver(connection, user, Guid.CreateVersion7());

    public Receiver Receiver { get; }

    public bool IsClosed => connection.IsClosed;

    /// <summary>From here on no write completes, as when a socket's buffers are full.</summary>
    public void StopReading() => connection.Stopped = true;

    /// <summary>All frames so far: target and arguments.</summary>
    public IReadOnlyList<(string Target, JsonElement Arguments)> Frames
    {
        get
        {
            lock (connection.Sent) return [.. connection.Sent.Select(Read)];
        }
    }

    /// <summary>Seqs of all events so far, as they came.</summary>
    public IReadOnlyList<long> Seqs => [.. Frames.Where(f => f.Target == "Events").SelectMany(f => f.Arguments[1].EnumerateArray()).Select(e => e.GetProperty("seq").GetInt64())];

    private static (string, JsonElement) Read(byte[] bytes)
    {
        Assert.Equal(0x1e, bytes[^1]);
        var json = JsonElement.Parse(bytes.AsSpan(0, bytes.Length - 1));
        Assert.Equal(1, json.GetProperty("type").GetInt32());
        return (json.GetProperty("target").GetString()!, json.GetProperty("arguments"));
    }

    private sealed class Recording() : HubConnectionContext(
        new DefaultConnectionContext(Guid.CreateVersion7().ToString(), new Nowhere(), new Nowhere()),
        new HubConnectionContextOptions { KeepAliveInterval = TimeSpan.FromSeconds(15) }, NullLoggerFactory.Instance)
    {
        private static readonly JsonHubProtocol Json = new();
        private readonly TaskCompletionSource never = new();

        public List<byte[]> Sent { get; } = [];
        public bool Stopped { get; set; }
        public bool IsClosed { get; private set; }

        public override ValueTask WriteAsync(SerializedHubMessage message, CancellationToken cancellationToken = default)
        {
            if (Stopped) return new ValueTask(never.Task);
            lock (Sent) Sent.Add(message.GetSerializedMessage(Json).ToArray());
            return ValueTask.CompletedTask;
        }

        public override void Abort() => IsClosed = true;
    }

    private sealed class Nowhere : IDuplexPipe
    {
        public PipeReader Input { get; } = new Pipe().Reader;
        public PipeWriter Output { get; } = new Pipe().Writer;
    }
}

using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Channels;
using Hub.Core;
using Hub.Core.Journal;
using StackExchange.Redis;

namespace Hub.Server.Realtime;

/// <summary>
/// Notes between nodes by Redis publish/subscribe. Announcements of one room overtake each other, so at most one a room waits;
/// other notes wait in a bounded queue that drops its oldest. Redis away, frozen or flushed costs a poll's delay (one second).
/// </summary>
public sealed partial class RedisBus(string address, EpochOf epoch, IServiceProvider services, ILogger<RedisBus> log) : BackgroundService, IBus
{
    private const int MostTogether = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { AllowOutOfOrderMetadataProperties = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true };

    private readonly Guid node = Ids.New(TimeProvider.System.GetUtcNow());
    private readonly ConcurrentDictionary<Guid, Look> looks = new();
    private readonly Channel<Note> notes = Channel.CreateBounded<Note>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly Channel<byte[]> heard = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly Channel<bool> something = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private sealed record Envelope(Guid Node, IReadOnlyList<Note> Notes);

    public void Tell(Note note)
    {
        if (note is Look look)
            looks.AddOrUpdate(look.Room, look, (_, was) => new Look(look.Room, Math.Max(was.Head, look.Head), was.Members || look.Members));
        else notes.Writer.TryWrite(note);
        something.Writer.TryWrite(true);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // One deployment, one channel: two that share a Redis do not hear each other.
        var channel = new RedisChannel($"carehub:{epoch.Id:N}", RedisChannel.PatternMode.Literal);
        var hearing = HearAsync(stoppingToken);
        try
        {
            using var redis = await ConnectAsync(stoppingToken);
            redis.ConnectionRestored += (_, _) => heard.Writer.TryWrite([]);
            var bus = redis.GetSubscriber();
            await SubscribeAsync(bus, channel, stoppingToken);
            while (true)
            {
                await something.Reader.ReadAsync(stoppingToken);
                await PublishAsync(bus, channel);
            }
        }
        catch (OperationCanceledException)
        {
        }
        await hearing;
    }

    private async Task<ConnectionMultiplexer> ConnectAsync(CancellationToken stop)
    {
        var options = ConfigurationOptions.Parse(address);
        options.AbortOnConnectFail = false;
        while (true)
        {
            try
            {
                return await ConnectionMultiplexer.ConnectAsync(options).WaitAsync(TimeSpan.FromSeconds(10), stop);
            }
            catch (Exception e) when (e is RedisException or TimeoutException)
            {
                LogAway(log, e.GetType().Name);
                await Task.Delay(Patience, stop);
            }
        }
    }

    // The client subscribes again by itself when a connection comes back, but the first time must succeed.
    private async Task SubscribeAsync(ISubscriber bus, RedisChannel channel, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                // A slow handler would hold up all others: it only queues.
                await bus.SubscribeAsync(channel, (_, value) => heard.Writer.TryWrite(value!)).WaitAsync(TimeSpan.FromSeconds(5), stop);
                return;
            }
            catch (Exception e) when (e is RedisException or TimeoutException)
            {
                LogAway(log, e.GetType().Name);
                await Task.Delay(Patience, stop);
            }
        }
    }

    private async Task PublishAsync(ISubscriber bus, RedisChannel channel)
    {
        var together = new List<Note>();
        foreach (var room in looks.Keys)
            if (looks.TryRemove(room, out var look)) together.Add(look);
        while (together.Count < MostTogether && notes.Reader.TryRead(out var note)) together.Add(note);
        if (together.Count == 0) return;
        if (notes.Reader.Count > 0) something.Writer.TryWrite(true);
        try
        {
            await bus.PublishAsync(channel, JsonSerializer.SerializeToUtf8Bytes(new Envelope(node, together), Json)).WaitAsync(Patience);
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            LogAway(log, e.GetType().Name);
        }
    }

    private async Task HearAsync(CancellationToken stop)
    {
        var listeners = services.GetServices<IBusListener>().ToList();
        try
        {
            await foreach (var bytes in heard.Reader.ReadAllAsync(stop))
            {
                if (bytes.Length == 0) listeners.ForEach(l => l.Restored());
                else if (Read(bytes) is { } envelope && envelope.Node != node)
                    foreach (var note in envelope.Notes) listeners.ForEach(l => l.Heard(envelope.Node, note));
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private Envelope? Read(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<Envelope>(bytes, Json);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            LogNonsense(log, bytes.Length);
            return null;
        }
    }

    [LoggerMessage(201, LogLevel.Warning, "Redis does not answer ({Fault}). Nothing is lost; other nodes hear of events up to a second later.")]
    private static partial void LogAway(ILogger log, string fault);

    [LoggerMessage(202, LogLevel.Warning, "{Size} bytes on the bus were not a note of this version.")]
    private static partial void LogNonsense(ILogger log, int size);
}

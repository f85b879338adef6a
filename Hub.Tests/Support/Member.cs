using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Support;

/// <summary>
/// One person with one device: signs in, stays connected to one node, enters rooms, posts, and keeps what it was told.
/// Behaves as the browser does: Enter, catch up over HTTP, again after every reconnect; a command keeps its id when it is sent again.
/// </summary>
public sealed class Member : IAsyncDisposable
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _leaving = new();
    private readonly ConcurrentDictionary<Guid, RoomList> _rooms = new();
    private HubConnection? _connection;
    private Task? _staying;

    private Member(Uri node, CookieContainer cookies, HttpClient http, WireMe me) => (Node, Cookies, Http, Me) = (node, cookies, http, me);

    public Uri Node { get; }
    public CookieContainer Cookies { get; }
    public HttpClient Http { get; }
    public WireMe Me { get; }
    public Guid Id => Me.Id;
    public string User => Me.User;
    public ConcurrentQueue<SentCommand> Commands { get; } = new();
    public ConcurrentQueue<Frame> Frames { get; } = new();
    public int Connects { get; private set; }
    public bool IsConnected => _connection?.State == HubConnectionState.Connected;
    public bool StayAway { get; set; }

    public static async Task<Member> SignInAsync(Uri node, string user)
    {
        var cookies = new CookieContainer();
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = node, Timeout = TimeSpan.FromSeconds(30) };
        using var answer = await http.PostAsJsonAsync("/api/dev/sign-in", new { user });
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{user} cannot sign in: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return new Member(node, cookies, http, (await answer.Content.ReadFromJsonAsync<WireMe>())!);
    }

    public RoomList List(Guid room) => _rooms.GetOrAdd(room, _ => new RoomList());

    /// <summary>Connects and stays connected until disposed, entering all its rooms again each time.</summary>
    public async Task<Member> ConnectAsync()
    {
        var first = new TaskCompletionSource();
        _staying = StayAsync(first);
        await first.Task.WaitAsync(TimeSpan.FromSeconds(30));
        return this;
    }

    public async Task EnterAsync(Guid room)
    {
        _rooms.TryAdd(room, new RoomList());
        await EnterAsync(_connection!, room);
    }

    public Task InvokeAsync(string method, params object?[] arguments) => _connection!.InvokeCoreAsync(method, arguments, _leaving.Token).WaitAsync(AnswerLimit);

    public async Task<Guid> CreateRoomAsync(string title, params IEnumerable<Guid> members)
    {
        using var answer = await Http.PostAsJsonAsync("/api/rooms", new { kind = "channel", title, members });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<WireId>())!.Id;
    }

    /// <summary>Posts over the hub. With <paramref name="resend"/> it is sent again, under the same id, until it is answered for good.</summary>
    public Task<SentCommand> PostAsync(Guid room, string text, bool resend = true) =>
        SendAsync(room, text, id => new { id, type = "postMessage", text }, resend);

    public Task<SentCommand> SendAsync(Guid room, object command) =>
        SendAsync(room, "", id => Merge(command, id), resend: true);

    /// <summary>Sends a command that must go through.</summary>
    public async Task DoAsync(Guid room, object command)
    {
        var sent = await SendAsync(room, command);
        if (sent.Fate != Fate.Ok) throw new InvalidOperationException($"{User}: {command} was not done: {sent.Fate} {sent.Code}");
    }

    /// <summary>Sends a command over HTTP, once, and returns the status and the body.</summary>
    public async Task<(HttpStatusCode Status, string Body)> PostRawAsync(Guid room, object command)
    {
        using var answer = await Http.PostAsJsonAsync($"/api/rooms/{room}/commands", command);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async Task<IReadOnlyList<WireEvent>> FetchAsync(Guid room, long after = 0)
    {
        var events = new List<WireEvent>();
        while (true)
        {
            var page = (await Http.GetFromJsonAsync<WireEvents>($"/api/rooms/{room}/events?after={after}&limit=1000"))!;
            events.AddRange(page.Events);
            if (page.Events.Length == 0 || page.Events[^1].Seq >= page.Head) return events;
            after = page.Events[^1].Seq;
        }
    }

    public async Task DisconnectAsync()
    {
        StayAway = true;
        if (_connection is { } open) await open.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        if (_connection is { } open) await open.DisposeAsync();
        if (_staying is { } staying) await staying;
        Http.Dispose();
        _leaving.Dispose();
    }

    private async Task<SentCommand> SendAsync(Guid room, string text, Func<Guid, object> command, bool resend)
    {
        var sent = new SentCommand(room, Id, text) { InvokedAt = Stopwatch.GetTimestamp() };
        Commands.Enqueue(sent);
        var body = command(sent.Id);
        do
        {
            sent.Attempts++;
            try
            {
                if (!IsConnected) throw new InvalidOperationException("not connected");
                sent.Seq = (await _connection!.InvokeAsync<WireSeq>("Send", room, body, _leaving.Token).WaitAsync(AnswerLimit)).Seq;
                sent.Fate = Fate.Ok;
            }
            catch (HubException refused) when (HubRefusal.CodeOf(refused) is { } code && code is not (429 or 503))
            {
                (sent.Fate, sent.Code) = (Fate.Refused, code);
            }
            catch (Exception) when (!_leaving.IsCancellationRequested)
            {
                if (resend) await Task.Delay(Random.Shared.Next(50, 200));
            }
            sent.SettledAt = Stopwatch.GetTimestamp();
        }
        while (resend && sent.Fate == Fate.Unknown);
        return sent;
    }

    private static Dictionary<string, object?> Merge(object command, Guid id)
    {
        var merged = JsonSerializer.SerializeToElement(command).EnumerateObject().ToDictionary(p => p.Name, p => (object?)p.Value);
        merged["id"] = id;
        return merged;
    }

    private async Task StayAsync(TaskCompletionSource first)
    {
        while (!_leaving.IsCancellationRequested)
        {
            try
            {
                if (!StayAway)
                {
                    var closed = await ConnectOnceAsync();
                    first.TrySetResult();
                    await closed;
                }
            }
            catch (Exception e) when (!_leaving.IsCancellationRequested)
            {
                // A node that is down or restarting: the next round tries again, as the browser does, for ever.
                if (Connects == 0) first.TrySetException(e);
            }
            catch (Exception) when (_leaving.IsCancellationRequested)
            {
                return;
            }
            await Task.Delay(Random.Shared.Next(50, 300), _leaving.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<Task> ConnectOnceAsync()
    {
        var builder = new HubConnectionBuilder();
        builder.Services.AddSingleton<IConnectionFactory>(new WebSocketFactory(Cookies));
        builder.Services.AddSingleton<EndPoint>(new UriEndPoint(new UriBuilder(Node) { Scheme = "ws", Path = "/hubs/rooms" }.Uri));
        var connection = builder.Build();
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.Closed += _ => { closed.TrySetResult(); return Task.CompletedTask; };
        Listen(connection);
        try
        {
            await connection.StartAsync(_leaving.Token);
            _connection = connection;
            Connects++;
            foreach (var room in _rooms.Keys) await EnterAsync(connection, room);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
        return closed.Task;
    }

    private void Listen(HubConnection connection)
    {
        var live = new ConcurrentDictionary<Guid, long>();
        connection.On<Guid, WireEvent[]>("Events", (room, batch) =>
        {
            Note("Events", room, batch.Length == 0 ? 0 : batch[^1].Seq, batch.Length == 0 ? null : batch[^1].Type);
            live[room] = List(room).ApplyLive(batch, live.GetValueOrDefault(room));
        });
        connection.On<Dictionary<Guid, WireHead>>("Heads", heads =>
        {
            foreach (var (room, head) in heads) Note("Heads", room, head.Head);
        });
        connection.On<Guid, WirePresent[]>("Presence", (room, present) => Note("Presence", room, 0, string.Join(' ', present.Select(p => p.UserId))));
        connection.On<Guid, Guid, JsonElement>("Signal", (room, user, signal) => Note("Signal", room, 0, $"{user} {signal.GetRawText()}"));
        connection.On<Guid, JsonElement>("Positions", (room, positions) => Note("Positions", room, 0, positions.GetRawText()));
        connection.On<JsonElement>("Inbox", _ => Note("Inbox", Guid.Empty, 0));
    }

    private void Note(string target, Guid room, long maxSeq, string? note = null) =>
        Frames.Enqueue(new Frame(target, room, Stopwatch.GetTimestamp(), maxSeq, note));

    private async Task EnterAsync(HubConnection connection, Guid room)
    {
        try
        {
            await connection.InvokeAsync<JsonElement>("Enter", room, _leaving.Token).WaitAsync(AnswerLimit);
        }
        catch (HubException refused) when (HubRefusal.CodeOf(refused) == 404)
        {
            return; // No longer a member: the list keeps what it had.
        }
        List(room).Apply(await FetchAsync(room, List(room).Last));
    }
}

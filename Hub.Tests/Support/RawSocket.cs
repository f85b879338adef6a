using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace Hub.Tests.Support;

/// <summary>A hub connection without a client library: sends what it likes, and reads only when told to.</summary>
public sealed class RawSocket : IDisposable
{
    private const byte RecordSeparator = 0x1e;
    private readonly ClientWebSocket _socket = new();

    private RawSocket() { }

    public WebSocketState State => _socket.State;

    /// <summary>Opens the hub with a member's cookie.</summary>
    /// <param name="member">Whose session.</param>
    /// <param name="receiveBuffer">Bytes the kernel may hold for us, so that an unread socket pushes back early.</param>
    /// <param name="handshake">Whether to greet as a SignalR client.</param>
    /// <param name="origin">The Origin header of a browser, if any.</param>
    public static async Task<RawSocket> OpenAsync(Member member, int? receiveBuffer = null, bool handshake = true, string? origin = null)
    {
        var raw = new RawSocket();
        var handler = new SocketsHttpHandler { UseCookies = true, CookieContainer = member.Cookies };
        handler.ConnectCallback = async (context, cancel) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            if (receiveBuffer is { } size) socket.ReceiveBufferSize = size;
            await socket.ConnectAsync(context.DnsEndPoint, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        };
        if (origin is not null) raw._socket.Options.SetRequestHeader("Origin", origin);
        await raw._socket.ConnectAsync(new UriBuilder(member.Node) { Scheme = "ws", Path = "/hubs/rooms" }.Uri, new HttpMessageInvoker(handler), CancellationToken.None);
        if (handshake) await raw.SendAsync("""{"protocol":"json","version":1}""");
        return raw;
    }

    /// <summary>Sends one SignalR frame: the text and the record separator.</summary>
    public Task SendAsync(string json) => SendAsync([.. Encoding.UTF8.GetBytes(json), RecordSeparator], WebSocketMessageType.Text);

    /// <summary>Sends bytes as they are; false when the server has closed the connection.</summary>
    public async Task<bool> SendAsync(byte[] bytes, WebSocketMessageType type)
    {
        try
        {
            await _socket.SendAsync(bytes, type, endOfMessage: true, CancellationToken.None);
            return true;
        }
        catch (Exception closed) when (closed is WebSocketException or InvalidOperationException or IOException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Reads until the server closes, for at most <paramref name="limit"/>; returns whether it closed, and the text read.</summary>
    public async Task<(bool Closed, string Text)> DrainAsync(TimeSpan limit)
    {
        var text = new StringBuilder();
        var buffer = new byte[64 * 1024];
        using var cancel = new CancellationTokenSource(limit);
        try
        {
            while (true)
            {
                var result = await _socket.ReceiveAsync(buffer.AsMemory(), cancel.Token);
                if (result.MessageType == WebSocketMessageType.Close) return (true, text.ToString());
                text.Append(Encoding.UTF8.GetString(buffer, 0, result.Count));
            }
        }
        catch (OperationCanceledException)
        {
            return (false, text.ToString());
        }
        catch (Exception closed) when (closed is WebSocketException or InvalidOperationException or IOException or OperationCanceledException)
        {
            return (true, text.ToString());
        }
    }

    public void Dispose() => _socket.Dispose();
}

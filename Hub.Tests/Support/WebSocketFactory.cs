using System.IO.Pipelines;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Hub.Tests.Support;

/// <summary>Lets the SignalR client speak over a plain ClientWebSocket that carries the session cookie.</summary>
internal sealed class WebSocketFactory(CookieContainer cookies) : IConnectionFactory
{
    public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var socket = new ClientWebSocket();
        socket.Options.Cookies = cookies;
        await socket.ConnectAsync(((UriEndPoint)endpoint).Uri, cancellationToken);
        return new WebSocketConnection(socket);
    }
}

internal sealed class WebSocketConnection : ConnectionContext
{
    private readonly ClientWebSocket _socket;
    private readonly Pipe _incoming = new(), _outgoing = new();
    private readonly Task _pumps;

    public WebSocketConnection(ClientWebSocket socket)
    {
        _socket = socket;
        Transport = new Ends(_incoming.Reader, _outgoing.Writer);
        _pumps = Task.WhenAll(ReceiveAsync(), SendAsync());
    }

    public override IDuplexPipe Transport { get; set; }
    public override string ConnectionId { get; set; } = "";
    public override IFeatureCollection Features { get; } = new FeatureCollection();
    public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

    public override void Abort(ConnectionAbortedException abortReason) => _socket.Abort();

    public override async ValueTask DisposeAsync()
    {
        await Transport.Output.CompleteAsync();
        await Transport.Input.CompleteAsync();
        await Task.WhenAny(_pumps, Task.Delay(1000));
        _socket.Dispose();
        await _pumps;
        await base.DisposeAsync();
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (true)
            {
                var result = await _socket.ReceiveAsync(_incoming.Writer.GetMemory(16 * 1024), CancellationToken.None);
                if (result.MessageType == WebSocketMessageType.Close) break;
                _incoming.Writer.Advance(result.Count);
                if ((await _incoming.Writer.FlushAsync()).IsCompleted) break;
            }
            await _incoming.Writer.CompleteAsync();
        }
        catch (Exception gone) when (gone is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            await _incoming.Writer.CompleteAsync(new IOException("The socket was cut.", gone));
        }
    }

    private async Task SendAsync()
    {
        try
        {
            while (true)
            {
                var result = await _outgoing.Reader.ReadAsync();
                foreach (var part in result.Buffer) await _socket.SendAsync(part, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
                _outgoing.Reader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted) break;
            }
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
        catch (Exception gone) when (gone is WebSocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // The receiving side tells the connection.
        }
        await _outgoing.Reader.CompleteAsync();
    }

    private sealed class Ends(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;
        public PipeWriter Output => output;
    }
}

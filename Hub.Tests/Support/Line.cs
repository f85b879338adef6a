using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Hub.Tests.Support;

/// <summary>A network line to a node: cut, every connection through it breaks and none is made until it is mended.</summary>
public sealed class Line : IAsyncDisposable
{
    private readonly Uri _node;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, byte> _open = new();
    private readonly Task _accepting;
    private volatile bool _cut;

    public Line(Uri node)
    {
        _node = node;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>What a browser calls instead of the node.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public void Cut()
    {
        _cut = true;
        foreach (var connection in _open.Keys) connection.Dispose();
    }

    public void Mend() => _cut = false;

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        Cut();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        var carried = new List<Task>();
        try
        {
            while (true) carried.Add(CarryAsync(await _listener.AcceptTcpClientAsync()));
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(carried);
        }
    }

    private async Task CarryAsync(TcpClient near)
    {
        using var far = new TcpClient();
        _open[near] = 0;
        try
        {
            if (_cut) return;
            await far.ConnectAsync(_node.Host, _node.Port);
            var (here, there) = (near.GetStream(), far.GetStream());
            await await Task.WhenAny(here.CopyToAsync(there), there.CopyToAsync(here));
        }
        catch (Exception broken) when (broken is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut, or one of the two hung up: the other notices by the same.
        }
        finally
        {
            _open.TryRemove(near, out _);
            near.Dispose();
        }
    }
}

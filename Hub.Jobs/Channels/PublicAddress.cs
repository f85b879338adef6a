using System.Net;
using System.Net.Sockets;

namespace Hub.Jobs.Channels;

/// <summary>An address that only somebody inside may call. It is no IOException, so that nothing takes it for a lost connection.</summary>
public sealed class PrivateAddressException(string host) : Exception($"{host} is a private address.");

/// <summary>Which addresses are out in the world. What others name for us to call must not reach into our own network.</summary>
public static class PublicAddress
{
    // The special-purpose registries of RFC 6890, and what is set aside since.
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    // All of IPv6 that is given out so far; what lies beside it is local, mapped, or for several receivers.
    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");

    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return (address.AddressFamily == AddressFamily.InterNetwork || Global6.Contains(address)) && !NotPublic.Any(n => n.Contains(address));
    }

    /// <summary>A client for addresses that others name: asked at connect time, so that a name which leads elsewhere in the next moment gains nothing; no redirects, no proxy, no cookies.</summary>
    /// <param name="allowPrivate">The house calls programs of its own.</param>
    public static HttpClient Client(bool allowPrivate) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        MaxResponseHeadersLength = 16,
        ConnectCallback = (context, cancel) => ConnectAsync(context.DnsEndPoint, allowPrivate, cancel),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan, // the outbox has its own
    };

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint to, bool allowPrivate, CancellationToken cancel)
    {
        var addresses = await Dns.GetHostAddressesAsync(to.Host, cancel);
        // One private address among them is enough: nobody honest publishes such a name.
        if (!allowPrivate && !addresses.All(IsPublic)) throw new PrivateAddressException(to.Host);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, to.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

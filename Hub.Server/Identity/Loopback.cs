using System.Net;

namespace Hub.Server.Identity;

public static class Loopback
{
    /// <summary>Whether the request came from this machine: by its address, and by the name it asked for (a page elsewhere can make a browser here ask under another name).</summary>
    public static bool IsFromLoopback(this HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)
        && (http.Request.Host.Host is "localhost" || (IPAddress.TryParse(http.Request.Host.Host.Trim('[', ']'), out var host) && IPAddress.IsLoopback(host)));
}

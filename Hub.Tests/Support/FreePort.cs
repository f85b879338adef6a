using System.Net;
using System.Net.Sockets;

namespace Hub.Tests.Support;

/// <summary>Ports for servers that tests and load runs start on this machine.</summary>
public static class FreePort
{
    private const int First = 15_000, Count = 15_000;
    private static int last = Random.Shared.Next(Count);

    /// <summary>
    /// A TCP port of 127.0.0.1 that nobody listens on. Below those that the system gives to whoever connects (32768 and up), and each once in a process:
    /// otherwise one may be taken between here and the start of the server that it is for.
    /// </summary>
    /// <exception cref="InvalidOperationException">None is free.</exception>
    public static int Next()
    {
        for (var tried = 0; tried < Count; tried++)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref last) % Count);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody's already.
            }
        }
        throw new InvalidOperationException($"No port from {First} to {First + Count - 1} is free.");
    }
}

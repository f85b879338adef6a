using System.Diagnostics;
using Hub.Load.Wire;

namespace Hub.Load.Runs;

/// <summary>
/// The one thread that reads and writes every connection of every system in the run. Keeps each alive with a ping every 8 s,
/// one at a time, so that no burst of them falls into a block.
/// </summary>
internal sealed class Generator : IDisposable
{
    private static readonly long PingEvery = 8 * Stopwatch.Frequency;
    private readonly Epoll epoll = new();
    private readonly List<Client> clients = [];
    private long nextPing;
    private int pinged;

    /// <summary>Called for a connection that ended while it was watched.</summary>
    public Action<Client>? Ended { get; set; }

    public void Watch(Client client)
    {
        epoll.Watch(client.Connection.Fd, clients.Count, Epoll.In | Epoll.ReadHup);
        clients.Add(client);
    }

    /// <summary>Never reads this connection again; its end is still noticed.</summary>
    public void Deafen(Client client)
    {
        client.Deaf = true;
        epoll.Change(client.Connection.Fd, clients.IndexOf(client), Epoll.ReadHup);
    }

    /// <summary>Waits until something is readable or the monotonic clock reads <paramref name="until"/>, and handles what there is.</summary>
    public void Turn(long until)
    {
        Ping();
        var ready = epoll.Wait(until - Stopwatch.GetTimestamp());
        for (var i = 0; i < ready; i++)
        {
            var (token, what) = epoll.Ready(i);
            var client = clients[token];
            if (client.Connection.Closed) continue;
            if ((what & Epoll.Out) != 0) client.Connection.Flush();
            client.Now = Stopwatch.GetTimestamp();
            if (client.Deaf) client.Connection.Dispose();
            else client.Connection.Read(ref client);
            if (client.Connection.Closed) Forget(client);
            else if (client.Connection.Blocked || (what & Epoll.Out) != 0) Interest(token, client);
        }
    }

    /// <summary>Runs until <paramref name="done"/>, which is asked after each turn; false when the time is over first.</summary>
    public bool RunUntil(Func<bool> done, double seconds)
    {
        var end = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        while (!done())
        {
            var now = Stopwatch.GetTimestamp();
            if (now >= end) return false;
            Turn(Math.Min(end, now + Stopwatch.Frequency / 100));
        }
        return true;
    }

    public void Run(double seconds) => RunUntil(static () => false, seconds);

    public void Dispose()
    {
        foreach (var client in clients) client.Connection.Dispose();
        epoll.Dispose();
    }

    private void Interest(int token, Client client) =>
        epoll.Change(client.Connection.Fd, token, Epoll.In | Epoll.ReadHup | (client.Connection.Blocked ? Epoll.Out : 0));

    private void Forget(Client client)
    {
        client.Connection.Dispose(); // which takes it out of the queue, too
        Ended?.Invoke(client);
    }

    private void Ping()
    {
        var now = Stopwatch.GetTimestamp();
        if (clients.Count == 0 || now < nextPing) return;
        nextPing = Math.Max(now - PingEvery, nextPing) + PingEvery / clients.Count;
        var client = clients[pinged++ % clients.Count];
        if (client.Greeted && !client.Connection.Closed) client.Connection.Send(Calls.Ping);
    }
}

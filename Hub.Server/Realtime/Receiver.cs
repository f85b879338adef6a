using Microsoft.AspNetCore.SignalR;

namespace Hub.Server.Realtime;

/// <summary>
/// One connection of one person: a bounded queue and a pump. Sending never waits for the network: a connection that cannot
/// take what is sent is closed, comes back, and catches up from the journal. So a slow one slows nobody else.
/// </summary>
public sealed class Receiver(HubConnectionContext connection, Guid user, Guid session)
{
    private const int MostBytes = 8 * 1024 * 1024;
    private const int MostFrames = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10), Attention = TimeSpan.FromMinutes(2);

    private readonly Lock gate = new();
    private readonly Queue<Frame> queue = new();
    private long waitingBytes;
    private bool pumping;
    private bool closed;
    private long writingSince;
    private long actedAt;

    public Guid User { get; } = user;
    public Guid Session { get; } = session;

    /// <summary>The connection has ended: it enters no room any more.</summary>
    public bool IsGone { get; set; }

    /// <summary>Rooms that this connection has entered; changed under each room's own lock.</summary>
    public System.Collections.Concurrent.ConcurrentDictionary<Guid, WatchedRoom> Entered { get; } = new(concurrencyLevel: 1, capacity: 2);

    /// <summary>Its person did something here a moment ago. A page that was left open shows nobody that something waits.</summary>
    public bool IsAttended => Volatile.Read(ref actedAt) is var at and not 0 && TimeProvider.System.GetElapsedTime(at) < Attention;

    /// <summary>Its person did something; not what a page does by itself, such as reading on.</summary>
    public void Acted() => Volatile.Write(ref actedAt, TimeProvider.System.GetTimestamp());

    /// <summary>Queues a frame behind all before it.</summary>
    public void Send(Frame frame)
    {
        lock (gate)
        {
            if (closed) return;
            if (queue.Count > 0 && (waitingBytes + frame.Size > MostBytes || queue.Count >= MostFrames))
            {
                CloseLocked();
                return;
            }
            queue.Enqueue(frame);
            waitingBytes += frame.Size;
            if (pumping) return;
            pumping = true;
        }
        _ = PumpAsync();
    }

    public void Close()
    {
        lock (gate) CloseLocked();
    }

    /// <summary>Closes the connection if it has not taken a frame for longer than is reasonable.</summary>
    public void CloseIfStuck(long now, TimeProvider clock)
    {
        lock (gate)
            if (writingSince != 0 && clock.GetElapsedTime(writingSince, now) > Patience) CloseLocked();
    }

    private void CloseLocked()
    {
        if (closed) return;
        closed = true;
        queue.Clear();
        waitingBytes = 0;
        // Not on this thread: it may hold a room's lock, and an abort runs the connection's ending.
        ThreadPool.UnsafeQueueUserWorkItem(static c => c.Abort(), connection, preferLocal: false);
    }

    // As long as the transport takes frames at once this runs on the sender's thread, as a plain loop over its queue.
    private async Task PumpAsync()
    {
        while (true)
        {
            Frame frame;
            lock (gate)
            {
                writingSince = 0;
                if (closed || !queue.TryDequeue(out frame!))
                {
                    pumping = false;
                    return;
                }
                waitingBytes -= frame.Size;
                writingSince = TimeProvider.System.GetTimestamp();
            }
            try
            {
                await connection.WriteAsync(frame.Message);
            }
            catch (Exception)
            {
                // Whatever a broken transport throws, the answer is the same.
                Close();
            }
        }
    }
}

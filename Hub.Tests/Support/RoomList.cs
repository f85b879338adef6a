using System.Diagnostics;

namespace Hub.Tests.Support;

/// <summary>A member's list of one room's events: applies strictly last + 1, holds what is ahead, drops what it has. Also notes what the feed did wrong.</summary>
public sealed class RoomList
{
    private readonly Lock _gate = new();
    private readonly List<WireEvent> _events = [];
    private readonly List<long> _seenAt = [];
    private readonly SortedDictionary<long, WireEvent> _ahead = [];
    private readonly List<string> _faults = [];

    public long Last
    {
        get { lock (_gate) return _events.Count; }
    }

    public IReadOnlyList<WireEvent> Events
    {
        get { lock (_gate) return [.. _events]; }
    }

    /// <summary>Breaches of the feed's promise: a gap or a step back within one connection, two events with one seq.</summary>
    public IReadOnlyList<string> Faults
    {
        get { lock (_gate) return [.. _faults]; }
    }

    /// <summary>Stopwatch timestamp at which the event of <paramref name="seq"/> first stood in the list.</summary>
    public long SeenAt(long seq)
    {
        lock (_gate) return _seenAt[(int)seq - 1];
    }

    public void Apply(IEnumerable<WireEvent> events)
    {
        lock (_gate)
        {
            foreach (var one in events)
            {
                if (one.Seq <= _events.Count)
                {
                    if (one.Digest != _events[(int)one.Seq - 1].Digest && one.Data is not null && _events[(int)one.Seq - 1].Data is not null)
                        _faults.Add($"two events at {one.Seq}: {one.Digest} after {_events[(int)one.Seq - 1].Digest}");
                }
                else _ahead[one.Seq] = one;
            }
            while (_ahead.Remove(_events.Count + 1, out var next))
            {
                _events.Add(next);
                _seenAt.Add(Stopwatch.GetTimestamp());
            }
        }
    }

    /// <summary>Takes a live batch; <paramref name="lastLive"/> is the last seq that this connection's feed brought since Enter, 0 before the first.</summary>
    public long ApplyLive(WireEvent[] batch, long lastLive)
    {
        foreach (var one in batch)
        {
            if (lastLive != 0 && one.Seq != lastLive + 1)
                lock (_gate) _faults.Add($"the feed went from {lastLive} to {one.Seq}");
            lastLive = one.Seq;
        }
        Apply(batch);
        return lastLive;
    }

    public async Task ReachAsync(long seq, TimeSpan limit, string who) =>
        await Machine.UntilAsync(() => Task.FromResult(Last >= seq), limit, () => $"{who} has {Last} of {seq} events after {limit}.");
}

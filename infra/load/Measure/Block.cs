namespace Hub.Load.Measure;

/// <summary>The counters of one block on one system, written by the generator's thread.</summary>
internal sealed class Counters
{
    public long Posted, Acked, Refused, Deliveries, Doubled, Reordered, Mismatched, Closed;
    public long LastActivity;
    public string? FirstRefusal;
    public Histogram Latency { get; } = new();

    public void Begin()
    {
        Posted = Acked = Refused = Deliveries = Doubled = Reordered = Mismatched = Closed = LastActivity = 0;
        Latency.Clear();
    }
}

/// <summary>The figures of one block: rates in 1/s, latencies in ms from the intended send time, CPU in µs of the server a delivery.</summary>
internal sealed record Block(
    double PostsPerSecond, double DeliveriesPerSecond, double P50, double P95, double P99, double P999,
    double ServerCpu, double OthersCpu, long Acked, long Lost, long Doubled, long Reordered, long Mismatched, long Refused, long Unanswered, long Closed)
{
    public bool Whole => (Lost | Doubled | Reordered | Mismatched | Refused | Unanswered | Closed) == 0;
}

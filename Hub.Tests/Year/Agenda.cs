namespace Hub.Tests.Year;

/// <summary>What is to happen when, in order; at the same second as it was written down.</summary>
internal sealed class Agenda<T>
{
    private readonly PriorityQueue<T, (int At, int Order)> all = new();
    private int order;

    /// <summary>When the next is.</summary>
    public int Next => all.TryPeek(out _, out var when) ? when.At : int.MaxValue;

    public void Add(int at, T what) => all.Enqueue(what, (at, order++));

    /// <summary>The next up to then, and when it is; null: there is none.</summary>
    public (int At, T What)? Take(int until) => all.TryPeek(out var what, out var when) && when.At <= until && all.Dequeue() is not null ? (when.At, what) : null;
}

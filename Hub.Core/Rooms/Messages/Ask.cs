using System.Collections.Immutable;

namespace Hub.Core.Rooms.Messages;

public enum Priority : short { Routine = 1, Important = 2, Urgent = 3 }

/// <summary>What a message expects: that it is acknowledged, or answered by a reply.</summary>
public enum AskKind : short { Acknowledge = 1, Reply = 2 }

/// <param name="From">People of whom it is expected.</param>
/// <param name="DueAt">By when; null when no time was given.</param>
public sealed record Expectation(AskKind Kind, IReadOnlyList<Guid> From, DateTimeOffset? DueAt);

/// <summary>An expectation that is still open. <paramref name="From"/> are those who have not yet given it; never empty.</summary>
public sealed record Ask(long Seq, Guid Author, AskKind Kind, Priority Priority, long? DueAt, ImmutableArray<Guid> From)
{
    /// <summary>The asks after <paramref name="person"/> gave what the message at <paramref name="seq"/> expected of them.</summary>
    public static ImmutableSortedDictionary<long, Ask> Close(ImmutableSortedDictionary<long, Ask> asks, long seq, Guid person)
    {
        if (!asks.TryGetValue(seq, out var ask) || !ask.From.Contains(person)) return asks;
        var left = ask.From.Remove(person);
        return left.IsEmpty ? asks.Remove(seq) : asks.SetItem(seq, ask with { From = left });
    }
}

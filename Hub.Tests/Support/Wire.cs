using System.Text.Json;

namespace Hub.Tests.Support;

/// <summary>One event as the wire carries it; the shape is the contract's, written again here on purpose.</summary>
public sealed record WireEvent(long Seq, long N, Guid Id, string Type, Guid Actor, DateTimeOffset At, JsonElement? Data)
{
    public string? Text => Data is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty("text", out var text) ? text.GetString() : null;

    /// <summary>All that two members must agree on; written anew, because the hub and the API may escape the same text differently.</summary>
    public string Digest => $"{Seq} {N} {Id} {Type} {Actor} {At:O} {JsonSerializer.Serialize(Data)}";
}

public sealed record WireMe(Guid Id, string User, string Name);

public sealed record WirePerson(Guid Id, string User, string Name);

public sealed record WireEvents(Guid Epoch, long Head, WireEvent[] Events);

public sealed record WireHead(long Head, long N);

public sealed record WireSeq(long Seq);

public sealed record WireId(Guid Id);

public sealed record WirePresent(Guid UserId);

/// <summary>What became of a command, as its sender knows it.</summary>
public enum Fate
{
    /// <summary>Not answered: cut off, timed out, or told to try again.</summary>
    Unknown,

    Ok,

    /// <summary>Refused for good with a code of the contract.</summary>
    Refused,
}

/// <summary>One command in its sender's log. Times are Stopwatch timestamps.</summary>
public sealed class SentCommand(Guid room, Guid actor, string text)
{
    public Guid Id { get; } = Guid.CreateVersion7();
    public Guid Room => room;
    public Guid Actor => actor;
    public string Text => text;
    public Fate Fate { get; set; }
    public int Code { get; set; }
    public long Seq { get; set; }
    public int Attempts { get; set; }
    public long InvokedAt { get; set; }
    public long SettledAt { get; set; }
    public TimeSpan Took => System.Diagnostics.Stopwatch.GetElapsedTime(InvokedAt, SettledAt);
}

/// <summary>One frame that a connection received, whatever room it was about.</summary>
public sealed record Frame(string Target, Guid Room, long At, long MaxSeq, string? Note = null);

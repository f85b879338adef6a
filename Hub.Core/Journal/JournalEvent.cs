using System.Text.Json;
using Hub.Core.Rooms;

namespace Hub.Core.Journal;

/// <summary>One event of a room in the clear: its header and its data. Immutable, and shared by all who read it.</summary>
public sealed class JournalEvent
{
    private RoomEvent? payload;

    public required Guid Room { get; init; }
    /// <summary>1, 2, 3 … without gaps within the room.</summary>
    public required long Seq { get; init; }
    /// <summary>Number of messages in the room up to and including this event.</summary>
    public required long N { get; init; }
    public required Guid Id { get; init; }
    public required string Type { get; init; }
    public required Guid Actor { get; init; }
    /// <summary>UTC microseconds; never goes back within a room.</summary>
    public required long At { get; init; }
    public long? About { get; init; }

    /// <summary>UTF-8 JSON; null when the body was purged or may not be seen.</summary>
    public byte[]? Data { get; init; }

    /// <summary>What all members may see of <see cref="Data"/>. Nothing else of it leaves the house.</summary>
    public byte[]? CommonData => Data is null || !Vocabulary.IsPartlySealed(Type) ? Data : Vocabulary.Write(Payload!.Common);

    /// <summary>The data as its record; null when there is none or its type is unknown to this version.</summary>
    public RoomEvent? Payload
    {
        get => payload ??= Data is null ? null : Vocabulary.ReadEvent(Type, Data);
        init => payload = value;
    }

    /// <summary>The same event with nothing in it: what remains of one that was deleted.</summary>
    public JournalEvent Hidden() => new() { Room = Room, Seq = Seq, N = N, Id = Id, Type = Type, Actor = Actor, At = At, About = About };

    /// <summary>The same event with less in it.</summary>
    internal JournalEvent With(RoomEvent shown) =>
        new() { Room = Room, Seq = Seq, N = N, Id = Id, Type = Type, Actor = Actor, At = At, About = About, Data = Vocabulary.Write(shown), Payload = shown };

    /// <summary>Writes the event of the contract: <c>{seq,n,id,type,actor,at,data}</c>.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("seq"u8, Seq);
        json.WriteNumber("n"u8, N);
        json.WriteString("id"u8, Id);
        json.WriteString("type"u8, Type);
        json.WriteString("actor"u8, Actor);
        json.WriteString("at"u8, Instant.ToIso(At));
        json.WritePropertyName("data"u8);
        if (CommonData is not { } data) json.WriteNullValue();
        else json.WriteRawValue(data, skipInputValidation: true);
        json.WriteEndObject();
    }
}

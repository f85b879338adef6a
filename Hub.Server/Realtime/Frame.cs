using System.Buffers;
using System.Text.Json;
using Hub.Core.Journal;
using Hub.Core.Rooms.Positions;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Hub.Server.Realtime;

/// <summary>One message to clients, serialised once for however many receive it (SignalR JSON hub protocol, an invocation).</summary>
public sealed class Frame
{
    private const byte RecordSeparator = 0x1e;

    private Frame(ReadOnlyMemory<byte> bytes)
    {
        Message = new SerializedHubMessage([new SerializedMessage("json", bytes)]);
        Size = bytes.Length;
    }

    public SerializedHubMessage Message { get; }

    /// <summary>In bytes.</summary>
    public int Size { get; }

    public static Frame Events(Guid room, IEnumerable<JournalEvent> events) => Write("Events", json =>
    {
        json.WriteStringValue(room);
        json.WriteStartArray();
        foreach (var e in events) e.WriteTo(json);
        json.WriteEndArray();
    });

    public static Frame Heads(IEnumerable<(Guid Room, long Head, long N)> heads) => Write("Heads", json =>
    {
        json.WriteStartObject();
        foreach (var (room, head, n) in heads)
        {
            json.WriteStartObject(room.ToString());
            json.WriteNumber("head"u8, head);
            json.WriteNumber("n"u8, n);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    });

    public static Frame Presence(Guid room, IEnumerable<Guid> present) => Write("Presence", json =>
    {
        json.WriteStringValue(room);
        json.WriteStartArray();
        foreach (var user in present)
        {
            json.WriteStartObject();
            json.WriteString("userId"u8, user);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    public static Frame Signal(Guid room, Guid user, Signal signal) => Write("Signal", json =>
    {
        json.WriteStringValue(room);
        json.WriteStringValue(user);
        JsonSerializer.Serialize(json, signal, Realtime.Signal.Json);
    });

    public static Frame Positions(Guid room, IEnumerable<Position> positions) => Write("Positions", json =>
    {
        json.WriteStringValue(room);
        json.WriteStartArray();
        foreach (var p in positions)
        {
            json.WriteStartObject();
            json.WriteString("userId"u8, p.UserId);
            json.WriteNumber("read"u8, p.Read);
            json.WriteNumber("readN"u8, p.ReadN);
            json.WriteNumber("delivered"u8, p.Delivered);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    public static Frame Inbox(IReadOnlyList<Hub.Core.Notifications.InboxItem> items) => Write("Inbox", json => JsonSerializer.Serialize(json, items, Hub.Core.Rooms.Vocabulary.Json));

    private static Frame Write(string target, Action<Utf8JsonWriter> arguments)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("type"u8, 1);
            json.WriteString("target"u8, target);
            json.WriteStartArray("arguments"u8);
            arguments(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        bytes.Write([RecordSeparator]);
        return new Frame(bytes.WrittenMemory);
    }
}

using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics;
using System.Text;

namespace Hub.Load.Wire;

/// <summary>The SignalR messages that a client sends, written without a serialiser.</summary>
internal static class Calls
{
    public static ReadOnlySpan<byte> Handshake => "{\"protocol\":\"json\",\"version\":1}\u001e"u8;
    public static ReadOnlySpan<byte> Ping => "{\"type\":6}\u001e"u8;

    /// <summary>An invocation with the room as its only argument: Enter, Join.</summary>
    public static byte[] OnRoom(string method, string room) =>
        Encoding.ASCII.GetBytes($"{{\"type\":1,\"invocationId\":\"{Entering}\",\"target\":\"{method}\",\"arguments\":[\"{room}\"]}}\u001e");

    /// <summary>The invocation id of <see cref="OnRoom"/>; posts are numbered from 1.</summary>
    public const int Entering = 0;

    /// <summary>Send(room, postMessage) with the message number as invocation id; returns its length in <paramref name="into"/>.</summary>
    public static int Post(Span<byte> into, ReadOnlySpan<byte> room, int client, int number, long intended)
    {
        var at = Put(into, "{\"type\":1,\"invocationId\":\""u8);
        Utf8Formatter.TryFormat(number, at, out var digits);
        at = Put(at[digits..], "\",\"target\":\"Send\",\"arguments\":[\""u8);
        at = Put(Put(at, room), "\",{\"id\":\""u8);
        Utf8Formatter.TryFormat(CommandId(client, number, intended), at, out digits);
        at = Put(Put(at[digits..], "\",\"type\":\"postMessage\","u8), Stamp.Marker[..^1]);
        at = Put(Stamp.Write(at, client, number, intended), "\"}]}\u001e"u8);
        return into.Length - at.Length;
    }

    /// <summary>A UUIDv7 (RFC 9562 §5.7) as the browser client makes them: milliseconds, then as good as random (SplitMix64).</summary>
    private static Guid CommandId(int client, int number, long intended)
    {
        Span<byte> bytes = stackalloc byte[16];
        var owner = (ulong)Stamp.Owner(client, number);
        BinaryPrimitives.WriteInt64BigEndian(bytes, (intended / (Stopwatch.Frequency / 1000) << 16) | 0x7000 | (long)(Mix(owner) & 0xFFF));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (Mix(~owner) >> 2) | 1UL << 63);
        return new Guid(bytes, bigEndian: true);
    }

    private static ulong Mix(ulong z)
    {
        z += 0x9e3779b97f4a7c15;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }

    private static Span<byte> Put(Span<byte> at, ReadOnlySpan<byte> what)
    {
        what.CopyTo(at);
        return at[what.Length..];
    }
}

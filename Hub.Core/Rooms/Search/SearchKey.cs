using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Hub.Core.Journal;

namespace Hub.Core.Rooms.Search;

/// <summary>What a term stands for. Terms of different kinds never meet, whatever their text.</summary>
internal enum TermKind : byte
{
    From = (byte)'f', Has = (byte)'h', Word = (byte)'w', Prefix3 = (byte)'3', Prefix5 = (byte)'5',
    /// <summary>In the index's coarser tiers; see <see cref="Rooms.Search.Tier"/>.</summary>
    Tier1Prefix5 = (byte)'a', Tier1Prefix3 = (byte)'b', Tier2Prefix3 = (byte)'c', Tier3Prefix3 = (byte)'d', Tier = (byte)'t',
}

/// <summary>
/// Turns terms into what stands in the index: the first 8 bytes of HMAC-SHA256 under a key of the room's own (HKDF of the room's key).
/// For one thread, and for one step or query: it remembers what it has reckoned, as a room says the same words again and again.
/// </summary>
internal sealed class SearchKey(RoomKey room)
{
    private readonly byte[] key = room.Derive("search");
    private readonly Dictionary<(TermKind, string), long> known = [];

    public long Term(TermKind kind, string text)
    {
        if (!known.TryGetValue((kind, text), out var term)) known.Add((kind, text), term = Reckon(kind, text));
        return term;
    }

    private long Reckon(TermKind kind, string text)
    {
        Span<byte> clear = stackalloc byte[1 + 4 * Words.Longest];
        clear[0] = (byte)kind;
        var size = 1 + Encoding.UTF8.GetBytes(text.AsSpan(0, Math.Min(text.Length, Words.Longest)), clear[1..]);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, clear[..size], hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Core.Journal;

/// <summary>
/// The keyed chain over a room's headers: link(seq) = HMAC-SHA256(key, link(seq − 1) ‖ header(seq)), link(0) = 32 zero bytes.
/// The header holds the hash of the sealed body, so a body may be purged and the chain still verifies.
/// </summary>
public sealed class Chain(MasterKey master)
{
    public const int LinkSize = 32;
    private const int OnStack = 1024;
    private readonly byte[] key = master.Derive("chain");

    public static byte[] Start => new byte[LinkSize];

    /// <summary>The header in a fixed binary form, without the body's hash: what a sealed body is bound to.</summary>
    public static byte[] Header(Guid room, long seq, long n, Guid id, string type, Guid actor, long at, long? about)
    {
        var bytes = new byte[16 + 8 + 8 + 16 + 16 + 8 + 8 + Encoding.UTF8.GetByteCount(type)];
        var rest = bytes.AsSpan();
        PutId(ref rest, room);
        PutLong(ref rest, seq);
        PutLong(ref rest, n);
        PutId(ref rest, id);
        PutId(ref rest, actor);
        PutLong(ref rest, at);
        PutLong(ref rest, about ?? 0);
        Encoding.UTF8.GetBytes(type, rest);
        return bytes;
    }

    public static byte[] Header(EventRow row) => Header(row.Room, row.Seq, row.N, row.Id, row.Type, row.Actor, row.At, row.About);

    public byte[] Link(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> header, ReadOnlySpan<byte> bodyHash)
    {
        // What comes from a row may have been made any size by whoever changed it.
        var size = LinkSize + header.Length + bodyHash.Length;
        var all = size <= OnStack ? stackalloc byte[size] : new byte[size];
        previous.CopyTo(all);
        header.CopyTo(all[LinkSize..]);
        bodyHash.CopyTo(all[(LinkSize + header.Length)..]);
        return HMACSHA256.HashData(key, all);
    }

    /// <summary>MAC of a room's row, so that a head which was rewound, swapped or made up is found.</summary>
    public byte[] Mac(RoomRow row)
    {
        var size = 1 + 16 + 2 + 8 + 8 + 8 + LinkSize + row.WrappedKey.Length;
        var all = size <= OnStack ? stackalloc byte[size] : new byte[size];
        all[0] = (byte)'R';
        row.Id.TryWriteBytes(all[1..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt16BigEndian(all[17..], row.Kind);
        BinaryPrimitives.WriteInt64BigEndian(all[19..], row.Head);
        BinaryPrimitives.WriteInt64BigEndian(all[27..], row.N);
        BinaryPrimitives.WriteInt64BigEndian(all[35..], row.CreatedAt);
        row.Link.AsSpan(0, Math.Min(LinkSize, row.Link.Length)).CopyTo(all[43..]);
        row.WrappedKey.CopyTo(all[(43 + LinkSize)..]);
        return HMACSHA256.HashData(key, all);
    }

    /// <exception cref="JournalTampered">The row is not as the journal left it.</exception>
    public void Check(RoomRow row)
    {
        if (row.Link.Length != LinkSize || !CryptographicOperations.FixedTimeEquals(Mac(row), row.Mac))
            throw new JournalTampered(row.Id, 0, "its head was changed");
    }

    /// <summary>MAC of a line in the checkpoint file.</summary>
    public byte[] MacOf(ReadOnlySpan<byte> line) => HMACSHA256.HashData(key, (byte[])[(byte)'C', .. line]);

    private static void PutId(ref Span<byte> rest, Guid id)
    {
        id.TryWriteBytes(rest, bigEndian: true, out _);
        rest = rest[16..];
    }

    private static void PutLong(ref Span<byte> rest, long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(rest, value);
        rest = rest[8..];
    }
}

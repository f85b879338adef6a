using System.Security.Cryptography;
using System.Text.Json;
using Hub.Core.Rooms;

namespace Hub.Core.Journal;

/// <summary>Between events in the clear and rows as stored: seals and opens bodies, wraps and unwraps room keys, saves and restores folds.</summary>
public sealed class Sealer(MasterKey master, Chain chain)
{
    /// <summary>Raise when <see cref="Room"/> changes its shape: folds saved by another version are made anew from the journal.</summary>
    private const byte FoldVersion = 6;

    private readonly byte[] wrapping = master.Derive("wrap");
    private readonly byte[] fingerprints = master.Derive("fingerprint");
    private readonly byte[] derivedIds = master.Derive("room-id");

    public byte[] Wrap(RoomKey key, Guid room) => key.Wrap(wrapping, room);

    public RoomKey Unwrap(RoomRow row) => RoomKey.Unwrap(wrapping, row.Id, row.WrappedKey);

    /// <summary>The row of an event that follows <paramref name="previousLink"/>.</summary>
    public EventRow Seal(RoomKey key, JournalEvent e, ReadOnlySpan<byte> previousLink)
    {
        var header = Chain.Header(e.Room, e.Seq, e.N, e.Id, e.Type, e.Actor, e.At, e.About);
        var body = key.Seal(e.Data, header);
        var hash = SHA256.HashData(body);
        return new EventRow
        {
            Room = e.Room,
            Seq = e.Seq,
            N = e.N,
            Id = e.Id,
            Type = e.Type,
            Actor = e.Actor,
            At = e.At,
            About = e.About,
            BodyHash = hash,
            Link = chain.Link(previousLink, header, hash),
            Body = body,
        };
    }

    /// <exception cref="JournalTampered">Header or body was changed.</exception>
    public JournalEvent Open(RoomKey key, EventRow row) => new()
    {
        Room = row.Room,
        Seq = row.Seq,
        N = row.N,
        Id = row.Id,
        Type = row.Type,
        Actor = row.Actor,
        At = row.At,
        About = row.About,
        Data = row.Body is null ? null : key.Open(row.Body, Chain.Header(row), row.Room, row.Seq),
    };

    public byte[] SealFold(RoomKey key, Room room) =>
        key.Seal(JsonSerializer.SerializeToUtf8Bytes(room, Vocabulary.Json), FoldBinding(room.Id, room.Head));

    /// <summary>Whether an earlier version of this program saved the fold: nothing is wrong with it, and it is made anew.</summary>
    public bool IsOlderFold(RoomKey key, FoldRow row)
    {
        for (byte version = 1; version < FoldVersion; version++)
        {
            try
            {
                key.Open(row.Sealed, FoldBinding(row.Room, row.Seq, version), row.Room, 0);
                return true;
            }
            catch (JournalTampered)
            {
                // Not of this version either.
            }
        }
        return false;
    }

    /// <summary>The saved fold, or null when this version does not read it.</summary>
    public Room? OpenFold(RoomKey key, FoldRow row)
    {
        try
        {
            var clear = key.Open(row.Sealed, FoldBinding(row.Room, row.Seq), row.Room, 0);
            return JsonSerializer.Deserialize<Room>(clear, Vocabulary.Json);
        }
        // A saved fold only saves time: one that another version wrote, or that was tampered with, is made anew from the chained events.
        catch (Exception e) when (e is JournalTampered or JsonException)
        {
            return null;
        }
    }

    /// <summary>16 bytes that are the same for the same command of the same person, and tell nothing of it.</summary>
    public byte[] Fingerprint(Guid room, Guid actor, byte[] canonical) =>
        HMACSHA256.HashData(fingerprints, (byte[])[.. room.ToByteArray(), .. actor.ToByteArray(), .. canonical])[..16];

    /// <summary>A UUID (version 8, RFC 9562 §5.8) that follows from <paramref name="parts"/>, and cannot be guessed from them.</summary>
    public Guid DeriveId(params IEnumerable<Guid> parts)
    {
        var hash = HMACSHA256.HashData(derivedIds, (byte[])[.. parts.SelectMany(p => p.ToByteArray(bigEndian: true))]).AsSpan(0, 16);
        hash[6] = (byte)(hash[6] & 0x0F | 0x80);
        hash[8] = (byte)(hash[8] & 0x3F | 0x80);
        return new Guid(hash, bigEndian: true);
    }

    private static byte[] FoldBinding(Guid room, long seq, byte version = FoldVersion) =>
        [(byte)'F', version, .. room.ToByteArray(bigEndian: true), .. BitConverter.GetBytes(seq)];
}

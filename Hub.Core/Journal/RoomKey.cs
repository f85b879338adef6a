using System.Security.Cryptography;

namespace Hub.Core.Journal;

/// <summary>A room's key: seals its bodies and its saved fold with AES-256-GCM (NIST SP 800-38D). Sealed form: nonce (12) ‖ ciphertext ‖ tag (16).</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "Shared by all who use the room, so nobody can tell when to dispose of it; the cipher's handle frees itself.")]
public sealed class RoomKey
{
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private readonly byte[] key;
    private readonly Lock gate = new();
    private readonly AesGcm aes;

    private RoomKey(byte[] key)
    {
        this.key = key;
        aes = new AesGcm(key, TagSize);
    }

    public static RoomKey New() => new(RandomNumberGenerator.GetBytes(32));

    /// <summary>32 bytes for one purpose within this room (HKDF-SHA256, RFC 5869).</summary>
    public byte[] Derive(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: System.Text.Encoding.UTF8.GetBytes("care-hub/room/" + purpose));

    /// <summary>This key sealed under the master key's wrapping key, bound to its room.</summary>
    public byte[] Wrap(byte[] wrappingKey, Guid room) => new RoomKey(wrappingKey).Seal(key, room.ToByteArray(bigEndian: true));

    /// <exception cref="JournalTampered">It was not wrapped for this room under this master key.</exception>
    public static RoomKey Unwrap(byte[] wrappingKey, Guid room, byte[] wrapped) =>
        new(new RoomKey(wrappingKey).Open(wrapped, room.ToByteArray(bigEndian: true), room, 0));

    /// <summary>Fills <paramref name="secret"/> for one purpose and salt (HKDF-SHA256, RFC 5869).</summary>
    public void Derive(Span<byte> secret, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, key, secret, salt, purpose);

    public byte[] Seal(ReadOnlySpan<byte> clear, ReadOnlySpan<byte> bound)
    {
        var box = new byte[NonceSize + clear.Length + TagSize];
        var nonce = box.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        // An AesGcm is not for two threads at once, and making one costs more than sealing a message.
        lock (gate) aes.Encrypt(nonce, clear, box.AsSpan(NonceSize, clear.Length), box.AsSpan(NonceSize + clear.Length), bound);
        return box;
    }

    /// <exception cref="JournalTampered">The box or what it is bound to was changed.</exception>
    public byte[] Open(ReadOnlySpan<byte> box, ReadOnlySpan<byte> bound, Guid room, long seq)
    {
        if (box.Length < NonceSize + TagSize) throw new JournalTampered(room, seq, "its sealed body is cut short");
        var clear = new byte[box.Length - NonceSize - TagSize];
        try
        {
            lock (gate) aes.Decrypt(box[..NonceSize], box[NonceSize..^TagSize], box[^TagSize..], clear, bound);
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new JournalTampered(room, seq, "its sealed body does not open");
        }
        return clear;
    }
}

/// <summary>What the database holds is not what the journal wrote. Names the place; <paramref name="seq"/> 0 is the room's row.</summary>
public sealed class JournalTampered(Guid room, long seq, string what)
    : Exception($"Room {room}, {(seq == 0 ? "its row" : $"event {seq}")}: {what}.")
{
    public Guid Room { get; } = room;
    public long Seq { get; } = seq;
    public string What { get; } = what;
}

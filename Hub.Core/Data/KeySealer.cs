using System.Security.Cryptography;
using System.Text;

namespace Hub.Core.Data;

/// <summary>Seals small secrets for the database: AES-256-GCM, the name as associated data. The box is nonce (12 bytes) ‖ sealed ‖ tag (16 bytes).</summary>
/// <param name="key">32 bytes, derived from the master key for one purpose.</param>
public sealed class KeySealer(byte[] key)
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    public byte[] Seal(string name, ReadOnlySpan<byte> plain)
    {
        var box = new byte[NonceSize + plain.Length + TagSize];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceSize));
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(box.AsSpan(0, NonceSize), plain, box.AsSpan(NonceSize, plain.Length), box.AsSpan(NonceSize + plain.Length), Encoding.UTF8.GetBytes(name));
        return box;
    }

    /// <exception cref="AuthenticationTagMismatchException">It was sealed under another key or name, or changed.</exception>
    public byte[] Open(string name, ReadOnlySpan<byte> box)
    {
        var plain = new byte[box.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(box[..NonceSize], box.Slice(NonceSize, plain.Length), box[^TagSize..], plain, Encoding.UTF8.GetBytes(name));
        return plain;
    }
}

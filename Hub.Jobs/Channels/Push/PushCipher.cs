using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Hub.Jobs.Channels.Push;

/// <summary>Encrypts a push so that only the browser reads it, not its push service: RFC 8291 over aes128gcm (RFC 8188), one record.</summary>
public static class PushCipher
{
    private const int RecordSize = 4096, SaltSize = 16, PointSize = 65, TagSize = 16;

    /// <summary>The longest text: a record without its tag, its end mark and what push services promise to take with it (RFC 8030 §7.2: 4,096 bytes).</summary>
    public const int Longest = 3_900;

    /// <returns>The request's body: salt ‖ record size ‖ length of our key ‖ our key ‖ sealed text.</returns>
    public static byte[] Encrypt(ReadOnlySpan<byte> text, byte[] publicKey, byte[] authSecret)
    {
        using var own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return Encrypt(text, publicKey, authSecret, own, RandomNumberGenerator.GetBytes(SaltSize));
    }

    /// <param name="own">A key pair for this push alone.</param>
    /// <param name="salt">16 random bytes.</param>
    internal static byte[] Encrypt(ReadOnlySpan<byte> text, byte[] publicKey, byte[] authSecret, ECDiffieHellman own, byte[] salt)
    {
        if (text.Length > Longest) throw new ArgumentException($"A push holds at most {Longest} bytes.", nameof(text));
        var ownPublic = Point(own.ExportParameters(false).Q);
        using var theirs = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = publicKey[1..33], Y = publicKey[33..PointSize] } });
        var shared = own.DeriveRawSecretAgreement(theirs.PublicKey);

        // RFC 8291 §3.4; the info strings end with a zero byte.
        var keyMaterial = HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, 32, authSecret, [.. "WebPush: info\0"u8, .. publicKey, .. ownPublic]);
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, keyMaterial, 16, salt, "Content-Encoding: aes128gcm\0"u8.ToArray());
        var nonce = HKDF.DeriveKey(HashAlgorithmName.SHA256, keyMaterial, 12, salt, "Content-Encoding: nonce\0"u8.ToArray());

        // 2 marks the last record (RFC 8188 §2).
        byte[] plain = [.. text, 2];
        const int header = SaltSize + 4 + 1 + PointSize;
        var body = new byte[header + plain.Length + TagSize];
        salt.CopyTo(body, 0);
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(SaltSize), RecordSize);
        body[SaltSize + 4] = PointSize;
        ownPublic.CopyTo(body, SaltSize + 5);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, plain, body.AsSpan(header, plain.Length), body.AsSpan(header + plain.Length));
        return body;
    }

    /// <summary>A point of P-256, uncompressed: 4 ‖ x ‖ y.</summary>
    internal static byte[] Point(ECPoint q) => [4, .. q.X!, .. q.Y!];
}

using System.Security.Cryptography;
using System.Text;

namespace Hub.Core.Journal;

/// <summary>The one secret of the house: 32 bytes, outside the database. Every other key is derived from it or wrapped by it.</summary>
public sealed class MasterKey
{
    public const int Size = 32;
    private readonly byte[] secret;

    public MasterKey(ReadOnlySpan<byte> secret)
    {
        if (secret.Length != Size) throw new ArgumentException($"A master key has {Size} bytes.", nameof(secret));
        this.secret = secret.ToArray();
    }

    /// <summary>32 bytes for one purpose (HKDF-SHA256, RFC 5869).</summary>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, Size, info: Encoding.UTF8.GetBytes("care-hub/" + purpose));

    /// <summary>Reads a key file: base64 of 32 bytes.</summary>
    /// <exception cref="InvalidDataException">The file is missing or holds something else; says which file.</exception>
    public static MasterKey Read(string path)
    {
        if (!File.Exists(path)) throw new InvalidDataException($"The master key file {path} is missing.");
        var bytes = new byte[Size + 16];
        var text = File.ReadAllText(path).Trim();
        return Convert.TryFromBase64String(text, bytes, out var size) && size == Size
            ? new MasterKey(bytes.AsSpan(0, size))
            : throw new InvalidDataException($"The master key file {path} does not hold {Size} bytes as base64.");
    }

    /// <summary>Reads the key file, making it with owner-only rights when there is none. It is on disk before this returns.</summary>
    public static MasterKey ReadOrMake(string path)
    {
        if (File.Exists(path)) return Read(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        // Under another name first: a crash must not leave half a key in the place where one is looked for.
        var temporary = path + ".new";
        File.Delete(temporary);
        using (var file = new FileStream(temporary, options))
        {
            file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Size))));
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path);
        return Read(path);
    }
}

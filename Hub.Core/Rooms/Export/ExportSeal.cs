using System.Security.Cryptography;
using System.Text;
using Hub.Core.Journal;

namespace Hub.Core.Rooms.Export;

/// <summary>
/// Seals an export with a key derived from the master key. Each line of events is JSON whose last member is <c>mac</c> = HMAC-SHA256(key, the line's mac before ‖ the line without it):
/// a line that was changed, left out, added or moved is found, and which. The manifest is sealed the same way and names the last line's mac and every file's hash.
/// </summary>
internal sealed class ExportSeal(MasterKey master)
{
    private const string Member = ",\"mac\":\"";
    private readonly byte[] key = master.Derive("export");
    private byte[] last = new byte[32];

    public string Last => Convert.ToHexStringLower(last);

    /// <summary>The line with its mac as last member.</summary>
    /// <param name="json">A JSON object.</param>
    public byte[] Seal(ReadOnlySpan<byte> json)
    {
        last = HMACSHA256.HashData(key, (byte[])[.. last, .. json]);
        return [.. json[..^1], .. Encoding.ASCII.GetBytes($"{Member}{Last}\"}}")];
    }

    /// <summary>The line without its mac; null when it is not the one that was sealed here.</summary>
    public byte[]? Open(ReadOnlySpan<byte> line)
    {
        var size = Member.Length + 64 + 2;
        if (line.Length <= size || !line[^size..^66].SequenceEqual(Encoding.ASCII.GetBytes(Member)) || !line.EndsWith("\"}"u8)) return null;
        byte[] json = [.. line[..^size], (byte)'}'];
        last = HMACSHA256.HashData(key, (byte[])[.. last, .. json]);
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Last), line[^66..^2]) ? json : null;
    }
}

using System.Buffers;
using System.Buffers.Binary;

namespace Hub.Core.Rooms.Attachments.Formats;

/// <summary>
/// PDF (ISO 32000-2 §7.5): begins with its version and ends with <c>%%EOF</c>. Its inside is not looked at: it is shown in a sandbox.
/// A ZIP archive is read from its end, so a PDF that is one too is found there (APPNOTE 4.3.16).
/// </summary>
internal static class Pdf
{
    /// <summary>The longest end of a ZIP archive: its record of 22 bytes and a comment.</summary>
    private const int TailSize = 22 + 65_535;

    private static readonly SearchValues<byte> White = SearchValues.Create("\r\n\t\f \0"u8);

    public static async Task<Extent> WalkAsync(Intake file)
    {
        var tail = new byte[2 * TailSize];
        var kept = 0;
        while (await file.AnyAsync())
        {
            var here = file.Here;
            if (kept + here.Length > tail.Length)
            {
                tail.AsSpan(kept - TailSize, TailSize).CopyTo(tail);
                kept = TailSize;
            }
            here.CopyTo(tail.AsSpan(kept));
            kept += here.Length;
            file.Take(here.Length);
        }
        var end = tail.AsSpan(Math.Max(0, kept - TailSize), Math.Min(kept, TailSize));
        if (IsArchive(end)) throw Format.TwoInOne();
        var mark = end.LastIndexOf("%%EOF"u8);
        if (mark < 0) throw Format.Broken();
        if (end[(mark + 5)..].IndexOfAnyExcept(White) >= 0) throw Format.TwoInOne();
        return new(null, null);
    }

    private static bool IsArchive(ReadOnlySpan<byte> end)
    {
        for (var from = end; from.LastIndexOf("PK\x05\x06"u8) is var at and >= 0; from = from[..at])
            if (end.Length - at >= 22 && at + 22 + BinaryPrimitives.ReadUInt16LittleEndian(end[(at + 20)..]) == end.Length) return true;
        return false;
    }
}

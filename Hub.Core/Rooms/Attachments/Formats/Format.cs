using System.Text;

namespace Hub.Core.Rooms.Attachments.Formats;

/// <summary>Pixels of a picture; both null for what has none.</summary>
internal readonly record struct Extent(int? Width, int? Height);

/// <summary>
/// Walks a file by the rules of its declared format, from its first byte to its last: what begins otherwise, is cut off, goes on after its end
/// (a second file hidden behind the first) or declares more pixels than anybody's browser should unpack, is refused.
/// Nothing is decoded: only lengths and headers are read.
/// </summary>
internal static class Format
{
    public const int LongestSide = 20_000;
    public const long MostPixels = 100_000_000;
    /// <summary>Readers of PDF look for its mark this far into a file of any kind.</summary>
    private const int HeadSize = 1024;

    /// <exception cref="Refusal">415: of another kind than declared; 422: broken, two things in one, or too many pixels.</exception>
    public static async Task<Extent> CheckAsync(AttachmentKind kind, Intake file)
    {
        if (!await file.AnyAsync()) throw new Refusal(422, "The file is empty.");
        if (!Begins(kind, file.Here)) throw new Refusal(415, "The file is not what it is called: its content is of another kind. Attach PNG, JPEG, GIF, WebP or PDF.");
        if (kind != AttachmentKind.Pdf && file.Here[..Math.Min(HeadSize, file.Here.Length)].IndexOf("%PDF-"u8) >= 0) throw TwoInOne();
        var extent = kind switch
        {
            AttachmentKind.Png => await Png.WalkAsync(file),
            AttachmentKind.Jpeg => await Jpeg.WalkAsync(file),
            AttachmentKind.Gif => await Gif.WalkAsync(file),
            AttachmentKind.Webp => await Webp.WalkAsync(file),
            _ => await Pdf.WalkAsync(file),
        };
        if (await file.AnyAsync()) throw TwoInOne();
        return extent;
    }

    public static void Check(long width, long height)
    {
        if (width < 1 || height < 1) throw Broken();
        if (width > LongestSide || height > LongestSide || width * height > MostPixels)
            throw new Refusal(422, "The picture has too many pixels: at most 100 million, and 20,000 a side. Attach a smaller one.");
    }

    public static Refusal Broken() => new(422, "The file is cut off or broken. Save it again and attach that.");

    public static Refusal TwoInOne() => new(422, "The file has something else in it besides the picture or document. Save it again and attach that.");

    private static bool Begins(AttachmentKind kind, ReadOnlySpan<byte> head) => kind switch
    {
        AttachmentKind.Png => head.StartsWith(Png.Signature),
        AttachmentKind.Jpeg => head is [0xFF, 0xD8, 0xFF, ..],
        AttachmentKind.Gif => head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8),
        AttachmentKind.Webp => head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..12].SequenceEqual("WEBP"u8),
        _ => head.StartsWith("%PDF-1."u8) || head.StartsWith("%PDF-2."u8),
    };

    public static string Latin(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}

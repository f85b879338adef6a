namespace Hub.Core.Rooms.Attachments;

/// <summary>What may be attached. All else is refused: what a browser would run (SVG, HTML) most of all.</summary>
public enum AttachmentKind : short { Png = 1, Jpeg = 2, Gif = 3, Webp = 4, Pdf = 5 }

/// <summary>A file of a message, as it stands in the message's event. The file itself lies sealed beside the database (<see cref="FileStore"/>).</summary>
/// <param name="Size">Bytes in the clear.</param>
/// <param name="Width">Pixels; null for PDF.</param>
/// <param name="Height">Pixels; null for PDF.</param>
/// <param name="Thumbnail">Whether the sender's browser made a small picture of it.</param>
public sealed record Attachment(Guid Id, AttachmentKind Kind, string Name, long Size, int? Width = null, int? Height = null, bool Thumbnail = false);

/// <summary>A file that was uploaded, and whose it is, as a command finds it.</summary>
/// <param name="Seq">The message that it is part of; null while it is unused.</param>
public sealed record Upload(Attachment File, Guid By, long? Seq);

public static class AttachmentLimits
{
    /// <summary>Bytes of one file.</summary>
    public const long LargestFile = 25 * 1024 * 1024;
    /// <summary>Bytes of one thumbnail.</summary>
    public const long LargestThumbnail = 256 * 1024;
    public const int LongestName = 200;
    public const int MostInMessage = 10;
    /// <summary>Files of one person that are in no message yet.</summary>
    public const int MostUnused = 40;
    /// <summary>A file that is in no message after this long is thrown away.</summary>
    public static readonly TimeSpan UnusedFor = TimeSpan.FromDays(1);

    private static readonly (AttachmentKind Kind, string Media)[] Types =
    [
        (AttachmentKind.Png, "image/png"), (AttachmentKind.Jpeg, "image/jpeg"), (AttachmentKind.Gif, "image/gif"),
        (AttachmentKind.Webp, "image/webp"), (AttachmentKind.Pdf, "application/pdf"),
    ];

    /// <summary>Its media type, e.g. <c>image/png</c>.</summary>
    public static string MediaType(this AttachmentKind kind) => Types.First(t => t.Kind == kind).Media;

    /// <summary>The kind of a declared media type; null when it is none of ours.</summary>
    public static AttachmentKind? KindOf(string? mediaType)
    {
        var plain = mediaType?.Split(';')[0].Trim();
        foreach (var (kind, media) in Types)
            if (string.Equals(plain, media, StringComparison.OrdinalIgnoreCase)) return kind;
        return null;
    }
}

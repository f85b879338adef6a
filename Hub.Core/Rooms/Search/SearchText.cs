using Hub.Core.Rooms.Attachments;
using Hub.Core.Rooms.Messages;

namespace Hub.Core.Rooms.Search;

/// <summary>What of a message is searched: its words, and what it has. A new part of a message is added here, and is then found.</summary>
internal static class SearchText
{
    /// <summary>The texts of a message that members see; none of one that was deleted or purged.</summary>
    public static IEnumerable<string> Of(MessageState m)
    {
        if (m.DeletedAt is null && m.Text is { } text) yield return text;
        foreach (var file in m.Attachments ?? []) yield return file.Name;
    }

    /// <summary>What <c>has:</c> finds it by, beside pins, which change without the message.</summary>
    public static IEnumerable<string> Has(MessageState m)
    {
        if (m.DeletedAt is not null || m.Text is null) yield break;
        if (m.Expects is not null) yield return "ask";
        if (m.Attachments is { } files)
        {
            yield return "file";
            if (files.Any(f => f.Kind == AttachmentKind.Pdf)) yield return "pdf";
            if (files.Any(f => f.Kind != AttachmentKind.Pdf)) yield return "image";
        }
        if (m.ReplyTo is not null) yield return "reply";
        if (m.Text.Contains("https://", StringComparison.OrdinalIgnoreCase) || m.Text.Contains("http://", StringComparison.OrdinalIgnoreCase)) yield return "link";
    }

    /// <summary>What may stand after <c>has:</c>.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["ask", "file", "image", "link", "pdf", "pin", "reply"];

    public const string Pin = "pin";
}

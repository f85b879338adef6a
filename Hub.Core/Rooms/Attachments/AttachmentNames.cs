using System.Globalization;
using System.Text;

namespace Hub.Core.Rooms.Attachments;

public static class AttachmentNames
{
    /// <summary>
    /// A file's name as it may be shown: its last part only, on one line, without signs that turn the direction of writing or cannot be seen,
    /// with which a name pretends to end otherwise than it does.
    /// </summary>
    public static string Clean(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var shown = new StringBuilder();
        foreach (var rune in last.EnumerateRunes())
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))
                shown.Append(rune);
        var clean = shown.ToString().Trim();
        if (clean.Length > AttachmentLimits.LongestName) clean = Shorten(clean);
        return clean.Trim('.', ' ').Length == 0 ? "file" : clean;
    }

    // The end of the name is kept with what it ends on.
    private static string Shorten(string name)
    {
        var end = Path.GetExtension(name) is { Length: > 0 and <= 10 } extension ? extension : "";
        var most = AttachmentLimits.LongestName - end.Length;
        if (char.IsHighSurrogate(name[most - 1])) most--;
        return name[..most] + end;
    }
}

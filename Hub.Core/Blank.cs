using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Hub.Core;

/// <summary>Whether a text shows nothing: white space, and what Unicode calls default ignorable (UAX #44), such as U+200B, which comes along with what is pasted.</summary>
public static class Blank
{
    public static bool Is([NotNullWhen(false)] string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return true;
        foreach (var rune in text.EnumerateRunes())
            if (!ShowsNothing(rune)) return false;
        return true;
    }

    /// <summary>Whether a text shows nothing, or is longer than <paramref name="most"/> characters.</summary>
    public static bool IsOrOver(int most, [NotNullWhen(false)] string? text) => Is(text) || text.Length > most;

    /// <summary>What was written, without white space around it; null: nothing was.</summary>
    public static string? Said(string? text) => Is(text) ? null : text.Trim();

    private static bool ShowsNothing(Rune rune) =>
        Rune.IsWhiteSpace(rune)
        || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control
        || (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format && !IsDrawn(rune.Value))
        // Ignorable, but letters, marks or unassigned by their category; and the Braille pattern without a dot.
        || rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2065 or 0x2800 or 0x3164
            or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xFFF0 and <= 0xFFF8) or (>= 0xE0000 and <= 0xE0FFF);

    // Format characters that show something: prepended marks of Arabic, Syriac and Kaithi numbers, interlinear annotation, Egyptian joiners.
    private static bool IsDrawn(int value) =>
        value is (>= 0x0600 and <= 0x0605) or 0x06DD or 0x070F or 0x0890 or 0x0891 or 0x08E2 or (>= 0xFFF9 and <= 0xFFFB) or 0x110BD or 0x110CD or (>= 0x13430 and <= 0x1343F);
}

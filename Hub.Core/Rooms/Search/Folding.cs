using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Hub.Core.Rooms.Search;

/// <summary>
/// How letters are compared in a search: compatibility forms, case and accents do not count (Unicode NFKD, case folding, combining marks left out).
/// The program runs without ICU, where .NET normalises nothing, so the table is our own: <c>Folding.txt</c>, taken from the Unicode character
/// database 14, holds what each letter or digit becomes: <c>code text</c>, or <c>first-last text</c> for a run that moves by the same distance.
/// A space in it parts words: 2½ is 2, 1, 2 as 2 1/2 is.
/// </summary>
internal static class Folding
{
    private const int FirstSyllable = 0xAC00, LastSyllable = 0xD7A3;
    private static readonly Lazy<FrozenDictionary<int, string>> Table = new(Read);

    /// <summary>Appends what a letter or digit is compared as; nothing for a combining accent.</summary>
    public static void Append(StringBuilder to, Rune rune)
    {
        if (rune.IsAscii) to.Append((char)(rune.Value is >= 'A' and <= 'Z' ? rune.Value | 0x20 : rune.Value));
        else if (IsAccent(rune.Value)) return;
        else if (rune.Value is >= FirstSyllable and <= LastSyllable) AppendHangul(to, rune.Value - FirstSyllable);
        else if (Table.Value.TryGetValue(rune.Value, out var folded)) to.Append(folded);
        else to.Append(rune.ToString());
    }

    /// <summary>The letters of a syllable, as a decomposed text has them (Unicode 3.12, Hangul Syllable Decomposition).</summary>
    private static void AppendHangul(StringBuilder to, int syllable)
    {
        const int Vowels = 21, Ends = 28;
        to.Append((char)(0x1100 + syllable / (Vowels * Ends))).Append((char)(0x1161 + syllable % (Vowels * Ends) / Ends));
        if (syllable % Ends > 0) to.Append((char)(0x11A7 + syllable % Ends));
    }

    /// <summary>Marks that the scripts with accents put on letters, the voicing of kana among them; those that write vowels, as Devanagari's, are letters here.</summary>
    private static bool IsAccent(int code) => code is
        (>= 0x0300 and <= 0x036F) or (>= 0x0483 and <= 0x0489) or (>= 0x0591 and <= 0x05C7) or (>= 0x064B and <= 0x065F) or 0x0670
        or (>= 0x1AB0 and <= 0x1AFF) or (>= 0x1DC0 and <= 0x1DFF) or (>= 0x20D0 and <= 0x20FF) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xFE20 and <= 0xFE2F) or 0x3099 or 0x309A or 0xFF9E or 0xFF9F;

    private static FrozenDictionary<int, string> Read()
    {
        using var file = new StreamReader(typeof(Folding).Assembly.GetManifestResourceStream("Folding.txt")!, Encoding.UTF8);
        var table = new Dictionary<int, string>();
        while (file.ReadLine() is { } line)
        {
            var (codes, text) = (line[..line.IndexOf(' ', StringComparison.Ordinal)], line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
            var ends = codes.Split('-');
            var (first, last) = (int.Parse(ends[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture), int.Parse(ends[^1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            var target = Rune.GetRuneAt(text, 0).Value;
            for (var code = first; code <= last; code++) table[code] = first == last ? text : new Rune(target + code - first).ToString();
        }
        return table.ToFrozenDictionary();
    }
}

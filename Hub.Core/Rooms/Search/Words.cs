using System.Globalization;
using System.Text;

namespace Hub.Core.Rooms.Search;

/// <summary>One word of a text.</summary>
/// <param name="Start">Where it begins in the text, in UTF-16 units.</param>
/// <param name="Length">In UTF-16 units of the text.</param>
/// <param name="Folded">As it is compared.</param>
public readonly record struct Word(int Start, int Length, string Folded);

/// <summary>
/// Splits texts into words, after Unicode's UAX 29 with two differences that find more: an apostrophe parts words (patient's → patient, s),
/// and every ideograph is a word of its own. A point or comma between digits does not part them (6.1).
/// </summary>
public static class Words
{
    /// <summary>Longer words are compared by their beginning.</summary>
    public const int Longest = 64;

    private enum Sign { None, Letter, Digit, Mark, Unseen, Alone, Between }

    public static IEnumerable<Word> Of(string text)
    {
        var folded = new StringBuilder();
        var start = -1;
        var before = Sign.None;
        for (var at = 0; at < text.Length;)
        {
            var known = Rune.TryGetRuneAt(text, at, out var rune);
            var size = known ? rune.Utf16SequenceLength : 1;
            var sign = known ? SignOf(rune) : Sign.None;
            var goesOn = sign switch
            {
                Sign.Letter or Sign.Digit or Sign.Mark => true,
                Sign.Unseen => start >= 0,
                Sign.Between => before == Sign.Digit && NextIsDigit(text, at + size),
                _ => false,
            };
            if (start >= 0 && !goesOn)
            {
                foreach (var word in Folded(folded)) yield return new(start, at - start, word);
                (start, before) = (-1, Sign.None);
                folded.Clear();
            }
            if (goesOn)
            {
                if (start < 0) start = at;
                if (sign != Sign.Unseen && folded.Length < Longest) Folding.Append(folded, rune);
                if (sign is not (Sign.Mark or Sign.Unseen)) before = sign;
            }
            else if (sign == Sign.Alone)
            {
                Folding.Append(folded, rune);
                yield return new(at, size, Cut(folded));
                folded.Clear();
            }
            at += size;
        }
        foreach (var word in Folded(folded)) yield return new(start, text.Length - start, word);
    }

    /// <summary>Nearly always one. A sign may stand for several (ﷺ, ½), which then stand in its place.</summary>
    private static IEnumerable<string> Folded(StringBuilder folded)
    {
        if (folded.Length == 0) return [];
        var word = Cut(folded);
        return word.Contains(' ') ? Of(word).Select(w => w.Folded) : [word];
    }

    /// <summary>The first <paramref name="letters"/> letters (code points) of a folded word; null when it has fewer.</summary>
    public static string? Prefix(string folded, int letters)
    {
        var at = 0;
        for (var i = 0; i < letters; i++)
        {
            if (at >= folded.Length) return null;
            at += char.IsHighSurrogate(folded[at]) && at + 1 < folded.Length ? 2 : 1;
        }
        return folded[..at];
    }

    /// <summary>Of a folded word, in code points.</summary>
    public static int Letters(string folded)
    {
        var letters = folded.Length;
        for (var i = 0; i + 1 < folded.Length; i++)
            if (char.IsSurrogatePair(folded, i)) letters--;
        return letters;
    }

    private static string Cut(StringBuilder folded)
    {
        var size = Math.Min(folded.Length, Longest);
        if (size < folded.Length && char.IsHighSurrogate(folded[size - 1])) size--;
        return folded.ToString(0, size);
    }

    private static bool NextIsDigit(string text, int at) => at < text.Length && Rune.TryGetRuneAt(text, at, out var next) && SignOf(next) == Sign.Digit;

    private static Sign SignOf(Rune rune)
    {
        if (rune.Value is '.' or ',' or '\u066B' or '\u066C') return Sign.Between;
        if (rune.Value == '_') return Sign.Letter;
        if (IsIdeograph(rune.Value)) return Sign.Alone;
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.OtherNumber or UnicodeCategory.LetterNumber => Sign.Digit,
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => Sign.Letter,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => Sign.Mark,
            // Soft hyphens, joiners, directions (WB4); a space of no width is one all the same.
            UnicodeCategory.Format when rune.Value != 0x200B => Sign.Unseen,
            _ => Sign.None,
        };
    }

    private static bool IsIdeograph(int code) => code is (>= 0x3041 and <= 0x3096) or (>= 0x309B and <= 0x309F) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);
}

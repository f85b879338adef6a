using System.Globalization;

namespace Hub.Core.Rooms.Search;

/// <summary>A word to be found; with <paramref name="Prefix"/>, any word that begins with it.</summary>
public sealed record SoughtWord(string Folded, bool Prefix)
{
    public bool Matches(string word) => Prefix ? word.StartsWith(Folded, StringComparison.Ordinal) : word == Folded;
}

/// <summary>
/// What somebody looks for: <c>potassium ward*</c> <c>from:chen in:"Ward 4" has:ask before:2026-03-02 after:2026-02-01</c>. All of it must hold.
/// A word ending in * is the beginning of a word, from three letters on. Dates are days in UTC, or instants with their offset.
/// </summary>
/// <param name="Before">UTC microseconds; excluded.</param>
/// <param name="After">UTC microseconds; included.</param>
public sealed record SearchQuery(
    IReadOnlyList<SoughtWord> Words, IReadOnlyList<string> From, IReadOnlyList<string> In, IReadOnlyList<string> Has, long? Before, long? After)
{
    /// <summary>UTF-16 units.</summary>
    public const int Longest = 500;
    private const int MostWords = 12;
    private const int MostOfAKind = 5;
    private const int ShortestPrefix = 3;

    /// <exception cref="Refusal">400: too long, or something in it cannot be understood; says what.</exception>
    public static SearchQuery Parse(string text)
    {
        if (text.Length > Longest) throw Refusal.Malformed($"A search has at most {Longest} characters.");
        List<SoughtWord> words = [];
        List<string> from = [], within = [], has = [];
        long? before = null, after = null;
        foreach (var (key, value) in Tokens(text))
            switch (key)
            {
                case "from": from.Add(value); break;
                case "in": within.Add(value); break;
                case "has": has.Add(Kind(value)); break;
                case "before": before = Math.Min(before ?? long.MaxValue, Instant(value)); break;
                case "after": after = Math.Max(after ?? long.MinValue, Instant(value)); break;
                default: words.AddRange(WordsOf(value)); break;
            }
        words = [.. words.Distinct()];
        if (words.Count > MostWords) throw Refusal.Malformed($"Look for at most {MostWords} words at once.");
        if (from.Count > MostOfAKind || within.Count > MostOfAKind || has.Count > MostOfAKind) throw Refusal.Malformed($"Give each of from:, in: and has: at most {MostOfAKind} times.");
        if (words.Count == 0 && from.Count == 0 && has.Count == 0) throw Refusal.Malformed("Write a word to look for, or from: or has:.");
        return new(words, from, within, [.. has.Distinct()], before, after);
    }

    private static IEnumerable<SoughtWord> WordsOf(string token)
    {
        var prefix = token.EndsWith('*');
        var words = Search.Words.Of(token).Select(w => w.Folded).ToList();
        return words.Select((w, i) => new SoughtWord(w, prefix && i == words.Count - 1 && Search.Words.Prefix(w, ShortestPrefix) is not null));
    }

    /// <summary>Parts at white space, except within quotes after a key's colon.</summary>
    private static IEnumerable<(string? Key, string Value)> Tokens(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }
            var end = at;
            while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] != ':') end++;
            var key = end < text.Length && text[end] == ':' ? text[at..end].ToLowerInvariant() : null;
            if (key is not ("from" or "in" or "has" or "before" or "after"))
            {
                while (end < text.Length && !char.IsWhiteSpace(text[end])) end++;
                yield return (null, text[at..end]);
                at = end;
                continue;
            }
            var start = end + 1;
            var quoted = start < text.Length && text[start] == '"';
            if (quoted) start++;
            end = start;
            while (end < text.Length && (quoted ? text[end] != '"' : !char.IsWhiteSpace(text[end]))) end++;
            if (end == start) throw Refusal.Malformed($"Say what comes after {key}:.");
            yield return (key, text[start..end]);
            at = quoted ? end + 1 : end;
        }
    }

    private static string Kind(string value)
    {
        var kind = value.ToLowerInvariant();
        return SearchText.Kinds.Contains(kind) ? kind : throw Refusal.Malformed($"has: knows {string.Join(", ", SearchText.Kinds)}.");
    }

    private static long Instant(string value) =>
        DateTimeOffset.TryParseExact(value, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"],
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? Core.Instant.ToMicros(at)
            : throw Refusal.Malformed("A day is written as 2026-03-02.");
}

namespace Hub.Core.Rooms.Search;

/// <summary>
/// How finely the words of a message stand in the index. A message has few terms (<see cref="MessageTerms.Most"/>), so it stands in the first tier in which all that the
/// tier asks for has place, and a search asks each tier in its own terms: nothing is left out, however long the message; of a longer one more candidates are opened.
/// Terms of different tiers never meet.
/// </summary>
internal sealed class Tier
{
    /// <summary>The finest first; in the last one every message has place.</summary>
    public static readonly IReadOnlyList<Tier> All =
    [
        new(0, (TermKind.Word, Words.Longest), (TermKind.Prefix5, 5), (TermKind.Prefix3, 3)),
        new(0, (TermKind.Beginning5, 5), (TermKind.Beginning3, 3)),
        new(0, (TermKind.OnlyBeginning3, 3)),
        new(5, (TermKind.LongBeginning3, 3)),
        new(Words.Longest),
    ];

    private readonly int above;
    private readonly (TermKind Kind, int Letters)[] keys;

    /// <param name="above">Only words of more letters (code points) have terms. Every message of such a tier has the tier's own term too, for searches of shorter words.</param>
    /// <param name="keys">By how many of its first letters a word is found, the most first; <see cref="Words.Longest"/> stands for the whole word.</param>
    private Tier(int above, params (TermKind Kind, int Letters)[] keys) => (this.above, this.keys, Own) = (above, keys, $"{above}");

    private string Own { get; }

    /// <summary>The terms of a message of these folded words; null when they are more than <paramref name="most"/>.</summary>
    public HashSet<T>? Of<T>(IReadOnlyCollection<string> words, int most, Func<TermKind, string, T> term)
    {
        var terms = new HashSet<T>();
        if (above > 0) terms.Add(term(TermKind.Tier, Own));
        foreach (var word in words)
        {
            if (above > 0 && Words.Letters(word) <= above) continue;
            var stands = false;
            foreach (var (kind, letters) in keys)
            {
                if (Cut(word, letters) is not { } text) continue;
                terms.Add(term(kind, text));
                stands = true;
            }
            if (!stands) terms.Add(term(keys[^1].Kind, word));
            if (terms.Count > most) return null;
        }
        return terms;
    }

    /// <summary>What every message of this tier has in which each of the words stands.</summary>
    public IEnumerable<(TermKind Kind, string Text)> Sought(IReadOnlyCollection<SoughtWord> words)
    {
        var known = words.Where(w => Words.Letters(w.Folded) > above).Select(Sought).ToList();
        return known.Count > 0 ? known : [(TermKind.Tier, Own)];
    }

    private (TermKind, string) Sought(SoughtWord word)
    {
        foreach (var (kind, letters) in keys)
            if ((!word.Prefix || letters < Words.Longest) && Cut(word.Folded, letters) is { } text) return (kind, text);
        return (keys[^1].Kind, word.Folded);
    }

    private static string? Cut(string word, int letters) => letters >= Words.Longest ? word : Words.Prefix(word, letters);
}

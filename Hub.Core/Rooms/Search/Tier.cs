namespace Hub.Core.Rooms.Search;

/// <summary>
/// How finely the words of a message stand in the index. A message has few terms (<see cref="MessageTerms.Most"/>), so it stands in the first tier in which all that the
/// tier asks for has place, and a search asks each tier in its own terms: nothing is left out, however long the message; of a longer one more candidates are opened.
/// Terms of different tiers never meet. Lengths are in letters (code points).
/// </summary>
internal sealed class Tier
{
    /// <summary>Longer than any word, and so all of it.</summary>
    private const int Whole = int.MaxValue;

    /// <summary>The finest first; in the last one every message has place.</summary>
    public static readonly IReadOnlyList<Tier> All =
    [
        new("0", 0, (TermKind.Word, Whole), (TermKind.Prefix5, 5), (TermKind.Prefix3, 3)),
        new("1", 0, (TermKind.Tier1Prefix5, 5), (TermKind.Tier1Prefix3, 3)),
        new("2", 0, (TermKind.Tier2Prefix3, 3)),
        new("3", 5, (TermKind.Tier3Prefix3, 3)),
        new("4", Whole),
    ];

    private readonly string name;
    private readonly int above;
    private readonly (TermKind Kind, int Letters)[] prefixes;
    private readonly int longest;

    /// <param name="above">Only longer words have terms. Every message of such a tier has the tier's own term too, for searches of shorter words alone.</param>
    /// <param name="prefixes">How much of a word stands there, the longest first. A word that is shorter than all of them stands there whole.</param>
    private Tier(string name, int above, params (TermKind Kind, int Letters)[] prefixes)
    {
        (this.name, this.above, this.prefixes) = (name, above, prefixes);
        longest = prefixes.FirstOrDefault(p => p.Letters != Whole).Letters;
    }

    /// <summary>The terms of a message of these folded words; null when they are more than <paramref name="most"/>.</summary>
    public HashSet<T>? TermsOf<T>(IReadOnlyCollection<string> words, int most, Func<TermKind, string, T> term)
    {
        var terms = new HashSet<T>();
        if (above > 0) terms.Add(term(TermKind.Tier, name));
        foreach (var word in words)
        {
            if (above > 0 && Words.Letters(word) <= above) continue;
            var stands = false;
            foreach (var (kind, letters) in prefixes)
            {
                if (Text(word, letters) is not { } text) continue;
                terms.Add(term(kind, text));
                stands = true;
            }
            if (!stands) terms.Add(term(prefixes[^1].Kind, word));
            if (terms.Count > most) return null;
        }
        return terms;
    }

    /// <summary>What every message of this tier has in which each of the words stands.</summary>
    public IEnumerable<(TermKind Kind, string Text)> TermsFor(IReadOnlyCollection<SoughtWord> words)
    {
        var known = words.Where(w => Words.Letters(w.Folded) > above).Select(TermFor).ToList();
        return known.Count > 0 ? known : [(TermKind.Tier, name)];
    }

    private (TermKind, string) TermFor(SoughtWord word)
    {
        foreach (var (kind, letters) in prefixes)
            if (!(word.Prefix && letters == Whole) && Text(word.Folded, letters) is { } text) return (kind, text);
        return (prefixes[^1].Kind, word.Folded);
    }

    /// <summary>A word exactly as long as the longest beginning stands there as that alone: few longer ones begin with it.</summary>
    private string? Text(string word, int letters) =>
        letters != Whole ? Words.Prefix(word, letters) : Words.Letters(word) == longest ? null : word;
}

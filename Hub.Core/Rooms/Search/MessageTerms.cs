using Hub.Core.Rooms.Messages;

namespace Hub.Core.Rooms.Search;

/// <summary>The terms by which one message is found.</summary>
internal static class MessageTerms
{
    /// <summary>A longer message is found by its longest words, and by their beginnings as far as there is place.</summary>
    public const int Most = 40;

    /// <summary>None for a message that was deleted or purged.</summary>
    public static HashSet<long> Of(SearchKey key, MessageState m)
    {
        var terms = new HashSet<long>();
        var texts = SearchText.Of(m).ToList();
        if (texts.Count == 0) return terms;
        terms.Add(key.Term(TermKind.From, m.Author.ToString("N")));
        foreach (var has in SearchText.Has(m)) terms.Add(key.Term(TermKind.Has, has));
        var words = texts.SelectMany(Words.Of).Select(w => w.Folded).Distinct().ToList();
        // What is left out, where something must be, is short: articles, prepositions.
        if (terms.Count + words.Count > Most) words = [.. words.OrderByDescending(w => w.Length).Take(Most - terms.Count)];
        Add(terms, key, TermKind.Word, words);
        Add(terms, key, TermKind.Prefix5, words.Select(w => Words.Prefix(w, 5)));
        Add(terms, key, TermKind.Prefix3, words.Select(w => Words.Prefix(w, 3)));
        return terms;
    }

    private static void Add(HashSet<long> terms, SearchKey key, TermKind kind, IEnumerable<string?> texts)
    {
        foreach (var text in texts.OfType<string>().Distinct())
        {
            if (terms.Count >= Most) return;
            terms.Add(key.Term(kind, text));
        }
    }
}

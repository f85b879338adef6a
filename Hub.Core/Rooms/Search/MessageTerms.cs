using Hub.Core.Rooms.Messages;

namespace Hub.Core.Rooms.Search;

/// <summary>The terms by which one message is found.</summary>
internal static class MessageTerms
{
    /// <summary>A message of more words stands in the index less finely; see <see cref="Tier"/>.</summary>
    public const int Most = 40;

    /// <summary>None for a message that was deleted or purged.</summary>
    public static HashSet<long> Of(SearchKey key, MessageState m)
    {
        var terms = new HashSet<long>();
        var texts = SearchText.Of(m).ToList();
        if (texts.Count == 0) return terms;
        terms.Add(key.Term(TermKind.From, m.Author.ToString("N")));
        foreach (var has in SearchText.Has(m)) terms.Add(key.Term(TermKind.Has, has));
        var words = texts.SelectMany(Words.Of).Select(w => w.Folded).ToHashSet();
        var left = Most - terms.Count;
        terms.UnionWith(Tier.All.Select(t => t.TermsOf(words, left, key.Term)).First(t => t is not null)!);
        return terms;
    }
}

using Hub.Core.Journal;
using Hub.Core.Rooms.Messages;

namespace Hub.Core.Rooms.Search;

/// <summary>One room of a search.</summary>
/// <param name="Alternatives">A message has all the terms of one of them, and of no other: one for each tier in which it may stand, and each author who may have written it.</param>
internal sealed record PlannedRoom(LiveRoom Live, IReadOnlyList<long[]> Alternatives);

/// <summary>A query with its names looked up: in which rooms, by whom, with which terms.</summary>
internal sealed class SearchPlan
{
    private const int MostAuthors = 8;

    private SearchPlan(SearchQuery query, IReadOnlySet<Guid>? authors, IReadOnlyDictionary<Guid, PlannedRoom> rooms) => (Query, Authors, Rooms) = (query, authors, rooms);

    public SearchQuery Query { get; }
    /// <summary>Only what is pinned is sought, which no index needs to name.</summary>
    public bool OfPins => Query.Has.Contains(SearchText.Pin);
    /// <summary>Null: anybody.</summary>
    public IReadOnlySet<Guid>? Authors { get; }
    public IReadOnlyDictionary<Guid, PlannedRoom> Rooms { get; }

    public static SearchPlan Of(SearchQuery query, IEnumerable<LiveRoom> mine, IReadOnlyList<SearchPerson> people, Guid viewer)
    {
        var authors = query.From.Count == 0 ? null : query.From.SelectMany(f => People(f, people, viewer)).ToHashSet();
        var rooms = mine.Where(r => query.In.Count == 0 || query.In.Any(i => IsCalled(r.Fold, i, people, viewer)));
        var planned = rooms.ToDictionary(r => r.Fold.Id, r => new PlannedRoom(r, [.. Alternatives(query, authors, new SearchKey(r.Key))]));
        return new(query, authors, planned);
    }

    /// <summary>Whether the message is one that is sought: said by what it holds, not by the index.</summary>
    public bool Holds(Guid room, MessageState m)
    {
        if (m.DeletedAt is not null || (Authors is not null && !Authors.Contains(m.Author))) return false;
        if (m.At < (Query.After ?? long.MinValue) || m.At >= (Query.Before ?? long.MaxValue)) return false;
        var has = SearchText.Has(m).ToHashSet();
        if (!Query.Has.All(h => h == SearchText.Pin ? Rooms[room].Live.Fold.IsPinned(m.Seq) : has.Contains(h))) return false;
        var texts = SearchText.Of(m).ToList();
        var words = texts.SelectMany(Words.Of).Select(w => w.Folded).ToHashSet();
        return texts.Count > 0 && Query.Words.All(s => s.Prefix ? words.Any(s.Matches) : words.Contains(s.Folded));
    }

    private static IEnumerable<long[]> Alternatives(SearchQuery query, IReadOnlySet<Guid>? authors, SearchKey key)
    {
        if (authors is { Count: > MostAuthors } && query.Words.Count == 0 && query.Has.Count == 0) throw Refusal.Malformed("Many people are called that. Add a word, or more of the name.");
        var has = query.Has.Where(h => h != SearchText.Pin).Select(h => key.Term(TermKind.Has, h)).ToList();
        IEnumerable<IEnumerable<long>> tiers = query.Words.Count == 0 ? [has] : Tier.All.Select(t => t.TermsFor(query.Words).Select(s => key.Term(s.Kind, s.Text)).Concat(has));
        // Of very many authors the message itself says whether it is of one of them.
        var by = authors is null or { Count: > MostAuthors } ? tiers : tiers.SelectMany(t => authors.Select(a => t.Append(key.Term(TermKind.From, a.ToString("N")))));
        return by.Select(terms => terms.Distinct().ToArray());
    }

    /// <summary>By id, "me", user name, or words of the name.</summary>
    private static IEnumerable<Guid> People(string called, IReadOnlyList<SearchPerson> people, Guid viewer)
    {
        if (called.Equals("me", StringComparison.OrdinalIgnoreCase)) return [viewer];
        if (Guid.TryParse(called, out var id)) return [id];
        var exact = people.Where(p => p.User.Equals(called, StringComparison.OrdinalIgnoreCase)).Select(p => p.Id).ToList();
        return exact.Count > 0 ? exact : people.Where(p => Fits(p.Name, called)).Select(p => p.Id);
    }

    /// <summary>By id, words of the title, or in a direct room a person's name.</summary>
    private static bool IsCalled(Room room, string called, IReadOnlyList<SearchPerson> people, Guid viewer) =>
        Guid.TryParse(called, out var id) ? room.Id == id
        : room.Title is { } title ? Fits(title, called)
        : People(called, people, viewer).Any(p => p != viewer && room.Has(p));

    private static bool Fits(string name, string called)
    {
        var words = Words.Of(name).Select(w => w.Folded).ToList();
        var sought = Words.Of(called).Select(w => w.Folded).ToList();
        return sought.Count > 0 && sought.TrueForAll(s => words.Exists(w => w.StartsWith(s, StringComparison.Ordinal)));
    }
}

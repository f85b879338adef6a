using System.Data.Common;
using Hub.Core.Journal;
using Hub.Core.Rooms.Messages;

namespace Hub.Core.Rooms.Search;

/// <summary>How much an indexer takes in.</summary>
/// <param name="Events">Of one room in a step, at most.</param>
/// <param name="Part">Of them in a part of it.</param>
internal readonly record struct StepSize(int Events, int Part);

/// <summary>What one room's index lacks from the cursor on, in parts that follow on each other.</summary>
/// <param name="More">The room has more events than this step takes in.</param>
internal sealed record IndexStep(IReadOnlyList<IndexPart> Parts, bool More)
{
    public Guid Room => Parts[0].Room;
    public int Rows => Parts.Sum(p => p.Terms.Count);

    /// <summary>The next step of a room whose index stands at <paramref name="after"/>; null when it lacks nothing.</summary>
    public static async Task<IndexStep?> ReadAsync(DbConnection on, LiveRoom live, Sealer sealer, long after, StepSize size, CancellationToken cancel)
    {
        if (await Touched.ReadAsync(on, live, sealer, after, size.Events, cancel) is not { } touched) return null;
        var key = new SearchKey(live.Key);
        var parts = new List<IndexPart>();
        for (var from = after; from < touched.UpTo; from += size.Part)
            parts.Add(new(live.Fold.Id, key, touched.Between(from, Math.Min(from + size.Part, touched.UpTo)), from));
        return new(parts, touched.UpTo < live.Fold.Head);
    }
}

/// <summary>Which terms and mentions go, and which come, with the events up to one of them.</summary>
internal sealed class IndexPart
{
    public IndexPart(Guid room, SearchKey key, Touched touched, long after)
    {
        (Room, After, UpTo) = (room, after, touched.UpTo);
        var before = touched.At(after).ToDictionary(m => m.Seq);
        foreach (var now in touched.At(UpTo)) Compare(key, before.GetValueOrDefault(now.Seq), now);
    }

    public Guid Room { get; }
    /// <summary>Where the cursor must still stand when this is written.</summary>
    public long After { get; }
    public long UpTo { get; }
    public List<SearchTermRow> TermsGone { get; } = [];
    public List<SearchTermRow> Terms { get; } = [];
    public List<MentionRow> MentionsGone { get; } = [];
    public List<MentionRow> Mentions { get; } = [];

    private void Compare(SearchKey key, MessageState? before, MessageState now)
    {
        var (was, terms) = (before is null ? [] : MessageTerms.Of(key, before), MessageTerms.Of(key, now));
        TermsGone.AddRange(was.Except(terms).Select(Row));
        Terms.AddRange(terms.Except(was).Select(Row));
        var (were, mentioned) = (Mentioned(before), Mentioned(now));
        MentionsGone.AddRange(were.Except(mentioned).Select(Mention));
        Mentions.AddRange(mentioned.Except(were).Select(Mention));
        SearchTermRow Row(long term) => new() { Room = Room, Term = term, Seq = now.Seq };
        MentionRow Mention(Guid user) => new() { User = user, Room = Room, Seq = now.Seq };
    }

    private static IReadOnlyList<Guid> Mentioned(MessageState? m) => m?.Mentions is not { } mentions ? []
        : mentions.Room == true ? [.. mentions.People ?? [], MentionRow.MentionsEverybody] : mentions.People ?? [];
}

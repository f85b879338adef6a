using System.Data.Common;
using Hub.Core.Journal;
using Hub.Core.Rooms.Messages;

namespace Hub.Core.Rooms.Search;

/// <summary>What one room's index lacks from the cursor up to an event: which terms and mentions go, and which come.</summary>
internal sealed class IndexStep
{
    private const int MostEvents = 32;

    public required Guid Room { get; init; }
    /// <summary>Where the cursor must still stand when this is written.</summary>
    public required long After { get; init; }
    public required long UpTo { get; init; }
    /// <summary>The room has more events than this step takes in.</summary>
    public required bool More { get; init; }
    public List<SearchTermRow> TermsGone { get; } = [];
    public List<SearchTermRow> Terms { get; } = [];
    public List<MentionRow> MentionsGone { get; } = [];
    public List<MentionRow> Mentions { get; } = [];

    /// <summary>The next step of a room whose index stands at <paramref name="after"/>; null when it lacks nothing.</summary>
    public static async Task<IndexStep?> ReadAsync(DbConnection on, LiveRoom live, Sealer sealer, long after, CancellationToken cancel)
    {
        if (await Touched.ReadAsync(on, live, sealer, after, MostEvents, cancel) is not { } touched) return null;
        var step = new IndexStep { Room = live.Fold.Id, After = after, UpTo = touched.UpTo, More = touched.UpTo < live.Fold.Head };
        var before = touched.At(after).ToDictionary(m => m.Seq);
        var key = new SearchKey(live.Key);
        foreach (var now in touched.At(touched.UpTo)) step.Compare(key, before.GetValueOrDefault(now.Seq), now);
        return step;
    }

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

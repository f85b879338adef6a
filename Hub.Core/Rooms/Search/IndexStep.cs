using System.Data.Common;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms.Messages;

namespace Hub.Core.Rooms.Search;

/// <summary>What one room's index lacks from the cursor up to an event: which terms and mentions go, and which come.</summary>
internal sealed class IndexStep
{
    private const int MostEvents = 200;

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
        var room = live.Fold.Id;
        var rows = await on.EventsAsync(room, after, live.Fold.Head, MostEvents, cancel);
        if (rows.Count == 0) return null;
        var step = new IndexStep { Room = room, After = after, UpTo = rows[^1].Seq, More = rows[^1].Seq < live.Fold.Head };
        long[] touched = [.. rows.Select(Touched).OfType<long>().Distinct()];
        if (touched.Length == 0) return step;
        var posted = (await on.MessagesAtAsync(room, touched, cancel)).ConvertAll(r => sealer.Open(live.Key, r));
        var about = (await on.AboutAsync(room, touched, step.UpTo, cancel)).ConvertAll(r => sealer.Open(live.Key, r));
        var before = MessageReader.Fold(posted.Where(e => e.Seq <= after), about.Where(e => e.Seq <= after)).ToDictionary(m => m.Seq);
        var key = new SearchKey(live.Key);
        foreach (var now in MessageReader.Fold(posted, about)) step.Compare(key, before.GetValueOrDefault(now.Seq), now);
        return step;
    }

    /// <summary>Seq of the message that this event makes, or may change as it is searched.</summary>
    private static long? Touched(EventRow row) => row.Type switch
    {
        MessagePosted.Name => row.Seq,
        Reacted.Name or Acknowledged.Name => null,
        _ => row.About,
    };

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

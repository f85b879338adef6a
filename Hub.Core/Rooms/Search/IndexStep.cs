using System.Data.Common;
using Hub.Core.Journal;
using Hub.Core.Rooms.Messages;

namespace Hub.Core.Rooms.Search;

/// <summary>How much an indexer takes in.</summary>
/// <param name="Events">Of one room in a step, at most.</param>
/// <param name="AtOnce">Of them read in one go.</param>
internal readonly record struct StepSize(int Events, int AtOnce);

/// <summary>
/// What one room's index lacks from the cursor on. Its rows may be written in any order and more than once before the cursor moves: a step that was broken off
/// is taken again, maybe with more events, and leaves the same.
/// </summary>
/// <param name="After">Where the cursor must still stand when this is written.</param>
/// <param name="More">The room has more events than this step has taken in.</param>
internal sealed record IndexStep(Guid Room, long After, long UpTo, Change<SearchTermRow> Terms, Change<MentionRow> Mentions, bool More)
{
    public int Rows => Terms.Gone.Count + Terms.Came.Count;

    /// <summary>The next step of a room whose index stands at <paramref name="after"/>, of what is read in one go; null when it lacks nothing.</summary>
    public static async Task<IndexStep?> ReadAsync(DbConnection on, LiveRoom live, Sealer sealer, SearchKey key, long after, int most, CancellationToken cancel)
    {
        if (await Touched.ReadAsync(on, live, sealer, after, most, cancel) is not { } touched) return null;
        var room = live.Fold.Id;
        var step = new IndexStep(room, after, touched.UpTo, Change<SearchTermRow>.None, Change<MentionRow>.None, touched.UpTo < live.Fold.Head);
        foreach (var (posted, was, now) in touched.Since(after))
        {
            step.Terms.Add(posted, was.ConvertAll(Found), Found(now));
            step.Mentions.Add(posted, was.ConvertAll(Named), Named(now));
        }
        return step;

        HashSet<SearchTermRow> Found(MessageState m) => [.. MessageTerms.Of(key, m).Select(term => new SearchTermRow(room, term, m.Seq))];
        HashSet<MentionRow> Named(MessageState m) => [.. Mentioned(m).Select(person => new MentionRow(room, person, m.Seq))];
    }

    /// <summary>Both as one; <paramref name="next"/> begins where this one ends.</summary>
    public IndexStep Then(IndexStep next) => next with { After = After, Terms = Terms.Then(next.Terms), Mentions = Mentions.Then(next.Mentions) };

    private static IEnumerable<Guid> Mentioned(MessageState m) => m.Mentions is not { } mentions ? []
        : mentions.Room == true ? [.. mentions.People ?? [], MentionRow.MentionsEverybody] : mentions.People ?? [];
}

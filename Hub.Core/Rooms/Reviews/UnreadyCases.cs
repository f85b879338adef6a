using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Notifications;
using Hub.Core.Rooms.Messages;

namespace Hub.Core.Rooms.Reviews;

/// <summary>A case that is not ready while its review is near, and whom to tell.</summary>
/// <param name="Before">Hours before the review for which this is told: 24 or 2. With the review's time it makes the telling one of its kind.</param>
public sealed record UnreadyCase(Guid Room, Guid CaseId, long ReviewAt, int Before, IReadOnlyList<Guid> Tell)
{
    /// <summary>Another time of the review is another telling.</summary>
    public IEnumerable<Notice> Notices(DateTimeOffset now) =>
        Tell.Select(person => new Notice($"case/{Room:N}/{CaseId:N}/{ReviewAt}/{Before}h", NoticeKind.CaseNotReady, person, Priority.Important, now, Room, Subject: CaseId));
}

/// <summary>Looks for reviews that are near and have cases that are not ready.</summary>
public sealed class UnreadyCases(RoomJournal journal, TimeProvider clock)
{
    private const int First = 24, Last = 2;
    private const string EndNotices = AskNotices.End + " AND kind = @kind AND subject = @case";

    public async Task<IReadOnlyList<UnreadyCase>> FindAsync(CancellationToken cancel = default)
    {
        var now = clock.Micros();
        await using var on = await journal.ReadAsync(cancel);
        Guid[] near = [.. await on.Command("SELECT room FROM review_plans WHERE at > @now AND at <= @until ORDER BY at", ("@now", now), ("@until", now + First * 60 * Instant.Minute))
            .ListAsync(r => r.Id(0), cancel)];
        return near.Length == 0 ? [] : [.. (await journal.OpenAsync(on, near, cancel)).SelectMany(live => Of(live.Fold, now))];
    }

    /// <summary>When a review next comes near: a day before it, two hours before it; null: none is planned.</summary>
    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancel = default)
    {
        var now = clock.Micros();
        await using var on = await journal.ReadAsync(cancel);
        var next = await on.Command($"SELECT MIN(CASE WHEN at - {First * 60 * Instant.Minute} > @now THEN at - {First * 60 * Instant.Minute} ELSE at - {Last * 60 * Instant.Minute} END) FROM review_plans WHERE at - {Last * 60 * Instant.Minute} > @now",
            ("@now", now)).ListAsync(r => r.IsDBNull(0) ? (DateTimeOffset?)null : Instant.FromMicros(r.GetInt64(0)), cancel);
        return next[0];
    }

    /// <summary>What a commit writes when cases became ready, or the review is at another time: what was told of them is told to nobody any more.</summary>
    internal static void Add(Room before, Room after, AppendSet set)
    {
        if (before.Review is not { } was || ReferenceEquals(was, after.Review)) return;
        var still = after.Review is { } now && now.Plan == was.Plan ? now.Cases.Where(IsUnready).Select(c => c.Id).ToHashSet() : [];
        foreach (var c in was.Cases.Where(c => IsUnready(c) && !still.Contains(c.Id)))
            set.Also.Add(new(EndNotices, ("@at", after.LastAt), ("@room", after.Id), ("@kind", (short)NoticeKind.CaseNotReady), ("@case", c.Id)));
    }

    private static bool IsUnready(ReviewCase c) => c.Phase == CasePhase.Waiting && c.NotReady.Count > 0;

    /// <summary>Of one review, pure: its presenters hear of their own cases, the chair of all.</summary>
    /// <param name="room">The review's room.</param>
    /// <param name="now">UTC microseconds.</param>
    public static IEnumerable<UnreadyCase> Of(Room room, long now)
    {
        // While they sit together they know; a room may well be sat in before, and meet again.
        if (room.Review is not { Plan: { } plan } review || review.IsLive(now) || plan.At <= now || plan.At - now > First * 60 * Instant.Minute) return [];
        var before = plan.At - now <= Last * 60 * Instant.Minute ? Last : First;
        return review.Cases.Where(IsUnready)
            .Select(c => new UnreadyCase(room.Id, c.Id, plan.At, before, [.. new[] { c.Presenter, review.Chair }.OfType<Guid>().Where(room.Has).Distinct()]));
    }
}

using Hub.Core.Journal;
using Hub.Core.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Rooms.Reviews.FollowUp;

/// <summary>
/// A decision of a closed case, for those who look by the clock: written with the event that closes it, and with the one that says what became of it.
/// Ids and instants (UTC microseconds) only; the words are in the journal.
/// </summary>
public sealed class DecisionRow
{
    public Guid Room { get; set; }
    public Guid CaseId { get; set; }
    public Guid Owner { get; set; }
    public long DueAt { get; set; }
    public long ClosedAt { get; set; }
    /// <summary>A <see cref="DecisionOutcome"/>; null until somebody said.</summary>
    public short? Outcome { get; set; }
    public long? OutcomeAt { get; set; }
    /// <summary>When its owner was asked what became of it.</summary>
    public long? AskedAt { get; set; }
    /// <summary>When the chair was told that nobody had said.</summary>
    public long? ChairToldAt { get; set; }
}

internal static class DecisionTables
{
    private const string Write = """
        INSERT INTO decisions (room, case_id, owner, due_at, closed_at, outcome, outcome_at) VALUES (@room, @case, @owner, @due, @closed, @outcome, @outcomeAt)
        ON CONFLICT (room, case_id) DO UPDATE SET outcome = excluded.outcome, outcome_at = excluded.outcome_at
        """;

    // What somebody has said already is asked of nobody any more.
    private const string EndNotices = AskNotices.End + " AND kind = @kind AND subject = @case";

    public static void Configure(ModelBuilder model) => model.Entity<DecisionRow>(e =>
    {
        e.ToTable("decisions");
        e.HasKey(r => new { r.Room, r.CaseId });
        e.HasIndex(r => r.Owner);
        e.HasIndex(r => r.DueAt);
    });

    /// <summary>What a commit writes of the decisions that it closed, or of which it said what became.</summary>
    public static void Add(Room before, Room after, AppendSet set)
    {
        if (after.Review is not { } review || ReferenceEquals(before.Review?.Cases, review.Cases)) return;
        foreach (var c in review.Cases.Where(c => c is { Phase: CasePhase.Closed, Decision: not null }))
        {
            var was = before.Review?.Case(c.Id);
            if (was?.Phase == CasePhase.Closed && was.Outcome == c.Outcome) continue;
            set.Also.Add(new(Write, ("@room", after.Id), ("@case", c.Id), ("@owner", c.Decision!.OwnerId), ("@due", Instant.ToMicros(c.Decision.DueAt)), ("@closed", c.ClosedAt),
                ("@outcome", (short?)c.Outcome?.Outcome), ("@outcomeAt", c.Outcome?.At)));
            if (c.Outcome is not null) set.Also.Add(new(EndNotices, ("@at", after.LastAt), ("@room", after.Id), ("@kind", (short)NoticeKind.DecisionDue), ("@case", c.Id)));
        }
    }
}

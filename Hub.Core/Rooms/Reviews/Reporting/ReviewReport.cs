using Hub.Core.Rooms.Reviews.FollowUp;

namespace Hub.Core.Rooms.Reviews.Reporting;

public sealed record PhaseTime(CasePhase Phase, double Seconds);

/// <summary>How long a case stood in each phase, and how far its opinions agreed.</summary>
/// <param name="Minutes">In all.</param>
/// <param name="Phases">In their order; those in which it never stood are missing.</param>
/// <param name="Before">Share of the commonest position among the first round's opinions, 0 to 1; null: there were none.</param>
/// <param name="After">The same of the second round.</param>
/// <param name="Contributions">Opinions, words and notes on it.</param>
public sealed record CaseReport(Guid CaseId, string Question, int? PlannedMinutes, double Minutes, IReadOnlyList<PhaseTime> Phases, double? Before, double? After, int Contributions);

/// <summary>One half of the review's cases, on average.</summary>
/// <param name="Agreement">Of the last round of each; null: no case had opinions.</param>
public sealed record HalfReport(int Cases, double Minutes, double Contributions, double? Agreement);

/// <summary>What one discipline brought in. Never a person: it says who was heard, not who was good.</summary>
/// <param name="HeardIn">Cases in which somebody of it gave an opinion, had the word, or noted something.</param>
public sealed record DisciplineReport(string Discipline, int People, int HeardIn, int Opinions, int Words, int Notes);

/// <summary>What became of the decisions.</summary>
/// <param name="Open">Not due yet.</param>
/// <param name="Overdue">Due, and nobody has said what became of it.</param>
/// <param name="None">Cases that were closed without a decision.</param>
public sealed record DecisionsReport(int Implemented, int Partly, int Not, int Open, int Overdue, int None);

/// <summary>What a review says about itself: read off its journal, pure.</summary>
/// <param name="First">Null with fewer than two closed cases; then <paramref name="Second"/> is null too.</param>
/// <param name="TakenOutAt">When (ISO 8601) what was reviewed here before was taken out, its time of keeping over; null: nothing was.</param>
public sealed record ReviewReport(
    IReadOnlyList<CaseReport> Cases, HalfReport? First, HalfReport? Second, IReadOnlyList<DisciplineReport> Disciplines, DecisionsReport Decisions, string? TakenOutAt)
{
    /// <param name="steps">All of the review's, in order.</param>
    /// <param name="now">UTC microseconds: what is overdue.</param>
    public static ReviewReport Of(IReadOnlyList<ReviewStep> steps, long now)
    {
        var review = steps.Count == 0 ? null : steps[^1].After.Review;
        var tally = new ReviewTally();
        foreach (var step in steps) tally.Take(step);
        var closed = (review?.Cases ?? []).Where(c => c is { Phase: CasePhase.Closed, StartedAt: not null }).OrderBy(c => c.StartedAt).ToList();
        var cases = closed.ConvertAll(tally.Of);
        // The case in the middle of an odd number belongs to the first half.
        var half = (cases.Count + 1) / 2;
        return new(cases, cases.Count < 2 ? null : Half(cases[..half]), cases.Count < 2 ? null : Half(cases[half..]), tally.Disciplines(), Became(closed, now),
            review?.TakenOutAt is { } at ? Instant.ToIso(at) : null);
    }

    private static HalfReport Half(List<CaseReport> cases)
    {
        var agreed = cases.Select(c => c.After ?? c.Before).OfType<double>().ToList();
        return new(cases.Count, cases.Average(c => c.Minutes), cases.Average(c => c.Contributions), agreed.Count == 0 ? null : agreed.Average());
    }

    private static DecisionsReport Became(List<ReviewCase> closed, long now)
    {
        int Count(DecisionOutcome outcome) => closed.Count(c => c.Outcome?.Outcome == outcome);
        var open = closed.Where(c => c is { Decision: not null, Outcome: null }).ToList();
        var overdue = open.Count(c => Instant.ToMicros(c.Decision!.DueAt) <= now);
        return new(Count(DecisionOutcome.Implemented), Count(DecisionOutcome.Partly), Count(DecisionOutcome.Not), open.Count - overdue, overdue, closed.Count(c => c.Decision is null));
    }
}

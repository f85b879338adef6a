using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Recognition;

namespace Hub.Core.Rooms.Reviews.FollowUp;

/// <summary>The digest's figure of decisions: of those that the team's members own and that came due in the week, or of which it was said in the week what became, how many were carried out.</summary>
public sealed class DecisionFigures(RoomJournal journal) : IDigestSource
{
    public async Task<IReadOnlyList<DigestFigure>> OfAsync(DigestWeek week, CancellationToken cancel)
    {
        await using var on = await journal.ReadAsync(cancel);
        var (from, to) = (Instant.ToMicros(week.From), Instant.ToMicros(week.To));
        var counted = await on.Command(
            $"SELECT outcome, outcome_at FROM decisions WHERE {on.InIds("owner", "@people")} AND ((due_at >= @from AND due_at < @to) OR (outcome_at >= @from AND outcome_at < @to))",
            ("@people", week.Members.ToArray()), ("@from", from), ("@to", to)).ListAsync(r => !r.IsDBNull(0) && r.GetInt16(0) == (short)DecisionOutcome.Implemented && r.GetInt64(1) < to, cancel);
        return counted.Count == 0 ? [] : [new(FigureKind.DecisionsCarriedOut, counted.Count(done => done), counted.Count)];
    }
}

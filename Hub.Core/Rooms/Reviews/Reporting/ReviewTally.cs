using Hub.Core.Journal;

namespace Hub.Core.Rooms.Reviews.Reporting;

/// <summary>Counts, event by event, what a <see cref="ReviewReport"/> says.</summary>
internal sealed class ReviewTally
{
    private enum Kind { Opinion, Word, Note }

    private readonly record struct Said(Guid CaseId, Guid Who, Kind Kind);

    private readonly Dictionary<Guid, SortedDictionary<CasePhase, double>> seconds = [];
    private readonly Dictionary<(Guid Case, int Round), double> agreement = [];
    private readonly List<Said> said = [];
    private readonly Dictionary<Guid, string> disciplines = [];
    private (Guid Case, CasePhase Phase, long Since)? stands;

    public void Take(ReviewStep step)
    {
        var (e, review) = (step.Event, step.After.Review!);
        Time(e.At, review);
        switch (e.Payload)
        {
            case ReviewAttended here:
                disciplines[e.Actor] = here.Discipline;
                break;
            case OpinionsRevealed revealed:
                if (revealed.Opinions.Count > 0) agreement[(revealed.CaseId, revealed.Round)] = Agreement(revealed.Opinions);
                said.AddRange(revealed.Opinions.Select(o => new Said(revealed.CaseId, o.UserId, Kind.Opinion)));
                break;
            case WordGiven word when review.Current is { } current:
                said.Add(new(current, word.To, Kind.Word));
                break;
            case CaseNoted noted:
                said.Add(new(noted.CaseId, e.Actor, Kind.Note));
                break;
        }
    }

    public CaseReport Of(ReviewCase c)
    {
        PhaseTime[] phases = [.. (seconds.GetValueOrDefault(c.Id) ?? []).Select(p => new PhaseTime(p.Key, p.Value))];
        return new(c.Id, c.Question, c.Minutes, phases.Sum(p => p.Seconds) / 60, phases, Agreed(c.Id, 1), Agreed(c.Id, 2), said.Count(s => s.CaseId == c.Id));
    }

    public IReadOnlyList<DisciplineReport> Disciplines() =>
        [.. disciplines.GroupBy(d => d.Value, d => d.Key).OrderBy(d => d.Key, StringComparer.Ordinal).Select(d =>
        {
            var people = d.ToHashSet();
            var own = said.Where(s => people.Contains(s.Who)).ToList();
            int Count(Kind kind) => own.Count(s => s.Kind == kind);
            return new DisciplineReport(d.Key, people.Count, own.Select(s => s.CaseId).Distinct().Count(), Count(Kind.Opinion), Count(Kind.Word), Count(Kind.Note));
        })];

    private double? Agreed(Guid caseId, int round) => agreement.TryGetValue((caseId, round), out var share) ? share : null;

    private void Time(long at, Review review)
    {
        var now = review.Current is { } current ? review.Case(current) : null;
        if (now?.Id == stands?.Case && now?.Phase == stands?.Phase) return;
        if (stands is { } was)
        {
            var of = seconds.TryGetValue(was.Case, out var known) ? known : seconds[was.Case] = [];
            of[was.Phase] = of.GetValueOrDefault(was.Phase) + (at - was.Since) / (double)Instant.Second;
        }
        stands = now is null ? null : (now.Id, now.Phase, at);
    }

    private static double Agreement(IReadOnlyList<Opinion> opinions) =>
        opinions.GroupBy(o => o.Position.Trim().ToUpperInvariant()).Max(g => g.Count()) / (double)opinions.Count;
}

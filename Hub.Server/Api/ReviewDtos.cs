using Hub.Core;
using Hub.Core.Rooms.Reviews;

namespace Hub.Server.Api;

public sealed record OpinionDto(Guid UserId, string Position, int? Confidence, string? Reasoning, Guid? DeferTo, string Salt, string Commitment)
{
    public static OpinionDto Of(Opinion o) => new(o.UserId, o.Position, o.Confidence, o.Reasoning, o.DeferTo, o.Salt, o.Commitment);
}

/// <summary>A round of opinions. <paramref name="Given"/> says who; <paramref name="Opinions"/> is empty until the reveal.</summary>
/// <param name="Mine">The viewer's own, on each of their devices.</param>
public sealed record RoundDto(int Number, bool Revealed, IReadOnlyList<Guid> Given, IReadOnlyList<Guid> Passed, IReadOnlyList<OpinionDto> Opinions, OpinionDto? Mine)
{
    public static RoundDto Of(Round r, Guid viewer) => new(r.Number, r.Revealed, [.. r.Given.Select(o => o.UserId).Order()], [.. r.Passed.Order()],
        r.Revealed ? [.. r.Given.Select(OpinionDto.Of)] : [], r.Given.Find(o => o.UserId == viewer) is { } mine ? OpinionDto.Of(mine) : null);

    public static RoundDto Of(RevealedRound r) => new(r.Number, true, [.. r.Opinions.Select(o => o.UserId).Order()], r.Passed, [.. r.Opinions.Select(OpinionDto.Of)], null);
}

public sealed record DecisionDto(
    string Recommendation, string Rationale, Guid OwnerId, string DueAt, IReadOnlyList<Dissent> Dissent, IReadOnlyList<string> Evidence, IReadOnlyList<string> Alternatives, string? Deferral, string At)
{
    public static DecisionDto? Of(CaseDecision? d) => d is null ? null : new(
        d.Recommendation, d.Rationale, d.OwnerId, Instant.ToIso(Instant.ToMicros(d.DueAt)), d.Dissent ?? [], d.Evidence ?? [], d.Alternatives ?? [], d.Deferral, Instant.ToIso(d.At));
}

public sealed record ReadinessDto(ReadinessItem Item, Readiness State);

/// <param name="Identified">Whether there is something masked that identifies the patient.</param>
/// <param name="Since">When the present phase began.</param>
/// <param name="Unheard">Disciplines that are present and from which nobody has spoken or passed.</param>
public sealed record CaseDto(
    Guid CaseId, string Question, Guid? Presenter, string? Context, bool Identified, int? Minutes, IReadOnlyList<ReadinessDto> Readiness, CasePhase Phase, string Since,
    string? StartedAt, string? ClosedAt, string? ClosedBecause, IReadOnlyList<string> Options, IReadOnlyList<RoundDto> Rounds, DecisionDto? Decision, IReadOnlyList<string> Unheard)
{
    public static CaseDto Of(Review review, ReviewCase c, IReadOnlyList<RoundDto> rounds) => new(
        c.Id, c.Question, c.Presenter, c.Context, c.Identifiers is not null, c.Minutes, [.. c.Readiness.OrderBy(r => r.Key).Select(r => new ReadinessDto(r.Key, r.Value))], c.Phase,
        Instant.ToIso(c.Since), RoomSnapshot.Iso(c.StartedAt), RoomSnapshot.Iso(c.ClosedAt), c.ClosedBecause, c.Options, rounds, DecisionDto.Of(c.Decision),
        review.Current == c.Id ? review.Unheard(c) : []);
}

public sealed record AttendeeDto(Guid UserId, string Discipline);

/// <summary>A case review as one of its members may see it, at <paramref name="Head"/>.</summary>
/// <param name="Now">The server's time, for clocks that show the same everywhere.</param>
public sealed record ReviewDto(long Head, string Now, Guid? Chair, Guid? Current, IReadOnlyList<AttendeeDto> Attended, IReadOnlyList<CaseDto> Cases);

public sealed record MinutesDto(Guid Room, string? Title, long Head, string CreatedAt, IReadOnlyList<Guid> Chairs, IReadOnlyList<AttendeeDto> Attended, IReadOnlyList<CaseDto> Cases);

public sealed record IdentifiersDto(string Identifiers);

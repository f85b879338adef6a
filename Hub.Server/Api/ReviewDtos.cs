using Hub.Core;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Attachments;
using Hub.Core.Rooms.Reviews;
using Hub.Core.Rooms.Reviews.FollowUp;
using Hub.Core.Rooms.Reviews.Record;

namespace Hub.Server.Api;

public sealed record OpinionDto(Guid UserId, string Position, int? Confidence, string? Reasoning, Guid? DeferTo, string Salt, string Commitment)
{
    public static OpinionDto Of(Opinion o) => new(o.UserId, o.Position, o.Confidence, o.Reasoning, o.DeferTo, o.Salt, o.Commitment);
}

/// <summary>A round of opinions. <paramref name="Given"/> says who, in the order in which they came; <paramref name="Opinions"/> is empty until the reveal.</summary>
/// <param name="Mine">The viewer's own, on each of their devices.</param>
public sealed record RoundDto(int Number, bool Revealed, IReadOnlyList<Guid> Given, IReadOnlyList<Guid> Passed, IReadOnlyList<OpinionDto> Opinions, OpinionDto? Mine)
{
    public static RoundDto Of(Round r, Guid viewer) => new(r.Number, r.Revealed, [.. r.Given.Select(o => o.UserId)], [.. r.Passed.Order()],
        r.Revealed ? [.. r.Given.Select(OpinionDto.Of)] : [], r.Given.Find(o => o.UserId == viewer) is { } mine ? OpinionDto.Of(mine) : null);

    public static RoundDto Of(MinutesRound r) => new(r.Number, true, [.. r.Opinions.Select(o => o.UserId).Order()], r.Passed, [.. r.Opinions.Select(OpinionDto.Of)], null);
}

public sealed record DecisionDto(
    string Recommendation, string Rationale, Guid OwnerId, string DueAt, IReadOnlyList<Dissent> Dissent, IReadOnlyList<string> Evidence, IReadOnlyList<string> Alternatives, string? Deferral, Guid? DeferredTo, string At)
{
    public static DecisionDto? Of(CaseDecision? d) => d is null ? null : new(
        d.Recommendation, d.Rationale, d.OwnerId, Instant.ToIso(Instant.ToMicros(d.DueAt)), d.Dissent ?? [], d.Evidence ?? [], d.Alternatives ?? [], d.Deferral, d.DeferredTo, Instant.ToIso(d.At));
}

/// <summary>What became of a decision.</summary>
public sealed record DecisionOutcomeDto(DecisionOutcome Outcome, string Why, Guid By, string At)
{
    public static DecisionOutcomeDto? Of(CaseOutcome? o) => o is null ? null : new(o.Outcome, o.Why, o.By, Instant.ToIso(o.At));
}

public sealed record ReadinessDto(ReadinessItem Item, Readiness State);

/// <summary>A file that belongs to a case, and the message that it came with.</summary>
public sealed record CaseFileDto(long Seq, Attachment File);

public sealed record CaseNoteDto(Guid By, string Text, string At);

public sealed record ReidentifiedDto(Guid By, string At)
{
    public static ReidentifiedDto? Of(Reidentified? r) => r is null ? null : new(r.By, Instant.ToIso(r.At));
}

/// <param name="Identified">Whether there is something masked that identifies the patient.</param>
/// <param name="Since">When the present phase began.</param>
/// <param name="Unheard">Disciplines that are present and from which nobody has spoken or passed.</param>
/// <param name="Spoken">Who was given the word on it.</param>
/// <param name="Passed">Who has passed, in a round or outside, and said nothing.</param>
/// <param name="Reidentified">Who replaced what identifies the patient, the last time; null: nobody did.</param>
public sealed record CaseDto(
    Guid CaseId, string Question, Guid? Presenter, string? Context, bool Identified, int? Minutes, IReadOnlyList<ReadinessDto> Readiness, CasePhase Phase, string Since,
    string? StartedAt, string? ClosedAt, string? ClosedBecause, IReadOnlyList<string> Options, IReadOnlyList<RoundDto> Rounds, DecisionDto? Decision, IReadOnlyList<string> Unheard,
    IReadOnlyList<CaseFileDto> Files, IReadOnlyList<CaseNoteDto> Notes, IReadOnlyList<Guid> Spoken, IReadOnlyList<Guid> Passed, DecisionOutcomeDto? Outcome,
    ReidentifiedDto? Reidentified)
{
    public static CaseDto Of(Review review, ReviewCase c, IReadOnlyList<RoundDto> rounds) => new(
        c.Id, c.Question, c.Presenter, c.Context, c.Identifiers is not null, c.Minutes, [.. c.Readiness.OrderBy(r => r.Key).Select(r => new ReadinessDto(r.Key, r.Value))], c.Phase,
        Instant.ToIso(c.Since), RoomSnapshot.Iso(c.StartedAt), RoomSnapshot.Iso(c.ClosedAt), c.ClosedBecause, c.Options, rounds, DecisionDto.Of(c.Decision),
        review.Current == c.Id ? review.Unheard(c) : [],
        [.. c.Files.Select(f => new CaseFileDto(f.Seq, f.File))], [.. c.Notes.Select(n => new CaseNoteDto(n.By, n.Text, Instant.ToIso(n.At)))],
        [.. c.Spoken.Order()], [.. c.Passed.Concat(c.Rounds.SelectMany(r => r.Passed)).Where(p => !c.Spoken.Contains(p) && !c.Rounds.Exists(r => r.Given.Exists(o => o.UserId == p))).Distinct().Order()], DecisionOutcomeDto.Of(c.Outcome),
        ReidentifiedDto.Of(c.Reidentified));
}

public sealed record AttendeeDto(Guid UserId, string Discipline)
{
    public static IReadOnlyList<AttendeeDto> Of(Review review) => [.. review.Attended.OrderBy(a => a.Value.Seq).Select(a => new AttendeeDto(a.Key, a.Value.Discipline))];
}

/// <summary>A case review as one of its members may see it, at <paramref name="Head"/>.</summary>
/// <param name="Now">The server's time when this was read.</param>
/// <param name="Hands">Who waits to speak, the first one first.</param>
/// <param name="Speaking">Who has the word.</param>
/// <param name="TakenOutAt">When what was reviewed here before was taken out, its time of keeping over; null: nothing was.</param>
public sealed record ReviewDto(
    long Head, string Now, Guid? Chair, Guid? Current, IReadOnlyList<AttendeeDto> Attended, IReadOnlyList<CaseDto> Cases,
    ReviewPlanDto? Plan, IReadOnlyList<Guid> Hands, Guid? Speaking, BreakDto? Break, SittingDto? Sitting, string? TakenOutAt)
{
    public static ReviewDto Of(Room room, Guid viewer, long now) => room.Review is not { } review ? throw Refusal.NotFound("This room is no case review.") : new(
        room.Head, Instant.ToIso(now), review.Chair, review.Current, AttendeeDto.Of(review), [.. review.Cases.Select(c => CaseDto.Of(review, c, [.. c.Rounds.Select(r => RoundDto.Of(r, viewer))]))],
        ReviewPlanDto.Of(review.Plan), [.. review.Hands.Select(h => h.UserId)], review.Speaking,
        review.Break is { } b && b.Until > now ? new(Instant.ToIso(b.Since), Instant.ToIso(b.Until)) : null,
        review.Sitting is { } s ? SittingDto.Of(s) : null, RoomSnapshot.Iso(review.TakenOutAt));
}

/// <param name="Expects">Disciplines without which it should not begin.</param>
public sealed record ReviewPlanDto(string At, int Minutes, IReadOnlyList<string> Expects)
{
    public static ReviewPlanDto? Of(ReviewPlan? plan) => plan is null ? null : new(Instant.ToIso(plan.At), plan.Minutes, plan.Expects);
}

public sealed record BreakDto(string Since, string Until);

/// <summary>How long they sit without a break, and when one is offered.</summary>
public sealed record SittingDto(string Since, int Closed, int BreakAfterMinutes, int BreakAfterCases)
{
    public static SittingDto Of(Sitting s) => new(Instant.ToIso(s.Since), s.Closed, Sitting.OfferedAfterMinutes, Sitting.OfferedAfterCases);
}

/// <summary>A review of mine, as a list needs it.</summary>
/// <param name="Live">A case is in hand, or the next one is about to be.</param>
/// <param name="NotReady">Cases that wait and lack something.</param>
/// <param name="Here">Who is in it just now; empty when it is not live.</param>
/// <param name="TakenOutAt">When what was reviewed here before was taken out, its time of keeping over.</param>
public sealed record ReviewListing(Guid Room, string? Title, ReviewPlanDto? Plan, Guid? Chair, bool Live, int Cases, int Closed, int NotReady, IReadOnlyList<Guid> Here, string LastAt, string? TakenOutAt)
{
    public static ReviewListing Of(Room room, Review review, long now, IEnumerable<Guid> here) => new(
        room.Id, room.Title, ReviewPlanDto.Of(review.Plan), review.Chair, review.IsLive(now), review.Cases.Count, review.Cases.Count(c => c.Phase == CasePhase.Closed),
        review.Cases.Count(c => c.Phase == CasePhase.Waiting && c.NotReady.Count > 0), [.. here.Where(room.Has)], Instant.ToIso(room.LastAt), RoomSnapshot.Iso(review.TakenOutAt));
}

public sealed record TimeDto(string Now);

public sealed record IdentifiersDto(string Identifiers);

using System.Collections.Immutable;

namespace Hub.Core.Rooms.Reviews;

/// <summary>Where a case stands. While opinions are given nobody sees another's: <see cref="Opinions"/> ends by the reveal alone.</summary>
public enum CasePhase : short { Waiting = 1, Presenting = 2, Opinions = 3, Discussing = 4, Decided = 5, Closed = 6 }

public enum Readiness : short { Missing = 1, NotNeeded = 2, Present = 3 }

/// <summary>What belongs to a case before it is discussed.</summary>
public enum ReadinessItem : short { Summary = 1, Imaging = 2, Pathology = 3, Laboratory = 4, Medication = 5, PatientWishes = 6 }

/// <summary>One's stand on a case. Until the reveal it exists for its author alone.</summary>
/// <param name="Confidence">1 (a guess) to 5 (certain); null: not said.</param>
/// <param name="DeferTo">Whose judgement one follows.</param>
/// <param name="Salt">32 bytes, Base64: opens <paramref name="Commitment"/> (see <see cref="Commitments"/>).</param>
public sealed record Opinion(Guid UserId, string Position, int? Confidence, string? Reasoning, Guid? DeferTo, string Salt, string Commitment);

/// <summary>One round of opinions on the case in hand.</summary>
/// <param name="Given">Sealed before the reveal: never to be shown before <paramref name="Revealed"/>.</param>
public sealed record Round(int Number, ImmutableList<Opinion> Given, ImmutableHashSet<Guid> Passed, bool Revealed)
{
    public static Round New(int number) => new(number, [], [], false);

    public bool Heard(Guid person) => Passed.Contains(person) || Given.Exists(o => o.UserId == person);
}

public sealed record CaseDecision(
    string Recommendation, string Rationale, Guid OwnerId, DateTimeOffset DueAt, IReadOnlyList<Dissent>? Dissent, IReadOnlyList<string>? Evidence, IReadOnlyList<string>? Alternatives, string? Deferral, long At);

/// <summary>Who does not agree with a decision, by name, and why.</summary>
public sealed record Dissent(Guid UserId, string Reason);

/// <summary>One case of the agenda. Its rounds are kept while it is the case in hand; afterwards the journal has them.</summary>
/// <param name="Identifiers">Who the patient is: masked, given out one by one by <see cref="UnmaskIdentifiers"/>.</param>
/// <param name="Minutes">Planned.</param>
/// <param name="Since">UTC microseconds at which the present phase began.</param>
public sealed record ReviewCase(
    Guid Id, string Question, Guid? Presenter, string? Context, string? Identifiers, int? Minutes, ImmutableDictionary<ReadinessItem, Readiness> Readiness,
    CasePhase Phase, long Since, ImmutableList<string> Options, ImmutableList<Round> Rounds, CaseDecision? Decision, string? ClosedBecause)
{
    /// <summary>UTC microseconds; null before it is started, and before it is closed.</summary>
    public long? StartedAt { get; init; }
    public long? ClosedAt { get; init; }

    public Round? Last => Rounds.IsEmpty ? null : Rounds[^1];
}

/// <param name="Seq">Of the event by which they came.</param>
public sealed record Attendee(string Discipline, long Seq);

/// <summary>
/// A case review: the agenda in order, who chairs, who was there. Part of the room's fold, so bounded: see the limits.
/// Somebody always has a next step: the chair, and if the chair is away any owner takes the chair over.
/// </summary>
/// <param name="Current">The case in hand; null between cases.</param>
/// <param name="Attended">Who has been in the live review, with their discipline.</param>
public sealed record Review(Guid? Chair, ImmutableList<ReviewCase> Cases, Guid? Current, ImmutableDictionary<Guid, Attendee> Attended)
{
    public const int MostCases = 60, MostOpinions = 200, MostOptions = 12, MostNames = 20, LongestText = 4000, LongestLine = 400;

    /// <summary>The creator of a review is its first chair.</summary>
    public static Review New(Guid chair) => new(chair, [], null, ImmutableDictionary<Guid, Attendee>.Empty);

    public ReviewCase? Case(Guid id) => Cases.Find(c => c.Id == id);

    public Review With(ReviewCase changed) => this with { Cases = Cases.SetItem(Cases.FindIndex(c => c.Id == changed.Id), changed) };

    /// <summary>The room with one case of it changed.</summary>
    internal static Room Change(Room room, Guid id, Func<ReviewCase, ReviewCase> change) =>
        room.Review is { } review && review.Case(id) is { } found ? room with { Review = review.With(change(found)) } : room;

    /// <summary>The room after somebody left: a chair who goes leaves the chair to the owner, else the member, who has been here longest.</summary>
    internal static Room Gone(Room room, Guid person)
    {
        if (room.Review is not { } review) return room;
        var next = review with { Attended = review.Attended.Remove(person) };
        if (review.Chair == person)
            next = next with { Chair = room.Members.Values.Where(m => m.UserId != person).OrderByDescending(m => m.Role).ThenBy(m => m.Since).ThenBy(m => m.UserId).Select(m => (Guid?)m.UserId).FirstOrDefault() };
        return room with { Review = next };
    }

    /// <summary>Disciplines that are present and from which nobody has spoken or passed on this case. The chair speaks by chairing.</summary>
    public IReadOnlyList<string> Unheard(ReviewCase of) =>
        [.. Attended.GroupBy(a => a.Value.Discipline, a => a.Key).Where(d => !d.Any(person => person == Chair || of.Rounds.Exists(r => r.Heard(person)))).Select(d => d.Key).Order(StringComparer.Ordinal)];
}

/// <summary>What all commands of a review check first.</summary>
internal static class ReviewRules
{
    public static Refusal? NoReview(Room room) => room.Review is null ? Refusal.Conflict("This room is no case review.") : null;

    public static Refusal? NotChair(Room room, Guid actor) =>
        NoReview(room) ?? (room.Review!.Chair == actor ? null : Refusal.Forbidden("Only the chair does that."));

    public static Refusal? Text(string? text, string name, int longest, bool required)
    {
        if (string.IsNullOrWhiteSpace(text)) return required ? Refusal.Malformed($"{name} is missing.") : null;
        return text.Length > longest ? Refusal.TooLong($"{name} has at most {longest} characters.") : null;
    }

    /// <summary>The case in hand, or why it is not this one.</summary>
    public static Refusal? InHand(Room room, Guid caseId, out ReviewCase found)
    {
        found = room.Review?.Case(caseId)!;
        if (found is null) return Refusal.NotFound("There is no such case.");
        return room.Review!.Current == caseId ? null : Refusal.Conflict(found.Phase == CasePhase.Closed ? "The case is closed." : "The case is not in hand. Start it first.");
    }
}

using System.Collections.Immutable;

namespace Hub.Core.Rooms.Reviews;

/// <summary>Where a case stands. While opinions are given nobody sees another's: <see cref="Opinions"/> ends by the reveal alone.</summary>
public enum CasePhase : short { Waiting = 1, Presenting = 2, Opinions = 3, Discussing = 4, Decided = 5, Closed = 6 }

public enum Readiness : short { Missing = 1, NotNeeded = 2, Present = 3 }

/// <summary>What belongs to a case before it is discussed: the six items that decide whether a recommendation can be made, the patient's own views among them.</summary>
public enum ReadinessItem : short { History = 1, Radiology = 2, Pathology = 3, Comorbidity = 4, Psychosocial = 5, PatientViews = 6 }

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
    string Recommendation, string Rationale, Guid OwnerId, DateTimeOffset DueAt, IReadOnlyList<Dissent>? Dissent, IReadOnlyList<string>? Evidence, IReadOnlyList<string>? Alternatives, string? Deferral, long At)
{
    /// <summary>Whose judgement was deferred to; null: nobody's.</summary>
    public Guid? DeferredTo { get; init; }
}

/// <summary>Who does not agree with a decision, by name, and why.</summary>
public sealed record Dissent(Guid UserId, string Reason);

/// <summary>Who replaced what identifies a case's patient, and when (UTC microseconds).</summary>
public sealed record Reidentified(Guid By, long At);

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
    /// <summary>What became of the decision; null until somebody said.</summary>
    public FollowUp.CaseOutcome? Outcome { get; init; }
    /// <summary>The last time that its identifiers were replaced by others; null: never.</summary>
    public Reidentified? Reidentified { get; init; }
    public ImmutableList<CaseFile> Files { get; init; } = [];
    /// <summary>Kept while it is open, like its rounds.</summary>
    public ImmutableList<CaseNote> Notes { get; init; } = [];
    /// <summary>Who was given the word on it.</summary>
    public ImmutableHashSet<Guid> Spoken { get; init; } = [];
    /// <summary>Who passed outside a round of opinions: the word was offered and they had nothing to add.</summary>
    public ImmutableHashSet<Guid> Passed { get; init; } = [];

    /// <summary>Items that nobody has said are there; empty: it is ready.</summary>
    public IReadOnlyList<ReadinessItem> NotReady => [.. Readiness.Where(r => r.Value == Reviews.Readiness.Missing).Select(r => r.Key).Order()];

    /// <summary>Whether this person has said something on it, or that they have nothing to say.</summary>
    public bool Heard(Guid person) => Spoken.Contains(person) || Passed.Contains(person) || Rounds.Exists(r => r.Heard(person));

    public Round? Last => Rounds.IsEmpty ? null : Rounds[^1];
}

/// <summary>Something that was done in a review. It is kept for as long as the review is, which is from the last of these on; then its body goes.</summary>
[Passing]
public abstract record ReviewEvent : RoomEvent;

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
    public const int MostCases = 60, MostOpinions = 200, MostOptions = 12, MostNames = 20, LongestText = 4000, LongestLine = 400, LongestNote = 1000;
    /// <summary>How far ahead a date can lie.</summary>
    public const long FurthestDays = 3653;

    /// <summary>Null until somebody has set the time.</summary>
    public ReviewPlan? Plan { get; init; }
    /// <summary>UTC microseconds: since when the chair has been theirs.</summary>
    public long ChairSince { get; init; }
    /// <summary>Who waits to speak, the first one first.</summary>
    public ImmutableList<RaisedHand> Hands { get; init; } = [];
    /// <summary>Who has the word; null: nobody was given it.</summary>
    public Guid? Speaking { get; init; }
    /// <summary>The last break, over or not.</summary>
    public ReviewBreak? Break { get; init; }
    /// <summary>Null until the first case is begun.</summary>
    public Sitting? Sitting { get; init; }

    /// <summary>The minutes as the chair signed them last; null: nobody has.</summary>
    public Record.Signing? Signing { get; init; }

    /// <summary>Seq of the last thing that was done in it; null: nothing was yet, or it was taken out since.</summary>
    public long? LastDone { get; init; }

    /// <summary>UTC microseconds at which what was reviewed here before was taken out, its time of keeping over; null: nothing was.</summary>
    public long? TakenOutAt { get; init; }

    /// <summary>The creator of a review is its first chair.</summary>
    public static Review New(Guid chair) => new(chair, [], null, ImmutableDictionary<Guid, Attendee>.Empty);

    /// <summary>UTC microseconds until which it has not come to its end, whoever works on it or not: it is still to meet, or what it decided is not due yet. 0: it has.</summary>
    public long LastsUntil => Math.Max(
        Plan is { } plan ? plan.At + plan.Minutes * Instant.Minute : 0,
        Cases.Where(c => c is { Decision: not null, Outcome: null }).Select(c => Instant.ToMicros(c.Decision!.DueAt)).DefaultIfEmpty(0).Max());

    /// <summary>The review after a purge: nothing is left of it but who has the chair, so that another can begin here.</summary>
    public Review TakenOut(long at) => new(Chair, [], null, ImmutableDictionary<Guid, Attendee>.Empty) { ChairSince = ChairSince, TakenOutAt = at };

    public Review WithoutHand(Guid person) => this with { Hands = Hands.RemoveAll(h => h.UserId == person) };

    /// <summary>
    /// Whether people sit together over it: a case is in hand, or one was closed, or a break ended, less than half an hour ago and others wait.
    /// Only then can its chair be missed.
    /// </summary>
    public bool IsLive(long now) => Current is not null || (Cases.Exists(c => c.Phase == CasePhase.Waiting) && now - Paused < Reviews.Sitting.OverAfterMinutes * Instant.Minute);

    /// <summary>UTC microseconds at which they last stopped working: a case was closed, or a break is over.</summary>
    private long Paused => Math.Max(Cases.Max(c => c.ClosedAt) ?? 0, Break?.Until ?? 0);

    /// <summary>The sitting in which a case is begun: the one that goes on, or a new one.</summary>
    internal Sitting SitsOn(long now) => Sitting is { } sat && now - Paused < Reviews.Sitting.OverAfterMinutes * Instant.Minute ? sat with { Since = Math.Min(sat.Since, now) } : new(now, 0);

    public ReviewCase? Case(Guid id) => Cases.Find(c => c.Id == id);

    public Review With(ReviewCase changed) => this with { Cases = Cases.SetItem(Cases.FindIndex(c => c.Id == changed.Id), changed) };

    /// <summary>The room with one case of it changed.</summary>
    internal static Room Change(Room room, Guid id, Func<ReviewCase, ReviewCase> change) =>
        room.Review is { } review && review.Case(id) is { } found ? room with { Review = review.With(change(found)) } : room;

    /// <summary>The room after somebody left: a chair who goes leaves the chair to somebody who attends, if anybody does; owners first, then who has been here longest.</summary>
    internal static Room Gone(Room room, Guid person)
    {
        if (room.Review is not { } review) return room;
        var next = review.WithoutHand(person) with { Attended = review.Attended.Remove(person), Speaking = review.Speaking == person ? null : review.Speaking };
        if (review.Chair == person)
            next = next with { ChairSince = room.LastAt, Chair = room.Members.Values.Where(m => m.UserId != person).OrderByDescending(m => next.Attended.ContainsKey(m.UserId)).ThenByDescending(m => m.Role).ThenBy(m => m.Since).ThenBy(m => m.UserId).Select(m => (Guid?)m.UserId).FirstOrDefault() };
        return room with { Review = next };
    }

    /// <summary>Disciplines that are present and from which nobody has spoken or passed on this case. The chair speaks by chairing.</summary>
    public IReadOnlyList<string> Unheard(ReviewCase of) =>
        [.. Attended.GroupBy(a => a.Value.Discipline, a => a.Key).Where(d => !d.Any(person => person == Chair || of.Heard(person))).Select(d => d.Key).Order(StringComparer.Ordinal)];
}

/// <summary>What all commands of a review check first.</summary>
internal static class ReviewRules
{
    public static Refusal? NoReview(Room room) => room.Review is null ? Refusal.Conflict("This room is no case review.") : null;

    public static Refusal? NotChair(Room room, Guid actor) =>
        NoReview(room) ?? (room.Review!.Chair == actor ? null : Refusal.Forbidden("Only the chair does that."));

    public static Refusal? Text(string? text, string name, int longest, bool required)
    {
        // Blanks count too: what is kept is bounded, whatever it is made of.
        if (text?.Length > longest) return Refusal.TooLong($"{name} has at most {longest} characters.");
        return required && Blank.Is(text) ? Refusal.Malformed($"{name} is missing.") : null;
    }

    /// <summary>What is wrong with a date that somebody sets. What is still to come is kept until then, so a year that nobody means is a mistake.</summary>
    public static Refusal? Date(DateTimeOffset at, string name, long now) =>
        Instant.ToMicros(at) <= now ? Refusal.Malformed($"{name} lies behind.")
        : Instant.ToMicros(at) - now > Review.FurthestDays * 24 * 60 * Instant.Minute ? Refusal.Malformed($"{name} is more than ten years away.")
        : null;

    /// <summary>The case in hand, or why it is not this one.</summary>
    public static Refusal? InHand(Room room, Guid caseId, out ReviewCase found)
    {
        found = room.Review?.Case(caseId)!;
        if (found is null) return Refusal.NotFound("There is no such case.");
        return room.Review!.Current == caseId ? null : Refusal.Conflict(found.Phase == CasePhase.Closed ? "The case is closed." : "The case is not in hand. Start it first.");
    }

    /// <summary>Why what is meant for one round is not for the one that is open; null: it is, or no round was named.</summary>
    /// <param name="meant">0: outside a round.</param>
    public static Refusal? OtherRound(ReviewCase found, int? meant)
    {
        var open = found.Phase == CasePhase.Opinions ? found.Last!.Number : 0;
        return meant is null || meant == open ? null
            : Refusal.Conflict((meant == 0 ? "This was meant for the discussion" : $"This was meant for round {meant} of the opinions") + (open == 0 ? ", which is not open." : $", and round {open} is open now.") + " Look again, and do it anew if you still mean it.");
    }

    /// <summary>A case that was not begun, or why it is none.</summary>
    public static Refusal? Waiting(Room room, Guid caseId, out ReviewCase found)
    {
        found = room.Review?.Case(caseId)!;
        if (NoReview(room) is { } no) return no;
        if (found is null) return Refusal.NotFound("There is no such case.");
        return found.Phase == CasePhase.Waiting ? null : Refusal.Conflict("The case was begun already.");
    }

    /// <summary>What is wrong with what somebody writes of a case.</summary>
    public static Refusal? CaseText(Room room, string question, Guid? presenter, string? context, string? identifiers, int? minutes) =>
        Text(question, "The question", Review.LongestText, true) ?? Text(context, "The context", Review.LongestLine, false)
        ?? Text(identifiers, "What identifies the patient", Review.LongestLine, false)
        ?? (minutes is < 1 or > 240 ? Refusal.Malformed("A case takes between 1 and 240 minutes.") : null)
        ?? (presenter is { } p && !room.Has(p) ? Refusal.Malformed("The presenter is not a member.") : null);
}

using Hub.Core.Journal;

namespace Hub.Core.Rooms.Reviews;

/// <summary>Writes down what was decided, for whom to do by when. Until the case is closed it can be written anew.</summary>
/// <param name="Evidence">Guideline references and links; see <see cref="Reviews.Evidence"/>.</param>
/// <param name="Alternatives">What else was considered.</param>
/// <param name="Deferral">What it waits for, when nothing can be decided yet.</param>
/// <param name="DeferredTo">Whose judgement was deferred to.</param>
[Command("decide")]
public sealed record DecideCase(
    Guid CaseId, string Recommendation, string Rationale, Guid OwnerId, DateTimeOffset DueAt, IReadOnlyList<Dissent>? Dissent = null,
    IReadOnlyList<string>? Evidence = null, IReadOnlyList<string>? Alternatives = null, string? Deferral = null, Guid? DeferredTo = null) : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by)
    {
        if (ReviewRules.NotChair(room, by.Actor) is { } no) return no;
        if (ReviewRules.InHand(room, CaseId, out var found) is { } not) return not;
        if (found.Phase == CasePhase.Opinions) return Refusal.Conflict("Reveal the opinions first.");
        if ((ReviewRules.Text(Recommendation, "The recommendation", Review.LongestText, true) ?? ReviewRules.Text(Rationale, "The rationale", Review.LongestText, true)
            ?? ReviewRules.Text(Deferral, "The deferral", Review.LongestText, false)) is { } wrong) return wrong;
        if (!room.Has(OwnerId)) return Refusal.Malformed("The owner of a decision is a member.");
        if (ReviewRules.Date(DueAt, "The due date", by.Now) is { } never) return never;
        if (Dissent is { } dissent && (dissent.Count > Review.MostNames || dissent.Any(d => d is null || !room.Has(d.UserId) || Blank.IsOrOver(Review.LongestText, d.Reason))))
            return Refusal.Malformed("Dissent names a member and the reason.");
        if (Dissent is { } named && named.DistinctBy(d => d.UserId).Count() < named.Count) return Refusal.Malformed("Each dissent is somebody's own: name everybody once.");
        if (DeferredTo is { } other && !room.Has(other)) return Refusal.Malformed("One defers to the judgement of a member.");
        foreach (var list in (IReadOnlyList<string>?[])[Evidence, Alternatives])
            if (list is not null && (list.Count > Review.MostNames || list.Any(t => Blank.IsOrOver(Review.LongestText, t))))
                return Refusal.Malformed($"Evidence and alternatives are at most {Review.MostNames} texts each.");
        if (Evidence?.Select(Reviews.Evidence.Wrong).FirstOrDefault(w => w is not null) is { } evidence) return evidence;
        return new Decided(CaseId, Recommendation.Trim(), Rationale.Trim(), OwnerId, DueAt, Dissent, Trimmed(Evidence), Trimmed(Alternatives), Blank.Said(Deferral), DeferredTo);
    }

    private static IReadOnlyList<string>? Trimmed(IReadOnlyList<string>? texts) => texts is null ? null : [.. texts.Select(t => t.Trim())];
}

[Event("decided")]
public sealed record Decided(
    Guid CaseId, string Recommendation, string Rationale, Guid OwnerId, DateTimeOffset DueAt, IReadOnlyList<Dissent>? Dissent,
    IReadOnlyList<string>? Evidence, IReadOnlyList<string>? Alternatives, string? Deferral, Guid? DeferredTo = null) : ReviewEvent
{
    public override Room Apply(Room room, JournalEvent header) => Review.Change(room, CaseId, c => c with
    {
        Phase = CasePhase.Decided,
        Since = header.At,
        Decision = new(Recommendation, Rationale, OwnerId, DueAt, Dissent, Evidence, Alternatives, Deferral, header.At) { DeferredTo = DeferredTo },
    });
}

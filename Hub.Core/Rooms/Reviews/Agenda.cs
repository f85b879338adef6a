using System.Collections.Immutable;
using Hub.Core.Journal;

namespace Hub.Core.Rooms.Reviews;

/// <summary>Puts a case on the agenda; any member may. Only the question is required.</summary>
/// <param name="Context">Initials, age band, sex: what everybody may see.</param>
/// <param name="Identifiers">Who the patient is; masked from then on.</param>
[Command("addCase")]
public sealed record AddCase(Guid CaseId, string Question, Guid? Presenter = null, string? Context = null, string? Identifiers = null, int? Minutes = null) : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by)
    {
        if (ReviewRules.NoReview(room) is { } no) return no;
        if (CaseId == Guid.Empty) return Refusal.Malformed("A case needs an id, which is a UUID.");
        if (room.Review!.Case(CaseId) is not null) return Refusal.Conflict("There is a case with this id.");
        if (room.Review.Cases.Count >= Review.MostCases) return Refusal.Conflict($"A review has at most {Review.MostCases} cases.");
        if (ReviewRules.CaseText(room, Question, Presenter, Context, Identifiers, Minutes) is { } wrong) return wrong;
        var identifiers = Blank.Said(Identifiers);
        return new CaseAdded(CaseId, Question.Trim(), Presenter, Blank.Said(Context), Minutes, identifiers is not null) { Identifiers = identifiers };
    }
}

[Event("caseAdded")]
public sealed record CaseAdded(Guid CaseId, string Question, Guid? Presenter, string? Context, int? Minutes, bool Identified) : ReviewEvent
{
    /// <summary>Sealed in the journal and left out of every view.</summary>
    public string? Identifiers { get; init; }

    public override RoomEvent Common => this with { Identifiers = null };

    public override Room Apply(Room room, JournalEvent header) => room.Review is not { } review ? room : room with
    {
        Review = review with
        {
            Cases = review.Cases.Add(new ReviewCase(CaseId, Question, Presenter, Context, Identifiers, Minutes,
                Enum.GetValues<ReadinessItem>().ToImmutableDictionary(i => i, _ => Readiness.Missing), CasePhase.Waiting, header.At, [], [], null, null)),
        },
    };
}

/// <summary>Says of one readiness item whether it is there; any member may.</summary>
[Command("setReadiness")]
public sealed record SetReadiness(Guid CaseId, ReadinessItem Item, Readiness State) : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by) =>
        ReviewRules.NoReview(room) ?? (room.Review!.Case(CaseId) is null ? Refusal.NotFound("There is no such case.") : null) ?? (Decision)new ReadinessSet(CaseId, Item, State);
}

[Event("readinessSet")]
public sealed record ReadinessSet(Guid CaseId, ReadinessItem Item, Readiness State) : ReviewEvent
{
    public override Room Apply(Room room, JournalEvent header) => Review.Change(room, CaseId, c => c with { Readiness = c.Readiness.SetItem(Item, State) });
}

/// <summary>Asks who the patient is. That it was asked, and by whom, stays in the journal.</summary>
[Command("unmaskIdentifiers")]
public sealed record UnmaskIdentifiers(Guid CaseId) : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by) =>
        ReviewRules.NoReview(room)
        ?? (room.Review!.Case(CaseId) is not { } found ? Refusal.NotFound("There is no such case.") : found.Identifiers is null ? Refusal.Conflict("Nothing identifies the patient of this case.") : null)
        ?? (Decision)new IdentifiersUnmasked(CaseId);
}

[Event("identifiersUnmasked")]
public sealed record IdentifiersUnmasked(Guid CaseId) : RoomEvent;

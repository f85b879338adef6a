using Hub.Core.Journal;

namespace Hub.Core.Rooms.Reviews.FollowUp;

/// <summary>Whether a recommendation was carried out.</summary>
public enum DecisionOutcome : short { Implemented = 1, Partly = 2, Not = 3 }

/// <summary>What became of a decision, who said so, and when (UTC microseconds).</summary>
public sealed record CaseOutcome(DecisionOutcome Outcome, string Why, Guid By, long At);

/// <summary>Says what became of a decision, once its case is closed: its owner does, or the chair. Said again, the last one counts.</summary>
/// <param name="Why">What was done; or what stood in the way, from which the next review learns.</param>
[Command("recordOutcome")]
public sealed record RecordOutcome(Guid CaseId, DecisionOutcome Outcome, string Why) : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by)
    {
        if (ReviewRules.NoReview(room) is { } no) return no;
        if (room.Review!.Case(CaseId) is not { } found) return Refusal.NotFound("There is no such case.");
        if (found.Decision is not { } decision) return Refusal.Conflict("Nothing was decided on this case.");
        if (found.Phase != CasePhase.Closed) return Refusal.Conflict("The case is not closed yet.");
        if (by.Actor != decision.OwnerId && by.Actor != room.Review.Chair) return Refusal.Forbidden("The decision's owner says what became of it, or the chair.");
        return ReviewRules.Text(Why, "What became of it", Review.LongestText, true) is { } wrong ? wrong : new OutcomeRecorded(CaseId, Outcome, Why.Trim());
    }
}

[Event("outcomeRecorded")]
public sealed record OutcomeRecorded(Guid CaseId, DecisionOutcome Outcome, string Why) : ReviewEvent
{
    public override Room Apply(Room room, JournalEvent header) => Review.Change(room, CaseId, c => c with { Outcome = new(Outcome, Why, header.Actor, header.At) });
}

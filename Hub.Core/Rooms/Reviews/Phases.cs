using Hub.Core.Journal;

namespace Hub.Core.Rooms.Reviews;

/// <summary>Takes a case in hand: it is presented. One at a time.</summary>
[Command("startCase")]
public sealed record StartCase(Guid CaseId) : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by)
    {
        if (ReviewRules.NotChair(room, by.Actor) is { } no) return no;
        if (room.Review!.Case(CaseId) is not { } found) return Refusal.NotFound("There is no such case.");
        if (room.Review.Current is not null) return Refusal.Conflict(room.Review.Current == CaseId ? "The case is in hand already." : "Another case is in hand. Close it first.");
        return found.Phase == CasePhase.Waiting ? new CaseStarted(CaseId) : Refusal.Conflict("The case is closed.");
    }
}

[Event("caseStarted")]
public sealed record CaseStarted(Guid CaseId) : ReviewEvent
{
    public override Room Apply(Room room, JournalEvent header)
    {
        var next = Review.Change(room, CaseId, c => c with { Phase = CasePhase.Presenting, Since = header.At, StartedAt = header.At });
        return next.Review is { } review
            ? next with { Review = review with { Current = CaseId, Break = null, Sitting = review.SitsOn(header.At) } }
            : next;
    }
}

/// <summary>Opens a round of opinions, each unseen by the others: the first after the presentation, a second one after the discussion.</summary>
/// <param name="Options">Positions to choose from; none: free words.</param>
[Command("openOpinions")]
public sealed record OpenOpinions(Guid CaseId, IReadOnlyList<string>? Options = null) : RoomCommand
{
    private const int MostRounds = 2;

    public override Decision Decide(Room room, in Deciding by)
    {
        if (ReviewRules.NotChair(room, by.Actor) is { } no) return no;
        if (ReviewRules.InHand(room, CaseId, out var found) is { } not) return not;
        if (found.Phase == CasePhase.Opinions) return Refusal.Conflict("Opinions are open already.");
        if (found.Phase is not (CasePhase.Presenting or CasePhase.Discussing)) return Refusal.Conflict("It is decided.");
        if (found.Rounds.Count >= MostRounds) return Refusal.Conflict("Both rounds are over. Decide.");
        var options = (Options ?? []).Select(o => o?.Trim() ?? "").ToList();
        if (options.Count > Review.MostOptions) return Refusal.TooLong($"At most {Review.MostOptions} options.");
        if (options.Exists(o => Blank.IsOrOver(Review.LongestLine, o)) || options.Distinct().Count() != options.Count) return Refusal.Malformed("Each option is a text of its own.");
        return new OpinionsOpened(CaseId, found.Rounds.Count + 1, options.Count > 0 ? options : found.Options);
    }
}

[Event("opinionsOpened")]
public sealed record OpinionsOpened(Guid CaseId, int Round, IReadOnlyList<string> Options) : ReviewEvent
{
    public override Room Apply(Room room, JournalEvent header) =>
        Review.Change(room, CaseId, c => c with { Phase = CasePhase.Opinions, Since = header.At, Options = [.. Options], Rounds = c.Rounds.Add(Reviews.Round.New(Round)) });
}

/// <summary>Shows all opinions of the round to everybody at once.</summary>
/// <param name="Round">Which round is meant, so that a reveal that comes late does not end another; null: whichever is open.</param>
[Command("revealOpinions")]
public sealed record RevealOpinions(Guid CaseId, int? Round = null) : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by)
    {
        if (ReviewRules.NotChair(room, by.Actor) is { } no) return no;
        if (ReviewRules.InHand(room, CaseId, out var found) is { } not) return not;
        if (found.Phase != CasePhase.Opinions) return Refusal.Conflict(found.Last is { Revealed: true } ? "The opinions are revealed already." : "No opinions are open.");
        if (ReviewRules.OtherRound(found, Round) is { } other) return other;
        return new OpinionsRevealed(CaseId, found.Last!.Number, found.Last.Given, [.. found.Last.Passed.Order()]);
    }
}

/// <summary>The one event in which opinions stand for all, with what opens the commitments of <c>opinionGiven</c>.</summary>
[Event("opinionsRevealed")]
public sealed record OpinionsRevealed(Guid CaseId, int Round, IReadOnlyList<Opinion> Opinions, IReadOnlyList<Guid> Passed) : ReviewEvent
{
    public override Room Apply(Room room, JournalEvent header) => Review.Change(room, CaseId, c => c with
    {
        Phase = CasePhase.Discussing,
        Since = header.At,
        Rounds = c.Rounds.SetItem(c.Rounds.Count - 1, c.Last! with { Given = [.. Opinions], Revealed = true }),
    });
}

/// <summary>Ends a case. Needs a decision and each discipline heard, or a reason why not.</summary>
[Command("closeCase")]
public sealed record CloseCase(Guid CaseId, string? Reason = null) : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by)
    {
        if (ReviewRules.NotChair(room, by.Actor) is { } no) return no;
        if (ReviewRules.InHand(room, CaseId, out var found) is { } not) return not;
        if (found.Phase == CasePhase.Opinions) return Refusal.Conflict("Reveal the opinions first.");
        if (ReviewRules.Text(Reason, "The reason", Review.LongestText, false) is { } wrong) return wrong;
        var reason = Blank.Said(Reason);
        if (reason is null)
        {
            var unheard = room.Review!.Unheard(found);
            if (unheard.Count > 0) return Refusal.Conflict($"Not heard yet: {string.Join(", ", unheard)}. Hear them, let them pass, or give a reason.");
            if (found.Decision is null) return Refusal.Conflict("Nothing is decided. Decide, or give a reason.");
        }
        return new CaseClosed(CaseId, reason);
    }
}

/// <summary>Its opinions and notes leave the fold: whoever wants them reads the journal. Hands that were up for it go down.</summary>
[Event("caseClosed")]
public sealed record CaseClosed(Guid CaseId, string? Reason) : ReviewEvent
{
    public override Room Apply(Room room, JournalEvent header)
    {
        var next = Review.Change(room, CaseId, c => c with { Phase = CasePhase.Closed, Since = header.At, ClosedAt = header.At, ClosedBecause = Reason, Rounds = [], Notes = [], Spoken = [], Passed = [] });
        return next.Review is { } review
            ? next with { Review = review with { Current = null, Hands = [], Speaking = null, Sitting = review.Sitting is { } sat ? sat with { Closed = sat.Closed + 1 } : null } }
            : next;
    }
}

using System.Security.Cryptography;
using System.Text;
using Hub.Core.Journal;

namespace Hub.Core.Rooms.Reviews;

/// <summary>
/// Binds an author to an opinion that nobody sees yet: HMAC-SHA256 (RFC 2104) of its words under a secret salt. The salt comes out with the reveal,
/// so that anybody can work the commitment out again; before it, guessing the words gains nothing.
/// </summary>
public static class Commitments
{
    /// <param name="salt">32 bytes.</param>
    public static string Of(ReadOnlySpan<byte> salt, Guid author, Guid caseId, int round, string position, int? confidence, string? reasoning, Guid? deferTo)
    {
        // Each field with its length: no two opinions have the same bytes.
        var text = string.Concat(new[] { author.ToString(), caseId.ToString(), $"{round}", position, $"{confidence}", reasoning ?? "", $"{deferTo}" }.Select(f => $"{Encoding.UTF8.GetByteCount(f)}:{f}"));
        return Convert.ToBase64String(HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(text)));
    }
}

/// <summary>Says where one stands, unseen until the reveal. Given again before it, the last one counts.</summary>
/// <param name="Round">For which round it is meant, so that one that comes late is not taken for another's; null: whichever is open.</param>
[Command("giveOpinion")]
public sealed record GiveOpinion(Guid CaseId, string Position, int? Confidence = null, string? Reasoning = null, Guid? DeferTo = null, int? Round = null) : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by)
    {
        if (ReviewRules.NoReview(room) is { } no) return no;
        if (ReviewRules.InHand(room, CaseId, out var found) is { } not) return not;
        if (found.Phase != CasePhase.Opinions) return Refusal.Conflict(found.Last is { Revealed: true } ? "The opinions are revealed. Speak in the discussion." : "Opinions are not open yet.");
        if (ReviewRules.OtherRound(found, Round) is { } other) return other;
        var (position, reasoning) = (Position.Trim(), Blank.Said(Reasoning));
        if ((ReviewRules.Text(position, "The position", Review.LongestLine, true) ?? ReviewRules.Text(Reasoning, "The reasoning", Review.LongestText, false)) is { } wrong) return wrong;
        if (found.Options.Count > 0 && !found.Options.Contains(position)) return Refusal.Malformed("The position is one of the options.");
        if (Confidence is < 1 or > 5) return Refusal.Malformed("Confidence is between 1 and 5.");
        if (DeferTo is { } whom && (whom == by.Actor || !room.Has(whom))) return Refusal.Malformed("One defers to another member.");
        var round = found.Last!;
        if (round.Given.Count >= Review.MostOpinions && !round.Heard(by.Actor)) return Refusal.Conflict($"A round has at most {Review.MostOpinions} opinions.");
        var salt = by.Facts.Secret(by.Actor, Id);
        return new OpinionGiven(CaseId, round.Number, Commitments.Of(salt, by.Actor, CaseId, round.Number, position, Confidence, reasoning, DeferTo))
        {
            Position = position,
            Confidence = Confidence,
            Reasoning = reasoning,
            DeferTo = DeferTo,
            Salt = Convert.ToBase64String(salt),
        };
    }
}

/// <summary>That somebody has given an opinion. What it says is sealed in the journal and leaves it by <see cref="OpinionsRevealed"/> alone.</summary>
[Event("opinionGiven")]
public sealed record OpinionGiven(Guid CaseId, int Round, string Commitment) : ReviewEvent
{
    public string? Position { get; init; }
    public int? Confidence { get; init; }
    public string? Reasoning { get; init; }
    public Guid? DeferTo { get; init; }
    public string? Salt { get; init; }

    public override RoomEvent Common => new OpinionGiven(CaseId, Round, Commitment);

    public override Room Apply(Room room, JournalEvent header) => Review.Change(room, CaseId, c => c.Last is not { } round ? c : c with
    {
        Rounds = c.Rounds.SetItem(c.Rounds.Count - 1, round with
        {
            Given = round.Given.RemoveAll(o => o.UserId == header.Actor).Add(new(header.Actor, Position ?? "", Confidence, Reasoning, DeferTo, Salt ?? "", Commitment)),
            Passed = round.Passed.Remove(header.Actor),
        }),
    });
}

/// <summary>Says nothing on this case, and is heard all the same: in the round that is open, or in the discussion.</summary>
/// <param name="Round">For which round it is meant, 0: outside a round; null: as it stands.</param>
[Command("passOpinion")]
public sealed record PassOpinion(Guid CaseId, int? Round = null) : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by)
    {
        if (ReviewRules.NoReview(room) is { } no) return no;
        if (ReviewRules.InHand(room, CaseId, out var found) is { } not) return not;
        if (ReviewRules.OtherRound(found, Round) is { } other) return other;
        var round = found.Phase == CasePhase.Opinions ? found.Last : null;
        return (round?.Heard(by.Actor) ?? found.Heard(by.Actor)) ? Refusal.Conflict("You have spoken or passed already.") : new OpinionPassed(CaseId, round?.Number ?? 0);
    }
}

/// <param name="Round">0: outside a round.</param>
[Event("opinionPassed")]
public sealed record OpinionPassed(Guid CaseId, int Round) : ReviewEvent
{
    public override Room Apply(Room room, JournalEvent header) => Review.Change(room, CaseId, c => Round == 0 || c.Last is not { } round
        ? c with { Passed = c.Passed.Add(header.Actor) }
        : c with { Rounds = c.Rounds.SetItem(c.Rounds.Count - 1, round with { Passed = round.Passed.Add(header.Actor) }) });
}

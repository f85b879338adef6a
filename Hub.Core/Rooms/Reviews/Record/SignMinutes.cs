using System.Collections.Immutable;
using Hub.Core.Journal;

namespace Hub.Core.Rooms.Reviews.Record;

/// <summary>How whoever signed showed, at that moment, that it was them.</summary>
public enum SigningMethod : short { Password = 1, Confirmation = 2, Passkey = 3 }

/// <summary>One name under the minutes. Instants in UTC microseconds.</summary>
public sealed record Signature(Guid By, SigningMethod Method, long At);

/// <summary>The minutes as they were signed: those of the journal up to <paramref name="Seq"/>.</summary>
/// <param name="Link">The journal's link at that seq, as hex: it stands for every event up to there.</param>
/// <param name="Hash">SHA-256 of the minutes' canonical JSON, as hex; see <see cref="MinutesDocument"/>.</param>
/// <param name="Signatures">The chair's first, then those of members who signed the same.</param>
public sealed record Signing(long Seq, string Link, string Hash, ImmutableList<Signature> Signatures);

/// <summary>
/// Signs the minutes, after whoever signs has shown once more that it is them; so the house gives it for them. The chair signs first, once all cases that were begun
/// are closed, and again when the review went on; members sign what the chair signed.
/// </summary>
[Command("signMinutes"), OfTheSystem]
public sealed record SignMinutes(Guid By, long Seq, string Link, string Hash, SigningMethod Method) : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by)
    {
        if (ReviewRules.NoReview(room) is { } no) return no;
        if (!room.Has(By)) return Refusal.NotFound();
        var review = room.Review!;
        if (review.Current is not null) return Refusal.Conflict("A case is in hand. The minutes are signed when it is closed.");
        if (!review.Cases.Exists(c => c.Phase == CasePhase.Closed)) return Refusal.Conflict("No case is closed yet: there is nothing to sign.");
        if (Seq < 1 || Seq > room.Head) return Refusal.Malformed("There is no such event.");
        var signed = review.Signing;
        var same = signed is not null && signed.Hash == Hash && signed.Seq == Seq && signed.Link == Link;
        if (same && signed!.Signatures.Exists(s => s.By == By)) return Refusal.Conflict("You have signed these minutes already.");
        if (review.Chair != By && !same) return Refusal.Conflict(signed is null ? "The chair signs first." : "The chair signed other minutes meanwhile. Read them again.");
        return new MinutesSigned(By, Seq, Link, Hash, Method, same);
    }
}

/// <param name="Counter">Whether it stands beside another's signature under the same minutes; else it begins anew.</param>
[Event(Name)]
public sealed record MinutesSigned(Guid By, long Seq, string Link, string Hash, SigningMethod Method, bool Counter) : RoomEvent
{
    public const string Name = "minutesSigned";

    public override Room Apply(Room room, JournalEvent header) => room.Review is not { } review ? room : room with
    {
        Review = review with
        {
            Signing = new(Seq, Link, Hash, (Counter && review.Signing is { } signed ? signed.Signatures : []).Add(new(By, Method, header.At))),
        },
    };
}

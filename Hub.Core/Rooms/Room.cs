using System.Collections.Immutable;
using Hub.Core.Journal;
using Hub.Core.Rooms.Asks;

namespace Hub.Core.Rooms;

public enum RoomKind : short { Channel = 1, Direct = 2, CaseReview = 3, FeedbackSeries = 4, Wall = 5 }

public enum Role : short { Member = 1, Owner = 2 }

/// <param name="Since">Seq of the event that made them what they are: a member, or an owner.</param>
/// <param name="ByDuty">Here only for as long as they hold a role of the room.</param>
/// <param name="Guest">Here only for as long as an ask is open for which they were asked in somebody's place.</param>
public sealed record Member(Guid UserId, Role Role, long Since, bool ByDuty = false, bool Guest = false);

/// <summary>
/// A room folded from its journal up to <see cref="Head"/>. Bounded: members, roles, open asks and counters, never messages.
/// Immutable, so that whoever holds one may read it while the room goes on.
/// </summary>
public sealed record Room
{
    public required Guid Id { get; init; }
    public RoomKind Kind { get; init; }
    /// <summary>Null for direct rooms, and for walls, which are called as their teams are.</summary>
    public string? Title { get; init; }
    public long Head { get; init; }
    /// <summary>Number of messages posted, deleted ones included.</summary>
    public long N { get; init; }
    /// <summary>UTC microseconds of the first event.</summary>
    public long CreatedAt { get; init; }
    /// <summary>UTC microseconds of the event at <see cref="Head"/>.</summary>
    public long LastAt { get; init; }
    public ImmutableDictionary<Guid, Member> Members { get; init; } = ImmutableDictionary<Guid, Member>.Empty;
    /// <summary>Members who are here only for as long as an ask is open.</summary>
    public ImmutableArray<Guid> Guests { get; init; } = [];
    /// <summary>Roles on call that are members, by id.</summary>
    public ImmutableDictionary<Guid, Duty.RoomRole> Roles { get; init; } = ImmutableDictionary<Guid, Duty.RoomRole>.Empty;
    /// <summary>What is still expected, by the seq of the message that expects it.</summary>
    public ImmutableSortedDictionary<long, Ask> Asks { get; init; } = ImmutableSortedDictionary<long, Ask>.Empty;
    /// <summary>Messages marked as unclear, by their seq: of each its author is waited for.</summary>
    public ImmutableSortedDictionary<long, Ask> Unclear { get; init; } = ImmutableSortedDictionary<long, Ask>.Empty;

    /// <summary>Messages kept in view, in the order in which they were pinned; at most <see cref="Rooms.Pins.Pin.Most"/>.</summary>
    public ImmutableList<Pins.Pinned> Pins { get; init; } = [];

    /// <summary>Only in rooms of the kind case review.</summary>
    public Reviews.Review? Review { get; init; }

    /// <summary>Only in rooms of the kind feedback series.</summary>
    public Feedback.Series? Series { get; init; }
    /// <summary>Only in rooms of the kind wall.</summary>
    public Walls.Wall? Wall { get; init; }
    /// <summary>How long texts and files are kept; null: <see cref="Retention.SetRetention.Standard"/>.</summary>
    public int? RetentionDays { get; init; }
    /// <summary>A legal hold: nothing is purged while it lasts.</summary>
    public bool Held { get; init; }
    /// <summary>Destroyed: nobody is a member, and nothing happens here any more.</summary>
    public bool Shredded { get; init; }
    /// <summary>Messages up to this seq are no more, after their time; 0: none yet.</summary>
    public long PurgedThrough { get; init; }

    public static Room Empty(Guid id) => new() { Id = id };

    public bool Has(Guid person) => Members.ContainsKey(person);

    public bool IsOwner(Guid person) => Members.TryGetValue(person, out var member) && member.Role == Role.Owner;

    public bool IsPinned(long seq) => Pins.Exists(p => p.Seq == seq);

    public Room WithoutPin(long seq) => IsPinned(seq) ? this with { Pins = Pins.RemoveAll(p => p.Seq == seq) } : this;

    /// <summary>What follows from a command of <see cref="Deciding.Actor"/>. Pure.</summary>
    public Decision Decide(RoomCommand command, in Deciding by) =>
        Shredded || (!Has(by.Actor) && !(by.Actor == SystemActor.Id && Vocabulary.IsOfTheSystem(command))) ? Refusal.NotFound()
        : command.Fits(Kind) ? command.Decide(this, by)
        : Refusal.Conflict(Kind == RoomKind.Wall ? "A wall takes thanks, awards and reactions." : "Only a team's wall takes that.");

    /// <summary>This room after its next event.</summary>
    /// <exception cref="InvalidOperationException">The event is not the next one.</exception>
    public Room Apply(JournalEvent next)
    {
        if (next.Seq != Head + 1)
            throw new InvalidOperationException($"Event {next.Seq} does not follow {Head}.");
        var moved = this with
        {
            Head = next.Seq,
            N = next.N,
            LastAt = next.At,
            CreatedAt = Head == 0 ? next.At : CreatedAt,
        };
        var after = next.Payload?.Apply(moved, next) ?? moved;
        return next.Payload is Reviews.ReviewEvent or Reviews.Record.MinutesSigned && after.Review is { } review
            ? after with { Review = review with { LastDone = next.Seq } }
            : after;
    }
}

using Hub.Core.Journal;

namespace Hub.Core.Rooms.Reviews;

/// <summary>A break: from when to when, UTC microseconds. It ends by itself, or when a case is begun.</summary>
public sealed record ReviewBreak(long Since, long Until);

/// <summary>Decisions get worse in a long meeting: how long they have sat, and when a break is offered.</summary>
/// <param name="Since">UTC microseconds: the first case, or the end of the last break.</param>
/// <param name="Closed">Cases closed since.</param>
public sealed record Sitting(long Since, int Closed)
{
    public const int OfferedAfterMinutes = 60, OfferedAfterCases = 15;
    /// <summary>After a pause of so many minutes they do not sit together any more.</summary>
    public const int OverAfterMinutes = 30;

    public bool OffersBreak(long now) => now - Since >= OfferedAfterMinutes * Instant.Minute || Closed >= OfferedAfterCases;
}

/// <summary>Begins a break, between two cases.</summary>
[Command("takeBreak")]
public sealed record TakeBreak(int Minutes = 10) : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by)
    {
        if (ReviewRules.NotChair(room, by.Actor) is { } no) return no;
        if (Minutes is < 1 or > 120) return Refusal.Malformed("A break takes between 1 and 120 minutes.");
        if (room.Review!.Current is not null) return Refusal.Conflict("Close the case in hand first.");
        return room.Review.Sitting is null ? Refusal.Conflict("The review has not begun.") : new BreakTaken(Instant.FromMicros(by.Now + Minutes * Instant.Minute));
    }
}

[Event("breakTaken")]
public sealed record BreakTaken(DateTimeOffset Until) : ReviewEvent
{
    public override Room Apply(Room room, JournalEvent header)
    {
        var until = Instant.ToMicros(Until);
        return room.Review is { } review ? room with { Review = review with { Break = new(header.At, until), Sitting = new(until, 0) } } : room;
    }
}

using Hub.Core.Feedback.Recurrence;
using Hub.Core.Journal;
using Hub.Core.Rooms;

namespace Hub.Core.Feedback;

/// <summary>Moves one session to another time; to its own, and it is where the rule has it again, even after it was skipped.</summary>
/// <param name="Occurrence">When the rule has it.</param>
/// <param name="To">Local, in the zone of the series: "2026-03-05T10:00".</param>
[Command("moveOccurrence")]
public sealed record MoveOccurrence(DateTimeOffset Occurrence, string To) : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by)
    {
        if ((SeriesRules.NotOwner(room, by.Actor) ?? SeriesRules.Ended(room)) is { } no) return no;
        var (series, id) = (room.Series!, Instant.ToMicros(Occurrence));
        var table = series.Timetable();
        if (!table.Gives(id) && !series.Dates.ContainsKey(id)) return Refusal.NotFound("The series has no session then.");
        if (SeriesRules.TookPlace(series, id, by.Now) is { } over) return over;
        if (Zones.Read(To) is not { } local || local.Year is < 2000 or > 2200) return Refusal.Malformed("The new time is a local date and time, such as 2026-03-05T10:00.");
        var at = Zones.MicrosOf(local, table.Zone);
        if (at <= by.Now) return Refusal.Malformed("The new time lies behind.");
        if (table.Find(id)?.At == at) return Refusal.Conflict("The session is at this time already.");
        return new OccurrenceMoved(Occurrence, Instant.FromMicros(at));
    }
}

[Event("occurrenceMoved")]
public sealed record OccurrenceMoved(DateTimeOffset Occurrence, DateTimeOffset To) : RoomEvent
{
    public override Room Apply(Room room, JournalEvent header) => Moved.Count(Series.Change(room, Occurrence, d => d with
    {
        MovedTo = To == Occurrence ? null : Instant.ToMicros(To),
        Skipped = false,
        Missed = false,
        Proposed = null,
        ChangedSeq = header.Seq,
        ChangedBy = header.Actor,
    }));
}

/// <summary>Leaves one session out (RFC 5545: EXDATE).</summary>
[Command("skipOccurrence")]
public sealed record SkipOccurrence(DateTimeOffset Occurrence) : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by)
    {
        if ((SeriesRules.NotOwner(room, by.Actor) ?? SeriesRules.Ended(room)) is { } no) return no;
        if (SeriesRules.NoSession(room, Occurrence, out var found) is { } none) return none;
        return SeriesRules.TookPlace(room.Series!, found.Id, by.Now) is { } over ? over : new OccurrenceSkipped(Occurrence);
    }
}

[Event("occurrenceSkipped")]
public sealed record OccurrenceSkipped(DateTimeOffset Occurrence) : RoomEvent
{
    public override Room Apply(Room room, JournalEvent header) =>
        Moved.Count(Series.Change(room, Occurrence, d => d with { Skipped = true, MovedTo = null, Missed = false, Proposed = null, ChangedSeq = header.Seq, ChangedBy = header.Actor }));
}

/// <summary>Nobody was there and nothing was written down: says so, with the time at which it could be made good.</summary>
[Command("noteMissed"), OfTheSystem]
public sealed record NoteMissed(DateTimeOffset Occurrence, DateTimeOffset? Proposed) : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by)
    {
        if (SeriesRules.NoSession(room, Occurrence, out var found) is { } none) return none;
        var date = room.Series!.Date(found.Id);
        if (date.Missed) return new Decision.Already(room.Head);
        if (date.Held || found.At + room.Series.Timetable().Length > by.Now) return Refusal.Conflict("This session was not missed.");
        return new OccurrenceMissed(Occurrence, Proposed);
    }
}

[Event("occurrenceMissed")]
public sealed record OccurrenceMissed(DateTimeOffset Occurrence, DateTimeOffset? Proposed) : RoomEvent
{
    public override Room Apply(Room room, JournalEvent header) =>
        Series.Change(room, Occurrence, d => d with { Missed = true, Proposed = Proposed is { } at ? Instant.ToMicros(at) : null });
}

/// <summary>Calendars take a change for newer by its number.</summary>
internal static class Moved
{
    public static Room Count(Room room) => room.Series is { } series ? room with { Series = series with { Sequence = series.Sequence + 1 } } : room;
}

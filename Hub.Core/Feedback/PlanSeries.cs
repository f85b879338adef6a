using System.Collections.Immutable;
using Hub.Core.Journal;
using Hub.Core.Rooms;

namespace Hub.Core.Feedback;

/// <summary>Gives the series another plan from now on. What has taken place stays.</summary>
[Command("planSeries")]
public sealed record PlanSeries(SeriesPlan Plan) : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by) =>
        SeriesRules.NotOwner(room, by.Actor) ?? Plan.Fault() ?? (Decision)new SeriesPlanned(Plan);
}

/// <summary>The first of these stands beside <c>roomCreated</c>: whoever made the series owns it.</summary>
[Event("seriesPlanned")]
public sealed record SeriesPlanned(SeriesPlan Plan) : RoomEvent
{
    public override Room Apply(Room room, JournalEvent header) => room with
    {
        Series = room.Series is { } series
            ? series.Under(Plan, header.At)
            // A series may have begun before it was written down here.
            : new Series(header.Actor, Plan, 0, 0, null, ImmutableSortedDictionary<long, SessionDate>.Empty, []),
    };
}

/// <summary>There are no more sessions from now on.</summary>
[Command("endSeries")]
public sealed record EndSeries : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by) => SeriesRules.NotOwner(room, by.Actor) ?? SeriesRules.Ended(room) ?? (Decision)new SeriesEnded();
}

[Event("seriesEnded")]
public sealed record SeriesEnded : RoomEvent
{
    public override Room Apply(Room room, JournalEvent header) =>
        room.Series is { } series ? room with { Series = series with { EndedAt = header.At, Sequence = series.Sequence + 1 } } : room;
}

/// <summary>Gives the series to another participant, who owns its room too from then on.</summary>
[Command("passSeries")]
public sealed record PassSeries(Guid To) : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by)
    {
        if (SeriesRules.NotOwner(room, by.Actor) is { } no) return no;
        if (!room.Has(To)) return Refusal.Malformed("The new owner is not a participant.");
        return room.Series!.Owner == To ? Refusal.Conflict("They own the series already.") : new SeriesPassed(To);
    }
}

/// <summary>The same when the owner has left or was disabled: to the next lead of the team, even one who was no participant, else to whoever has been here longest.</summary>
[Command("passOnSeries"), OfTheSystem]
public sealed record PassOnSeries(Guid To) : RoomCommand
{
    public override IEnumerable<Guid> People => [To];

    public override Decision Decide(Room room, in Deciding by)
    {
        if (SeriesRules.NoSeries(room) is { } no) return no;
        if (!by.Facts.Exists(To)) return Refusal.Malformed("This person is unknown or disabled.");
        return room.Series!.Owner == To ? new Decision.Already(room.Head) : new SeriesPassed(To);
    }
}

[Event("seriesPassed")]
public sealed record SeriesPassed(Guid To) : RoomEvent
{
    public override Room Apply(Room room, JournalEvent header) => room with
    {
        Members = room.Members.SetItem(To, new Member(To, Role.Owner, header.Seq)),
        Series = room.Series is { } series ? series with { Owner = To } : null,
    };
}

using System.Collections.Immutable;
using Hub.Core.Journal;
using Hub.Core.Rooms;

namespace Hub.Core.Feedback;

/// <summary>Something that somebody will do until a day, made in one session and followed up in a later one.</summary>
/// <param name="Occurrence">Where it was made: <see cref="Feedback.Occurrence.Id"/>.</param>
/// <param name="Session">Seq of the <c>sessionOpened</c> there.</param>
public sealed record Commitment(Guid Id, long Occurrence, long Session, string Text, Guid Owner, DateTimeOffset DueAt);

/// <summary>What is known of one date. Its words stand in the journal, about the event at <paramref name="Session"/>.</summary>
/// <param name="Session">Seq of its <c>sessionOpened</c>; null: nothing was written there yet.</param>
/// <param name="MovedTo">UTC microseconds.</param>
/// <param name="ChangedSeq">Seq of the event that last moved or skipped it, or took that back; 0: none.</param>
/// <param name="ChangedBy">Who did.</param>
/// <param name="Answered">Who has answered a prompt.</param>
/// <param name="Attended">Who was there.</param>
/// <param name="Words">How many notes and commitments it has.</param>
/// <param name="Missed">Its time passed, and nobody was there or wrote anything down.</param>
/// <param name="Proposed">The new time for a missed one, UTC microseconds.</param>
public sealed record SessionDate(
    long? Session, long? MovedTo, bool Skipped, long ChangedSeq, Guid? ChangedBy, ImmutableHashSet<Guid> Answered, ImmutableHashSet<Guid> Attended, int Words, bool Missed, long? Proposed)
{
    public static readonly SessionDate Plain = new(null, null, false, 0, null, [], [], 0, false, null);

    /// <summary>Whether it took place: somebody was there, or something was written down.</summary>
    public bool Held => Over || Attended.Count > 0 || Words > 0;

    /// <summary>What was written there was kept for its time, which is over.</summary>
    public bool Over { get; init; }

    internal SessionDate AfterItsTime() => this with { Answered = [], Attended = [], Words = 0, Missed = false, Proposed = null, Over = true };
}

/// <summary>
/// A series of feedback sessions: the fold of a room of this kind, whose members are the participants. Bounded: the plan, what is known of the last
/// <see cref="MostDates"/> dates, the open commitments.
/// </summary>
/// <param name="Owner">Who sees to it; null from the moment they left until it has passed on.</param>
/// <param name="From">UTC microseconds since which the plan holds.</param>
/// <param name="Sequence">How often the plan or a date was changed (RFC 5545 §3.8.7.4).</param>
/// <param name="EndedAt">UTC microseconds.</param>
public sealed record Series(
    Guid? Owner, SeriesPlan Plan, long From, int Sequence, long? EndedAt, ImmutableSortedDictionary<long, SessionDate> Dates, ImmutableList<Commitment> Open)
{
    public const int MostDates = 400, MostOpen = 100, MostWords = 200, LongestText = 2000;

    public SessionDate Date(long id) => Dates.GetValueOrDefault(id, SessionDate.Plain);

    public Timetable Timetable() => Plan.Timetable(From, EndedAt, Dates.ToDictionary(d => d.Key, d => new DateChange(d.Value.MovedTo, d.Value.Skipped)));

    public Series With(long id, SessionDate date)
    {
        var dates = Dates.SetItem(id, date);
        return this with { Dates = dates.Count > MostDates ? dates.Remove(dates.Keys.First()) : dates };
    }

    /// <summary>Under another plan: what has not taken place yet, and the new rule does not have, is no more.</summary>
    public Series Under(SeriesPlan plan, long now)
    {
        var table = plan.Timetable(now, null, ImmutableDictionary<long, DateChange>.Empty);
        var kept = Dates.Where(d => (d.Value.MovedTo ?? d.Key) < now || (!d.Value.Skipped && d.Value.MovedTo is null && table.Gives(d.Key)));
        return this with { Plan = plan, From = now, Sequence = Sequence + 1, EndedAt = null, Dates = kept.ToImmutableSortedDictionary() };
    }

    /// <summary>The room with one date of its series changed.</summary>
    internal static Room Change(Room room, DateTimeOffset occurrence, Func<SessionDate, SessionDate> change)
    {
        if (room.Series is not { } series) return room;
        var id = Instant.ToMicros(occurrence);
        return room with { Series = series.With(id, change(series.Date(id))) };
    }

    /// <summary>The room after somebody left: an owner who goes leaves the series to nobody, until the house has passed it on.</summary>
    internal static Room Gone(Room room, Guid person) =>
        room.Series is { } series && series.Owner == person ? room with { Series = series with { Owner = null } } : room;

    /// <summary>The room after a purge: of sessions whose words are gone only the date is left, and their commitments are waited for no more.</summary>
    internal static Room Purged(Room room, long through) => room.Series is not { } series ? room : room with
    {
        Series = series with
        {
            Open = series.Open.RemoveAll(c => c.Session <= through),
            Dates = series.Dates.SetItems(series.Dates.Where(d => d.Value.Session <= through && !d.Value.Over).Select(d => KeyValuePair.Create(d.Key, d.Value.AfterItsTime()))),
        },
    };

    /// <summary>Seq of the first page that is still needed, however old: its session is not over, or something promised there is not due yet.</summary>
    /// <param name="cutoff">UTC microseconds: what ended before is past its time.</param>
    internal long NeededFrom(long cutoff) =>
        Dates.Where(d => d.Value is { Over: false } && (d.Value.MovedTo ?? d.Key) + Plan.Minutes * Instant.Minute > cutoff).Select(d => d.Value.Session)
            .Concat(Open.Where(c => Instant.ToMicros(c.DueAt) > cutoff).Select(c => (long?)c.Session)).Min() ?? long.MaxValue;
}

/// <summary>What all commands of a series check first.</summary>
internal static class SeriesRules
{
    public static Refusal? NoSeries(Room room) => room.Series is null ? Refusal.Conflict("This room is no series of feedback sessions.") : null;

    public static Refusal? NotOwner(Room room, Guid actor) =>
        NoSeries(room) ?? (room.Series!.Owner == actor || room.IsOwner(actor) ? null : Refusal.Forbidden("Only the owner of the series changes it."));

    public static Refusal? Ended(Room room) => room.Series!.EndedAt is null ? null : Refusal.Conflict("The series has ended.");

    /// <summary>The session, or why there is none then.</summary>
    public static Refusal? NoSession(Room room, DateTimeOffset occurrence, out Occurrence found)
    {
        found = default;
        if (NoSeries(room) is { } no) return no;
        if (room.Series!.Timetable().Find(Instant.ToMicros(occurrence)) is not { } there) return Refusal.NotFound("The series has no session then.");
        found = there;
        return null;
    }

    /// <summary>What was written down before its time does not hold a session where it is.</summary>
    public static Refusal? TookPlace(Series series, long id, long now) =>
        series.Date(id) is { Held: true } date && (date.MovedTo ?? id) <= now ? Refusal.Conflict("This session has taken place.") : null;

    public static Refusal? Text(string? text, string name)
    {
        if (Blank.Is(text)) return Refusal.Malformed($"{name} is missing.");
        return text.Length > Series.LongestText ? Refusal.TooLong($"{name} has at most {Series.LongestText} characters.") : null;
    }
}

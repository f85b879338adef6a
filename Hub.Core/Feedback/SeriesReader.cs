using Hub.Core.Data;
using Hub.Core.Rooms;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Feedback;

/// <summary>When somebody is in a feedback session, in UTC microseconds. Nothing says in which.</summary>
public readonly record struct Busy(Guid Person, long From, long To);

/// <summary>Reads series as their participants may see them.</summary>
public sealed class SeriesReader(IDbContextFactory<HubDb> databases, RoomReader rooms)
{
    /// <summary>The rooms of all series of which <paramref name="viewer"/> is a participant.</summary>
    public async Task<IReadOnlyList<Room>> MineAsync(Guid viewer, CancellationToken cancel = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var mine = await db.Series.Where(s => db.Set<Journal.MemberRow>().Any(m => m.Room == s.Room && m.User == viewer)).Select(s => s.Room).ToArrayAsync(cancel);
        return [.. (await rooms.LoadAsync(mine, cancel)).Where(r => r.Series is not null && r.Has(viewer)).OrderBy(r => r.Title, StringComparer.OrdinalIgnoreCase)];
    }

    /// <exception cref="Refusal">404: no such series, or not a participant.</exception>
    public async Task<Room> OpenAsync(Guid viewer, Guid series, CancellationToken cancel = default) => Required(await rooms.OpenAsync(viewer, series, cancel));

    /// <summary>One session with all that was written there.</summary>
    /// <exception cref="Refusal">404 as above, or the series has no session then.</exception>
    public async Task<SessionPage> PageAsync(Guid viewer, Guid series, DateTimeOffset occurrence, CancellationToken cancel = default)
    {
        var id = Instant.ToMicros(occurrence);
        var (room, events) = await rooms.StoryAsync(viewer, series, r => [.. new[] { r.Series?.Date(id).Session, Before(r, id) }.OfType<long>()], cancel);
        if (Required(room).Series!.Timetable().Find(id) is not { } found) throw Refusal.NotFound("The series has no session then.");
        return SessionPage.Of(room, found, events, Before(room, id));
    }

    /// <summary>Those of these people whose time is <paramref name="viewer"/>'s business: they share a team or a room.</summary>
    public async Task<IReadOnlySet<Guid>> NearAsync(Guid viewer, IReadOnlyCollection<Guid> people, CancellationToken cancel = default)
    {
        Guid[] asked = [.. people.Distinct()];
        await using var db = await databases.CreateDbContextAsync(cancel);
        var near = await db.TeamMembers.Where(m => EF.Parameter(asked).Contains(m.PersonId) && db.TeamMembers.Any(own => own.TeamId == m.TeamId && own.PersonId == viewer)).Select(m => m.PersonId)
            .Union(db.Set<Journal.MemberRow>().Where(m => EF.Parameter(asked).Contains(m.User) && db.Set<Journal.MemberRow>().Any(own => own.Room == m.Room && own.User == viewer)).Select(m => m.User)).ToListAsync(cancel);
        return asked.Contains(viewer) ? [.. near, viewer] : near.ToHashSet();
    }

    /// <summary>When these people are in other feedback sessions, from <paramref name="from"/> to <paramref name="to"/> (UTC microseconds).</summary>
    /// <param name="except">A series that is not looked at.</param>
    public async Task<IReadOnlyList<Busy>> BusyAsync(IReadOnlyCollection<Guid> people, Guid? except, long from, long to, CancellationToken cancel = default)
    {
        Guid[] asked = [.. people];
        await using var db = await databases.CreateDbContextAsync(cancel);
        var who = (await db.Set<Journal.MemberRow>().Where(m => EF.Parameter(asked).Contains(m.User) && m.Room != except && db.Series.Any(s => s.Room == m.Room && (s.EndedAt == null || s.EndedAt > from)))
            .Select(m => new { m.Room, m.User }).ToListAsync(cancel)).ToLookup(m => m.Room, m => m.User);
        Guid[] theirs = [.. who.Select(w => w.Key)];
        var tables = await TimetablesAsync(db, db.Series.Where(s => EF.Parameter(theirs).Contains(s.Room)), cancel);
        return [.. tables.SelectMany(t => t.Table.NotOver(from).TakeWhile(o => o.At < to).SelectMany(o => who[t.Row.Room].Select(person => new Busy(person, o.At, o.At + t.Table.Length))))];
    }

    /// <summary>When these series meet.</summary>
    internal static async Task<List<(SeriesRow Row, Timetable Table, Dictionary<long, SeriesDateRow> Dates)>> TimetablesAsync(HubDb db, IQueryable<SeriesRow> which, CancellationToken cancel)
    {
        var rows = await which.AsNoTracking().ToListAsync(cancel);
        Guid[] ids = [.. rows.Select(r => r.Room)];
        var dates = (await db.SeriesDates.AsNoTracking().Where(d => EF.Parameter(ids).Contains(d.Room)).ToListAsync(cancel)).ToLookup(d => d.Room);
        return rows.ConvertAll(r =>
        {
            var own = dates[r.Room].ToDictionary(d => d.Occurrence);
            return (r, new SeriesPlan(r.Zone, r.Start, r.Minutes, r.Rrule).Timetable(r.From, r.EndedAt, own.ToDictionary(d => d.Key, d => new DateChange(d.Value.MovedTo, d.Value.Skipped))), own);
        });
    }

    private static Room Required(Room room) => room.Series is not null ? room : throw Refusal.NotFound("This room is no series of feedback sessions.");

    // The page of the last session before it that took place.
    private static long? Before(Room room, long id) => room.Series?.Dates.Where(d => d.Key < id && d.Value is { Held: true, Session: not null }).Select(d => d.Value.Session).LastOrDefault();
}

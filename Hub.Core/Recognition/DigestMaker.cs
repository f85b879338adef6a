using System.Text;
using System.Text.Json;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Walls;
using Hub.Core.Teams;
using Hub.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Recognition;

/// <summary>
/// Makes the digests that are due, each once per (team, week): the table's key says so, so a run that was missed, doubled, late
/// or on two nodes at once makes one. A digest is frozen as it was made.
/// </summary>
public sealed class DigestMaker(IDbContextFactory<HubDb> databases, Database database, RoomJournal journal, TeamWalls walls, WallReader wall, IEnumerable<IDigestSource> sources, TimeProvider clock)
{
    /// <summary>What one digest tells of at most.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(14);

    /// <returns>How many this run made.</returns>
    public async Task<int> MakeDueAsync(CancellationToken ct = default)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(ct);
        var since = now.AddDays(-7 * (DigestCalendar.MostWeeks + 2));
        var made = (await db.Digests.AsNoTracking().Where(d => d.To > since).Select(d => new { d.TeamId, d.Week, d.To }).ToListAsync(ct)).ToLookup(d => d.TeamId);
        var count = 0;
        // A team whose wall or rooms cannot be read keeps no other from its digest.
        await OneByOne.DoAsync(await db.Teams.AsNoTracking().ToListAsync(ct), async team =>
        {
            var last = made[team.Id].OrderByDescending(d => d.To).FirstOrDefault();
            var (there, end) = (made[team.Id].Select(d => d.Week).ToHashSet(), last?.To);
            foreach (var due in DigestCalendar.Due(new(team.Zone, team.DigestDay, team.DigestHour), team.CreatedAt, now).Where(d => !there.Contains(d.Week) && !(end >= d.At)))
            {
                // On from where the one before ended, so that nothing is told twice or never, whatever the hour was changed to meanwhile.
                var goesOn = end > due.At - Longest;
                if (await MakeAsync(db, team, goesOn ? due with { From = end!.Value } : due, now, ct)) count++;
                end = due.At;
            }
        });
        return count;
    }

    /// <summary>When a digest is next due; null: there is no team.</summary>
    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var teams = await db.Teams.AsNoTracking().Select(t => new
        {
            t.Zone,
            t.DigestDay,
            t.DigestHour,
            t.CreatedAt,
            Last = db.Digests.Where(d => d.TeamId == t.Id).OrderByDescending(d => d.Week).Select(d => new { d.Week, d.To }).FirstOrDefault(),
        }).ToListAsync(ct);
        return teams.Count == 0 ? null : teams.Min(t => Next(new(t.Zone, t.DigestDay, t.DigestHour), t.Last?.To ?? t.CreatedAt, t.Last?.Week));
    }

    // A week whose digest was made before the hour was changed has no other.
    private static DateTimeOffset Next(DigestTime time, DateTimeOffset since, string? made) =>
        DigestCalendar.Next(time, since) is var next && next.Week != made ? next.At : DigestCalendar.Next(time, next.At).At;

    private async Task<bool> MakeAsync(HubDb db, Team team, DigestDue due, DateTimeOffset now, CancellationToken ct)
    {
        var room = await walls.OfAsync(team.Id, ct);
        var members = await db.TeamMembers.Where(m => m.TeamId == team.Id).Select(m => m.PersonId).ToHashSetAsync(ct);
        var week = new DigestWeek(team.Id, members, due.From, due.At);
        var figures = new List<DigestFigure>();
        foreach (var source in sources) figures.AddRange(await source.OfAsync(week, ct));
        var entries = (await wall.SinceAsync(room, Instant.ToMicros(due.From), ct)).Where(e => e.At < Instant.ToMicros(due.At)).ToList();
        var body = JsonSerializer.SerializeToUtf8Bytes(DigestBody.Of(entries, figures), Vocabulary.Json);

        await using var on = await database.OpenAsync(ct);
        var live = await journal.OpenAsync(on, room, ct) ?? throw new InvalidOperationException("A wall has no journal.");
        var row = await on.Command("""
            INSERT INTO digests (id, team_id, week, from_at, to_at, zone, made_at, sealed) VALUES (@id, @team, @week, @from, @to, @zone, @now, @sealed)
            ON CONFLICT (team_id, week) DO NOTHING RETURNING week
            """, ("@id", Ids.New(now)), ("@team", team.Id), ("@week", due.Week), ("@from", Instant.ToMicros(due.From)), ("@to", Instant.ToMicros(due.At)),
            ("@zone", team.Zone), ("@now", Instant.ToMicros(now)), ("@sealed", live.Key.Seal(body, Binding(team.Id, due.Week)))).ListAsync(r => r.GetString(0), ct);
        return row.Count == 1;
    }

    /// <summary>What a sealed digest is bound to: nobody can put one week's in another's place.</summary>
    internal static byte[] Binding(Guid team, string week) => [(byte)'D', .. team.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(week)];
}

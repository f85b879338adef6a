using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Notifications;
using Hub.Core.Rooms.Messages;
using Hub.Core.Rooms.Walls;
using Hub.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Recognition;

/// <summary>
/// Tells people that they were thanked, and that their team's digest is there. Follows the walls by a cursor each, and a notice has a key:
/// a run that was missed, doubled or cut off tells everybody once.
/// </summary>
public sealed class RecognitionTeller(IDbContextFactory<HubDb> databases, NotificationBook notices, WallReader wall, TimeProvider clock)
{
    /// <summary>Tells whoever was thanked since the last time. Whoever gave it, keeps out, or was thanked by what is withdrawn by now, is not told.</summary>
    public async Task TellThankedAsync(CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var behind = await Behind(db).ToListAsync(ct);
        await OneByOne.DoAsync(behind, async row =>
        {
            var (entries, room, through) = await wall.AfterAsync(row.Room, row.Told, ct);
            await notices.TellAsync([.. entries.SelectMany(e => Thanked(e, room).Select(to => Notice(e, row.Room, to)))], ct);
            await db.Walls.Where(w => w.TeamId == row.TeamId && w.Told < through).ExecuteUpdateAsync(s => s.SetProperty(w => w.Told, through), ct);
        });
    }

    /// <summary>Whether anything happened on a wall since thanks there were last told.</summary>
    public async Task<bool> HasThankedAsync(CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await Behind(db).AnyAsync(ct);
    }

    /// <summary>Whether there is a digest that nobody was told of.</summary>
    public async Task<bool> HasDigestsAsync(CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Digests.AnyAsync(d => d.ToldAt == null, ct);
    }

    /// <summary>Tells the members of each team of its last digest. Of several that were made late, only the last is told.</summary>
    public async Task TellDigestsAsync(CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var untold = await db.Digests.AsNoTracking().Where(d => d.ToldAt == null).Select(d => new { d.Id, d.TeamId, d.Week, d.MadeAt }).ToListAsync(ct);
        await OneByOne.DoAsync(untold.GroupBy(d => d.TeamId), async team =>
        {
            var last = team.MaxBy(d => d.Week, StringComparer.Ordinal)!;
            var members = await db.TeamMembers.Where(m => m.TeamId == team.Key).Select(m => m.PersonId).ToListAsync(ct);
            await notices.TellAsync(members.ConvertAll(m => new Notice($"digest/{team.Key:N}/{last.Week}", NoticeKind.Digest, m, Priority.Routine, last.MadeAt, Subject: last.Id)), ct);
            var told = clock.GetUtcNow();
            await db.Digests.Where(d => d.TeamId == team.Key && d.ToldAt == null && string.Compare(d.Week, last.Week) <= 0).ExecuteUpdateAsync(s => s.SetProperty(d => d.ToldAt, told), ct);
        });
    }

    private static IQueryable<WallRow> Behind(HubDb db) => db.Walls.AsNoTracking().Where(w => db.Set<RoomRow>().Any(r => r.Id == w.Room && r.Head > w.Told));

    private static IEnumerable<Guid> Thanked(WallEntry e, Rooms.Room room) =>
        e.Team ? room.Members.Keys.Where(p => p != e.From && !room.Wall!.KeptOut.Contains(p)).Order() : e.To;

    private static Notice Notice(WallEntry e, Guid room, Guid to) =>
        new($"thanks/{room:N}/{e.Seq}", NoticeKind.Thanks, to, Priority.Routine, Instant.FromMicros(e.At), room, e.Seq);
}

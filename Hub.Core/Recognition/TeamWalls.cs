using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Walls;
using Hub.Core.Teams;
using Hub.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Recognition;

/// <summary>
/// Keeps each team's wall as the team is: makes it, and tells it who is in the team, who leads it and who keeps out of thanks.
/// Compares versions, not events, so a run that was missed, doubled or cut off does no harm.
/// </summary>
public sealed class TeamWalls(IDbContextFactory<HubDb> databases, RoomService rooms, TimeProvider clock)
{
    /// <summary>Brings all walls up to date; how many were behind.</summary>
    public Task<int> FollowAsync(CancellationToken ct = default) => FollowAsync(null, ct);

    /// <summary>The same for one team, at once after a change.</summary>
    public async Task<int> FollowAsync(Guid? team, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var behind = await Behind(db).Where(id => team == null || id == team).ToListAsync(ct);
        await OneByOne.DoAsync(behind, id => MatchAsync(db, id, ct));
        return behind.Count;
    }

    /// <summary>Whether any wall is behind its team.</summary>
    public async Task<bool> IsBehindAsync(CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await Behind(db).AnyAsync(ct);
    }

    /// <summary>The room that is this team's wall.</summary>
    /// <exception cref="Refusal">404: no such team.</exception>
    public async Task<Guid> OfAsync(Guid team, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var wall = await db.Walls.AsNoTracking().Where(w => w.TeamId == team).Select(w => (Guid?)w.Room).SingleOrDefaultAsync(ct);
        if (wall is { } there) return there;
        // A team just made, before its wall was.
        await FollowAsync(team, ct);
        return await db.Walls.AsNoTracking().Where(w => w.TeamId == team).Select(w => (Guid?)w.Room).SingleOrDefaultAsync(ct) ?? throw Refusal.NotFound("There is no such team.");
    }

    private static IQueryable<Guid> Behind(HubDb db) => db.Teams.AsNoTracking().Where(t => !db.Walls.Any(w => w.TeamId == t.Id && w.Version >= t.Version)).Select(t => t.Id);

    private async Task MatchAsync(HubDb db, Guid team, CancellationToken ct)
    {
        // The version first: the members read after it are of that version or a later one, never of an earlier.
        var version = await db.Teams.Where(t => t.Id == team).Select(t => t.Version).SingleOrDefaultAsync(ct);
        var members = await db.TeamMembers.AsNoTracking().Where(m => m.TeamId == team).OrderBy(m => m.PersonId).ToListAsync(ct);
        var keptOut = await db.KeptOut.Where(k => db.TeamMembers.Any(m => m.TeamId == team && m.PersonId == k.PersonId)).Select(k => k.PersonId).ToListAsync(ct);
        var room = await rooms.CreateAsync(SystemActor.Id, new CreateRoom(RoomKind.Wall, null, []) { Id = team }, ct);
        var match = new MatchTeam(version, members.ConvertAll(m => new FirstMember(m.PersonId, m.Lead ? Role.Owner : Role.Member)), keptOut);
        await rooms.ExecuteAsSystemAsync(room, match with { Id = Ids.New(clock.GetUtcNow()) }, ct);
        await NoteAsync(db, team, room, version, ct);
    }

    private static async Task NoteAsync(HubDb db, Guid team, Guid room, long version, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        await db.Database.GetDbConnection().Command("""
            INSERT INTO walls (team_id, room, version, told) VALUES (@team, @room, @version, 0)
            ON CONFLICT (team_id) DO UPDATE SET version = excluded.version WHERE walls.version < excluded.version
            """, ("@team", team), ("@room", room), ("@version", version)).RunAsync(ct);
    }
}

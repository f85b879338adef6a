using Hub.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Teams;

public sealed record TeamMemberView(Guid UserId, bool Lead);

/// <param name="Holder">Who is on duty now; null when nobody is.</param>
/// <param name="Until">Until when.</param>
/// <param name="NextAt">When the next shift begins, if nobody is on duty or somebody else follows.</param>
/// <param name="Cover">Who is asked while nobody is on duty.</param>
public sealed record DutyRoleView(Guid Id, string Name, Guid? Holder, DateTimeOffset? Until, DateTimeOffset? NextAt, Guid? Cover);

/// <summary>Where the team is at home, and when its digest of the week is made by the clock there.</summary>
public sealed record DigestTime(string Zone, DayOfWeek Day, int Hour);

public sealed record TeamView(Guid Id, string Name, IReadOnlyList<TeamMemberView> Members, IReadOnlyList<DutyRoleView> Roles, DigestTime Digest);

/// <summary>Reads teams as everybody sees them.</summary>
public sealed class TeamDirectory(IDbContextFactory<HubDb> databases, TimeProvider clock)
{
    /// <summary>All teams by name, with who is on duty now.</summary>
    public async Task<IReadOnlyList<TeamView>> AllAsync(CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var members = (await db.TeamMembers.AsNoTracking().ToListAsync(ct)).ToLookup(m => m.TeamId);
        var roles = (await RolesAsync(db, ct)).ToLookup(r => r.Team, r => r.View);
        return [.. (await db.Teams.AsNoTracking().OrderBy(t => t.Name).ThenBy(t => t.Id).ToListAsync(ct)).Select(t => new TeamView(t.Id, t.Name,
            [.. members[t.Id].OrderByDescending(m => m.Lead).ThenBy(m => m.PersonId).Select(m => new TeamMemberView(m.PersonId, m.Lead))], [.. roles[t.Id]], new(t.Zone, t.DigestDay, t.DigestHour)))];
    }

    private async Task<IEnumerable<(Guid Team, DutyRoleView View)>> RolesAsync(HubDb db, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var roles = await (from role in db.DutyRoles.AsNoTracking()
                           orderby role.Name, role.Id
                           select new
                           {
                               Role = role,
                               On = db.Shifts.Where(s => s.RoleId == role.Id && s.From <= now && s.To > now).Select(s => new { s.PersonId, s.To }).FirstOrDefault(),
                               Next = db.Shifts.Where(s => s.RoleId == role.Id && s.From > now).OrderBy(s => s.From).Select(s => (DateTimeOffset?)s.From).FirstOrDefault(),
                           }).ToListAsync(ct);
        return roles.Select(r => (r.Role.TeamId, new DutyRoleView(r.Role.Id, r.Role.Name, r.On?.PersonId, r.On?.To, r.Next, r.Role.CoverId)));
    }
}

using System.Text.Json;
using Hub.Core.Data;
using Hub.Core.Rooms;
using Hub.Core.Teams;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Nudges;

/// <param name="Version">0: the team goes by the standard.</param>
public sealed record TeamNudgePolicy(int Version, NudgePolicy Policy);

/// <summary>The teams' policies. Everybody signed in reads them; leads and administrators change them.</summary>
public sealed class NudgePolicies(IDbContextFactory<HubDb> databases, TimeProvider clock)
{
    /// <exception cref="Refusal">404: no such team.</exception>
    public async Task<TeamNudgePolicy> OfAsync(Guid team, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (!await db.Teams.AnyAsync(t => t.Id == team, ct)) throw Refusal.NotFound("There is no such team.");
        return (await OfAsync(db, [team], ct)).GetValueOrDefault(team) ?? new(0, NudgePolicy.Standard);
    }

    /// <summary>A new version. All that is open with the team's members is looked at again at once.</summary>
    /// <param name="basedOn">The version that the caller had before them.</param>
    /// <exception cref="Refusal">400: not a policy that can be. 403: not a lead. 404: no such team. 409: somebody changed it meanwhile.</exception>
    public async Task<int> ChangeAsync(TeamCaller caller, Guid team, int basedOn, NudgePolicy policy, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await TeamBook.RequireLeadAsync(db, caller, team, ct);
        if (policy.Fault(await db.DutyRoles.AnyAsync(r => r.TeamId == team, ct)) is { } fault) throw fault;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await TeamBook.LockAsync(db, team, ct);
        if (await db.Set<NudgePolicyRow>().Where(p => p.Team == team).MaxAsync(p => (int?)p.Version, ct) is var last && (last ?? 0) != basedOn)
            throw Refusal.Conflict("Somebody changed it meanwhile. Look at it again.");
        var now = clock.GetUtcNow();
        db.Add(new NudgePolicyRow { Team = team, Version = basedOn + 1, Policy = JsonSerializer.Serialize(policy, Vocabulary.Json), ChangedBy = caller.Id, ChangedAt = now });
        await db.SaveChangesAsync(ct);
        var at = Instant.ToMicros(now);
        await db.Set<Journal.AskRow>().Where(a => a.NextAt > at && db.TeamMembers.Any(m => m.TeamId == team && m.PersonId == a.User)).ExecuteUpdateAsync(s => s.SetProperty(a => a.NextAt, at), ct);
        await transaction.CommitAsync(ct);
        return basedOn + 1;
    }

    /// <summary>Those of <paramref name="teams"/> that do not go by the standard.</summary>
    internal static async Task<Dictionary<Guid, TeamNudgePolicy>> OfAsync(HubDb db, Guid[] teams, CancellationToken ct) =>
        (await db.Set<NudgePolicyRow>().AsNoTracking().Where(p => EF.Parameter(teams).Contains(p.Team) && !db.Set<NudgePolicyRow>().Any(n => n.Team == p.Team && n.Version > p.Version)).ToListAsync(ct))
            .ToDictionary(p => p.Team, p => new TeamNudgePolicy(p.Version, JsonSerializer.Deserialize<NudgePolicy>(p.Policy, Vocabulary.Json)!));
}

using Hub.Core.Data;
using Hub.Core.People;
using Hub.Core.Rooms;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Hub.Core.Teams;

/// <summary>Who asks for a change: leads keep their own team, administrators any.</summary>
public readonly record struct TeamCaller(Guid Id, bool IsAdmin);

/// <summary>Teams and their members. Everybody signed in sees them; leads and administrators change them.</summary>
public sealed class TeamBook(IDbContextFactory<HubDb> databases, TimeProvider clock)
{
    /// <summary>UTF-16 units, of a team and of a role.</summary>
    public const int LongestName = 100;
    private const int MostMembers = 500;
    private const int MostRoles = 50;

    /// <summary>Makes a team; the caller is its first lead. The same <paramref name="id"/> again answers with the same team.</summary>
    /// <exception cref="Refusal">400: no name, unknown people. 409: the id is another's.</exception>
    public async Task<Guid> CreateAsync(TeamCaller caller, string name, IReadOnlyCollection<Guid> members, Guid? id, CancellationToken ct = default)
    {
        var said = Name(name);
        await using var db = await databases.CreateDbContextAsync(ct);
        if (id is { } known && await db.Teams.AnyAsync(t => t.Id == known, ct))
            return await db.TeamMembers.AnyAsync(m => m.TeamId == known && m.PersonId == caller.Id && m.Lead, ct) ? known : throw Refusal.Conflict("This id was used for another team.");
        var others = members.Where(m => m != caller.Id).Distinct().ToList();
        if (others.Count >= MostMembers) throw Refusal.TooLong($"A team has at most {MostMembers} members.");
        await RequirePeopleAsync(db, others, ct);
        var team = new Team { Id = id ?? Ids.New(clock.GetUtcNow()), Name = said, CreatedAt = clock.GetUtcNow() };
        db.Teams.Add(team);
        db.TeamMembers.Add(new TeamMember { TeamId = team.Id, PersonId = caller.Id, Lead = true });
        db.TeamMembers.AddRange(others.Select(p => new TeamMember { TeamId = team.Id, PersonId = p }));
        await db.SaveChangesAsync(ct);
        return team.Id;
    }

    /// <summary>Adds a member, or makes one a lead, or a lead a member again.</summary>
    /// <exception cref="Refusal">403: not a lead. 404: no such team. 400: no such person. 409: the last lead.</exception>
    public async Task SetMemberAsync(TeamCaller caller, Guid team, Guid person, bool lead, CancellationToken ct = default)
    {
        await using var db = await OpenForLeadAsync(caller, team, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await LockAsync(db, team, ct);
        var member = await db.TeamMembers.SingleOrDefaultAsync(m => m.TeamId == team && m.PersonId == person, ct);
        if (member is null)
        {
            await RequirePeopleAsync(db, [person], ct);
            if (await db.TeamMembers.CountAsync(m => m.TeamId == team, ct) >= MostMembers) throw Refusal.TooLong($"A team has at most {MostMembers} members.");
            db.TeamMembers.Add(new TeamMember { TeamId = team, PersonId = person, Lead = lead });
        }
        else
        {
            if (member.Lead && !lead) await RequireOtherLeadAsync(db, team, person, ct);
            member.Lead = lead;
        }
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Takes a member out; anybody may go themselves. Their shifts that have not begun go with them.</summary>
    /// <exception cref="Refusal">403: not a lead. 404: no such team, or not a member. 409: the last lead, or on duty now.</exception>
    public async Task RemoveMemberAsync(TeamCaller caller, Guid team, Guid person, CancellationToken ct = default)
    {
        await using var db = caller.Id == person ? await databases.CreateDbContextAsync(ct) : await OpenForLeadAsync(caller, team, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await LockAsync(db, team, ct);
        if (await db.TeamMembers.SingleOrDefaultAsync(m => m.TeamId == team && m.PersonId == person, ct) is not { } member) throw Refusal.NotFound("There is no such member.");
        if (member.Lead) await RequireOtherLeadAsync(db, team, person, ct);
        var now = clock.GetUtcNow();
        var shifts = db.Shifts.Where(s => s.PersonId == person && s.To > now && db.DutyRoles.Any(r => r.Id == s.RoleId && r.TeamId == team));
        if (await shifts.AnyAsync(s => s.From <= now, ct)) throw Refusal.Conflict("This person is on duty. Hand over first.");
        await shifts.ExecuteDeleteAsync(ct);
        db.TeamMembers.Remove(member);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Makes a role on call.</summary>
    /// <param name="cover">Who is asked while nobody is on duty; a member of the team.</param>
    /// <exception cref="Refusal">400, 403, 404 as above; 413: too many roles.</exception>
    public async Task<Guid> AddRoleAsync(TeamCaller caller, Guid team, string name, Guid? cover, CancellationToken ct = default)
    {
        var said = Name(name);
        await using var db = await OpenForLeadAsync(caller, team, ct);
        if (await db.DutyRoles.CountAsync(r => r.TeamId == team, ct) >= MostRoles) throw Refusal.TooLong($"A team has at most {MostRoles} roles.");
        if (await db.DutyRoles.AnyAsync(r => r.TeamId == team && r.Name == said, ct)) throw Refusal.Conflict("The team has a role of this name.");
        if (cover is { } person && !await db.TeamMembers.AnyAsync(m => m.TeamId == team && m.PersonId == person, ct)) throw Refusal.Malformed("Whoever covers is a member of the team.");
        var now = clock.GetUtcNow();
        var role = new DutyRole { Id = Ids.New(now), TeamId = team, Name = said, CoverId = cover, ChangedAt = now };
        db.DutyRoles.Add(role);
        await db.SaveChangesAsync(ct);
        return role.Id;
    }

    /// <summary>Says where the team is at home and when its digest of the week is made.</summary>
    /// <param name="zone">IANA name, such as "Europe/Berlin".</param>
    /// <param name="hour">0 to 23, by the clock there.</param>
    /// <exception cref="Refusal">403: not a lead. 404: no such team. 400: no such zone, day or hour.</exception>
    public async Task SetDigestAsync(TeamCaller caller, Guid team, string zone, DayOfWeek day, int hour, CancellationToken ct = default)
    {
        await using var db = await OpenForLeadAsync(caller, team, ct);
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null) throw Refusal.Malformed("There is no such time zone.");
        if (!Enum.IsDefined(day) || hour is < 0 or > 23) throw Refusal.Malformed("A digest is made on a day of the week, at a full hour from 0 to 23.");
        await db.Teams.Where(t => t.Id == team).ExecuteUpdateAsync(s => s.SetProperty(t => t.Zone, zone).SetProperty(t => t.DigestDay, day).SetProperty(t => t.DigestHour, hour), ct);
    }

    private async Task<HubDb> OpenForLeadAsync(TeamCaller caller, Guid team, CancellationToken ct)
    {
        var db = await databases.CreateDbContextAsync(ct);
        try
        {
            await RequireLeadAsync(db, caller, team, ct);
            return db;
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    internal static async Task RequireLeadAsync(HubDb db, TeamCaller caller, Guid team, CancellationToken ct)
    {
        if (!await db.Teams.AnyAsync(t => t.Id == team, ct)) throw Refusal.NotFound("There is no such team.");
        if (!caller.IsAdmin && !await db.TeamMembers.AnyAsync(m => m.TeamId == team && m.PersonId == caller.Id && m.Lead, ct))
            throw Refusal.Forbidden("Only a lead of the team changes this.");
    }

    private static async Task RequireOtherLeadAsync(HubDb db, Guid team, Guid person, CancellationToken ct)
    {
        if (!await db.TeamMembers.AnyAsync(m => m.TeamId == team && m.Lead && m.PersonId != person, ct))
            throw Refusal.Conflict("This is the team's last lead. Make somebody else one first.");
    }

    private static async Task RequirePeopleAsync(HubDb db, IReadOnlyCollection<Guid> people, CancellationToken ct)
    {
        Guid[] asked = [.. people];
        if (await db.Users.CountAsync(p => EF.Parameter(asked).Contains(p.Id) && !p.Disabled, ct) != asked.Length) throw Refusal.Malformed("One of the people is unknown or disabled.");
    }

    // One change of a team at a time, on every node: the row stays locked until the transaction's end.
    internal static Task LockAsync(HubDb db, Guid team, CancellationToken ct) =>
        db.Teams.Where(t => t.Id == team).ExecuteUpdateAsync(s => s.SetProperty(t => t.Version, t => t.Version + 1), ct);

    private static string Name(string name)
    {
        var said = name.Trim();
        if (Blank.IsOrOver(LongestName, said)) throw Refusal.Malformed($"A name is needed, of at most {LongestName} characters.");
        return Accounts.IsControlled(said) ? throw Refusal.Malformed(Accounts.ControlCharacters) : said;
    }
}

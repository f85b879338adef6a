using Hub.Core.Data;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Duty;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Teams;

/// <summary>Who holds which role from when to when.</summary>
public sealed class DutyRoster(IDbContextFactory<HubDb> databases, TimeProvider clock) : IDutyRoster
{
    private static readonly TimeSpan LongestShift = TimeSpan.FromDays(31);
    private static readonly TimeSpan FarthestAhead = TimeSpan.FromDays(2 * 366);

    public async ValueTask<IReadOnlyDictionary<Guid, DutyNow>> NowAsync(IReadOnlyCollection<Guid> roles, CancellationToken cancel = default)
    {
        Guid[] asked = [.. roles];
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancel);
        var found = await (from role in db.DutyRoles.AsNoTracking()
                           where EF.Parameter(asked).Contains(role.Id)
                           select new
                           {
                               role.Id,
                               role.Name,
                               role.ChangedAt,
                               On = db.Shifts.Where(s => s.RoleId == role.Id && s.From <= now && s.To > now).Select(s => new { s.PersonId, s.From }).FirstOrDefault(),
                               Ended = db.Shifts.Where(s => s.RoleId == role.Id && s.To <= now).OrderByDescending(s => s.From).Select(s => (DateTimeOffset?)s.To).FirstOrDefault(),
                           }).ToListAsync(cancel);
        return found.ToDictionary(r => r.Id, r =>
        {
            var began = r.On?.From ?? r.Ended ?? r.ChangedAt;
            return new DutyNow(r.Id, r.Name, r.On?.PersonId, Instant.ToMicros(began > r.ChangedAt ? began : r.ChangedAt));
        });
    }

    /// <summary>The shifts of a role that touch a span, in order.</summary>
    /// <exception cref="Refusal">404: no such role. 400: the span is turned round or too long.</exception>
    public async Task<IReadOnlyList<Shift>> ShiftsAsync(Guid role, DateTimeOffset from, DateTimeOffset to, CancellationToken ct = default)
    {
        if (to <= from || to - from > FarthestAhead) throw Refusal.Malformed("The span ends after it begins, and is at most two years.");
        await using var db = await databases.CreateDbContextAsync(ct);
        if (!await db.DutyRoles.AnyAsync(r => r.Id == role, ct)) throw Refusal.NotFound("There is no such role.");
        return await db.Shifts.AsNoTracking().Where(s => s.RoleId == role && s.From < to && s.To > from).OrderBy(s => s.From).ToListAsync(ct);
    }

    /// <summary>Puts a member of the team on duty from when to when.</summary>
    /// <exception cref="Refusal">400: turned round, over a month, over, or not a member. 403: not a lead. 409: somebody has it then.</exception>
    public Task<Guid> AddAsync(TeamCaller caller, Guid role, Guid person, DateTimeOffset from, DateTimeOffset to, CancellationToken ct = default) => ChangeAsync(caller, role, async (db, there, now) =>
    {
        await TeamBook.RequireLeadAsync(db, caller, there.TeamId, ct);
        if (to <= from || to - from > LongestShift) throw Refusal.Malformed($"A shift ends after it begins, and is at most {LongestShift.TotalDays} days.");
        if (to <= now || from > now + FarthestAhead) throw Refusal.Malformed("A shift is not over yet, and begins within two years.");
        await RequireMemberAsync(db, there, person, ct);
        if (await db.Shifts.AsNoTracking().FirstOrDefaultAsync(s => s.RoleId == role && s.From < to && s.To > from, ct) is { } other)
            throw Refusal.Conflict($"Somebody has this role from {Instant.ToIso(Instant.ToMicros(other.From))} to {Instant.ToIso(Instant.ToMicros(other.To))}.");
        var shift = new Shift { Id = Ids.New(now), RoleId = role, PersonId = person, From = from, To = to };
        db.Shifts.Add(shift);
        return shift.Id;
    }, ct);

    /// <summary>From this moment on somebody else has it, until <paramref name="until"/>, or as long as the present holder would have had it.</summary>
    /// <exception cref="Refusal">400: not a member, or no end can be told. 403: neither the holder nor a lead. 409: they have it already.</exception>
    public Task<Guid> HandOverAsync(TeamCaller caller, Guid role, Guid to, DateTimeOffset? until, CancellationToken ct = default) => ChangeAsync(caller, role, async (db, there, now) =>
    {
        var present = await db.Shifts.SingleOrDefaultAsync(s => s.RoleId == role && s.From <= now && s.To > now, ct);
        if (present?.PersonId != caller.Id) await TeamBook.RequireLeadAsync(db, caller, there.TeamId, ct);
        if (present?.PersonId == to) throw Refusal.Conflict("They have this role already.");
        await RequireMemberAsync(db, there, to, ct);
        var end = until ?? present?.To ?? throw Refusal.Malformed("Nobody is on duty: say until when they have it.");
        if (end <= now || end - now > LongestShift) throw Refusal.Malformed($"It ends in the future, within {LongestShift.TotalDays} days.");
        var next = await db.Shifts.AsNoTracking().Where(s => s.RoleId == role && s.From > now).OrderBy(s => s.From).FirstOrDefaultAsync(ct);
        if (next is not null && next.From < end) end = next.From;
        if (present is { } ends)
        {
            ends.To = now;
            if (ends.From == now) db.Shifts.Remove(ends);
            await db.SaveChangesAsync(ct);
        }
        var shift = new Shift { Id = Ids.New(now), RoleId = role, PersonId = to, From = now, To = end };
        db.Shifts.Add(shift);
        return shift.Id;
    }, ct);

    /// <summary>Takes a shift back: one that has not begun goes, the present one ends now. What was, stays.</summary>
    /// <exception cref="Refusal">403: not a lead. 404: no such shift. 409: it is over.</exception>
    public Task RemoveAsync(TeamCaller caller, Guid role, Guid shift, CancellationToken ct = default) => ChangeAsync(caller, role, async (db, there, now) =>
    {
        await TeamBook.RequireLeadAsync(db, caller, there.TeamId, ct);
        if (await db.Shifts.SingleOrDefaultAsync(s => s.Id == shift && s.RoleId == role, ct) is not { } found) throw Refusal.NotFound("There is no such shift.");
        if (found.To <= now) throw Refusal.Conflict("This shift is over.");
        if (found.From < now) found.To = now;
        else db.Shifts.Remove(found);
        return shift;
    }, ct);

    private async Task<Guid> ChangeAsync(TeamCaller caller, Guid role, Func<HubDb, DutyRole, DateTimeOffset, Task<Guid>> change, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Microseconds, as they are stored. The update locks the role until the end: one change of a roster at a time, on every node.
        var now = Instant.FromMicros(clock.Micros());
        if (await db.DutyRoles.Where(r => r.Id == role).ExecuteUpdateAsync(s => s.SetProperty(r => r.ChangedAt, now), ct) == 0) throw Refusal.NotFound("There is no such role.");
        var there = await db.DutyRoles.AsNoTracking().SingleAsync(r => r.Id == role, ct);
        var changed = await change(db, there, now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return changed;
    }

    private static async Task RequireMemberAsync(HubDb db, DutyRole role, Guid person, CancellationToken ct)
    {
        if (!await db.TeamMembers.AnyAsync(m => m.TeamId == role.TeamId && m.PersonId == person && db.Users.Any(u => u.Id == person && !u.Disabled), ct))
            throw Refusal.Malformed("Whoever is on duty is a member of the team.");
    }
}

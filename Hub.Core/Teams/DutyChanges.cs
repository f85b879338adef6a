using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Duty;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Teams;

/// <summary>
/// Tells rooms what the roster says: where a room's role is held by somebody else than is on duty, the change becomes an event there.
/// Looks at what is, not at what happened, so a run that was missed, doubled or cut off does no harm.
/// </summary>
public sealed class DutyChanges(IDbContextFactory<HubDb> databases, DutyRoster roster, RoomService rooms, TimeProvider clock)
{
    /// <summary>Brings all rooms up to date; how many rooms changed.</summary>
    public Task<int> ApplyAsync(CancellationToken ct = default) => ApplyAsync(null, ct);

    /// <summary>When rooms next differ from the roster; null: not as it stands.</summary>
    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var roles = await db.Set<RoomRoleRow>().AsNoTracking().Select(r => r.Role).Distinct().ToArrayAsync(ct);
        if (roles.Length == 0) return null;
        if ((await DifferingAsync(null, ct)).Count > 0) return DateTimeOffset.MinValue;
        var now = clock.GetUtcNow();
        var ofRooms = db.Shifts.AsNoTracking().Where(s => EF.Parameter(roles).Contains(s.RoleId));
        var begins = await ofRooms.Where(s => s.From > now).MinAsync(s => (DateTimeOffset?)s.From, ct);
        var ends = await ofRooms.Where(s => s.To > now).MinAsync(s => (DateTimeOffset?)s.To, ct);
        return begins is null || ends < begins ? ends : begins;
    }

    /// <summary>The same for the rooms of one role, at once after a hand-over.</summary>
    public async Task<int> ApplyAsync(Guid? role, CancellationToken ct = default)
    {
        var differing = await DifferingAsync(role, ct);
        if (differing.Count == 0) return 0;
        var now = await roster.NowAsync([.. differing.Select(d => d.Role).Distinct()], ct);
        foreach (var (room, of) in differing)
        {
            if (!now.TryGetValue(of, out var duty)) continue;
            var command = new ChangeDuty(of, duty.Holder, Instant.FromMicros(duty.AsOf)) { Id = Ids.New(clock.GetUtcNow()) };
            try
            {
                await rooms.ExecuteAsSystemAsync(room, command, ct);
            }
            // The role was taken out of the room meanwhile.
            catch (Refusal gone) when (gone.Status == 409)
            {
            }
        }
        return differing.Count;
    }

    private async Task<List<(Guid Room, Guid Role)>> DifferingAsync(Guid? role, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(ct);
        var rows = from r in db.Set<RoomRoleRow>().AsNoTracking()
                   where role == null || r.Role == role
                   let holder = db.Shifts.Where(s => s.RoleId == r.Role && s.From <= now && s.To > now).Select(s => (Guid?)s.PersonId).FirstOrDefault()
                   where holder != r.Holder
                   select new { r.Room, r.Role };
        return (await rows.ToListAsync(ct)).ConvertAll(r => (r.Room, r.Role));
    }
}

using System.Text.Json;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Notifications;

/// <summary>Who has which room before their eyes, on any node: open, and they did something there a moment ago.</summary>
public interface IAttention
{
    bool IsLooking(Guid person, Guid room);
}

/// <summary>Reads how it stands with people: what they want, whether they are on duty, what they look at.</summary>
public sealed class Standings(IDbContextFactory<HubDb> databases, IAttention? attention = null)
{
    /// <summary>Of everybody whom these notices are meant for, and their stand-ins, by person and room. Who is unknown or disabled is left out.</summary>
    public async Task<IReadOnlyDictionary<(Guid Person, Guid? Room), Standing>> OfAsync(IReadOnlyList<Notice> notices, DateTimeOffset now, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        // One connection for all that is asked.
        await db.Database.OpenConnectionAsync(cancel);
        Guid[] meant = [.. notices.Select(n => n.To).Distinct()];
        var preferences = await PreferencesAsync(db, meant, cancel);
        Guid[] standIns = [.. preferences.Values.Select(p => p.StandIn).OfType<Guid>().Except(meant)];
        foreach (var (person, own) in await PreferencesAsync(db, standIns, cancel)) preferences[person] = own;
        Guid[] all = [.. meant, .. standIns];
        var enabled = await db.Users.AsNoTracking().Where(p => EF.Parameter(all).Contains(p.Id) && !p.Disabled).Select(p => p.Id).ToListAsync(cancel);
        var onDuty = (await db.Shifts.AsNoTracking().Where(s => EF.Parameter(all).Contains(s.PersonId) && s.From <= now && s.To > now).Select(s => s.PersonId).ToListAsync(cancel)).ToHashSet();
        Guid[] rooms = [.. notices.Select(n => n.Room).OfType<Guid>().Distinct()];
        var levels = rooms.Length == 0 ? [] : (await db.Set<RoomLevelRow>().AsNoTracking().Where(r => EF.Parameter(rooms).Contains(r.Room) && EF.Parameter(all).Contains(r.Person)).ToListAsync(cancel))
            .ToDictionary(r => (r.Room, r.Person), r => r.Level);
        HashSet<(Guid, Guid)> members = rooms.Length == 0 ? [] : (await db.Set<MemberRow>().AsNoTracking().Where(m => EF.Parameter(rooms).Contains(m.Room) && EF.Parameter(all).Contains(m.User)).Select(m => new { m.Room, m.User }).ToListAsync(cancel))
            .Select(m => (m.Room, m.User)).ToHashSet();
        var found = new Dictionary<(Guid, Guid?), Standing>();
        var isEnabled = enabled.ToHashSet();
        foreach (var (room, to) in notices.Select(n => (n.Room, n.To)).Distinct())
            foreach (var person in (Guid?[])[to, preferences.GetValueOrDefault(to)?.StandIn])
                if (person is { } one && isEnabled.Contains(one)) found[(one, room)] = new(one, preferences.GetValueOrDefault(one) ?? new(), onDuty.Contains(one),
                    room is { } at ? levels.GetValueOrDefault((at, one), RoomLevel.All) : RoomLevel.All, room is { } open && attention?.IsLooking(one, open) == true)
                    { Sees = room is not { } its || members.Contains((its, one)) };
        return found;
    }

    private static async Task<Dictionary<Guid, NotificationPreferences>> PreferencesAsync(HubDb db, Guid[] people, CancellationToken cancel) => people.Length == 0 ? [] :
        (await db.Set<PreferencesRow>().AsNoTracking().Where(p => EF.Parameter(people).Contains(p.Person)).ToListAsync(cancel))
            .ToDictionary(p => p.Person, p => JsonSerializer.Deserialize<NotificationPreferences>(p.Settings, Vocabulary.Json)!);
}

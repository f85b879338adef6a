using System.Text.Json;
using Hub.Core.Data;
using Hub.Core.Rooms;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Hub.Core.Notifications;

/// <summary>Reads and keeps how people want to be told.</summary>
public sealed class PreferencesBook(IDbContextFactory<HubDb> databases, Database database, IPeopleDirectory people, RoomReader rooms, TimeProvider clock)
{
    private static readonly TimeSpan LongestAway = TimeSpan.FromDays(366);

    public async Task<NotificationPreferences> OfAsync(Guid person, CancellationToken cancel = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<PreferencesRow>().AsNoTracking().SingleOrDefaultAsync(p => p.Person == person, cancel) is { } row
            ? JsonSerializer.Deserialize<NotificationPreferences>(row.Settings, Vocabulary.Json)!
            : new();
    }

    /// <exception cref="Refusal">400: an unknown zone, hours out of bounds, an instant that is past or too far, a stand-in who does not exist or is oneself.</exception>
    public async Task SetAsync(Guid person, NotificationPreferences wanted, CancellationToken cancel = default)
    {
        if (Fault(person, wanted) is { } fault) throw fault;
        if (wanted.StandIn is { } standIn && !(await people.ExistingAsync([standIn], cancel)).Contains(standIn)) throw Refusal.Malformed("Your stand-in is unknown or disabled.");
        await PutAsync("INSERT INTO notification_preferences (person, settings) VALUES (@person, @settings) ON CONFLICT (person) DO UPDATE SET settings = excluded.settings", cancel,
            ("@person", person), ("@settings", JsonSerializer.Serialize(wanted with { Off = [.. wanted.Off.Distinct()] }, Vocabulary.Json)));
        // Whoever is back early, or goes: what is open with them is looked at again.
        await PutAsync("UPDATE asks SET next_at = @now WHERE person = @person AND next_at > @now", cancel, ("@person", person), ("@now", clock.Micros()));
    }

    /// <exception cref="Refusal">404: unknown, or not a member.</exception>
    public async Task<RoomLevel> LevelAsync(Guid person, Guid room, CancellationToken cancel = default)
    {
        await rooms.OpenAsync(person, room, cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<RoomLevelRow>().AsNoTracking().Where(r => r.Room == room && r.Person == person).Select(r => (RoomLevel?)r.Level).SingleOrDefaultAsync(cancel) ?? RoomLevel.All;
    }

    /// <exception cref="Refusal">404: unknown, or not a member. 400: no such level.</exception>
    public async Task SetLevelAsync(Guid person, Guid room, RoomLevel level, CancellationToken cancel = default)
    {
        if (!Enum.IsDefined(level)) throw Refusal.Malformed("A room tells all, mentions, or urgent.");
        await rooms.OpenAsync(person, room, cancel);
        await PutAsync("INSERT INTO room_notifications (room, person, level) VALUES (@room, @person, @level) ON CONFLICT (room, person) DO UPDATE SET level = excluded.level", cancel,
            ("@room", room), ("@person", person), ("@level", (short)level));
    }

    // One statement, so that two devices may save at once.
    private async Task PutAsync(string sql, CancellationToken cancel, params (string, object?)[] values)
    {
        await using var on = await database.OpenAsync(cancel);
        await on.Command(sql, values).RunAsync(cancel);
    }

    private Refusal? Fault(Guid person, NotificationPreferences p)
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(p.Zone) is null) return Refusal.Malformed("There is no such time zone. Name one such as America/New_York.");
        if (p.Work.Count != 7 || p.Quiet.Count != 7) return Refusal.Malformed("Working and quiet hours are given for seven days, Monday first.");
        if (p.Work.Concat(p.Quiet).Any(s => s is null || s.From is < 0 or >= DaySpan.Day || s.To is < 0 or >= DaySpan.Day)) return Refusal.Malformed("Hours are minutes after midnight, 0 to 1439.");
        if (p.Off.Any(o => o is null || !Enum.IsDefined(o.Kind) || !Enum.IsDefined(o.Channel))) return Refusal.Malformed("There is no such kind of notice or channel.");
        if (p.Off.Any(o => o.Channel == NoticeChannel.InApp)) return Refusal.Malformed("What stands in the page cannot be switched off.");
        if (p.StandIn == person) return Refusal.Malformed("One does not stand in for oneself.");
        if (p.AwayUntil is { } until && until > clock.GetUtcNow() + LongestAway) return Refusal.Malformed("Do not disturb lasts a year at most.");
        return null;
    }
}

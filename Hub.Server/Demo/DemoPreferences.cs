using System.Text.Json;
using Hub.Core.Data;
using Hub.Core.Notifications;
using Hub.Core.Rooms;
using Microsoft.EntityFrameworkCore;

namespace Hub.Server.Demo;

/// <summary>Some of the demo team want to be told in their own way: one works at night, one lives an hour behind, one is away and has a stand-in.</summary>
internal static class DemoPreferences
{
    public static async Task EnsureAsync(HubDb db, DateTimeOffset now, CancellationToken ct)
    {
        var preferences = db.Set<PreferencesRow>();
        if (await preferences.AnyAsync(ct)) return;
        string[] users = ["jonas", "nadia", "samuel", "priya"];
        var people = await db.Users.Where(p => users.Contains(p.UserName!)).ToDictionaryAsync(p => p.UserName!, p => p.Id, ct);
        Keep("jonas", new() { Work = Every(new(19 * 60, 7 * 60)), Quiet = Every(new(9 * 60, 16 * 60)) });
        Keep("nadia", new() { Zone = "America/Chicago", Off = [new(NoticeKind.Thanks, NoticeChannel.Email), new(NoticeKind.Digest, NoticeChannel.Email)] });
        Keep("samuel", new() { AwayUntil = now.AddDays(3), StandIn = people["priya"] });
        await db.SaveChangesAsync(ct);

        void Keep(string user, NotificationPreferences wanted) => preferences.Add(new() { Person = people[user], Settings = JsonSerializer.Serialize(wanted, Vocabulary.Json) });
    }

    private static DaySpan[] Every(DaySpan span) => [.. Enumerable.Repeat(span, 7)];
}

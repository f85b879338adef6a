using System.Security.Cryptography;
using System.Text;
using Hub.Core.Data;
using Hub.Core.Teams;
using Microsoft.EntityFrameworkCore;

namespace Hub.Server.Demo;

/// <summary>The demo team as a team, with three roles on call and a fortnight's roster: by day, by night, and one that is only there in working hours.</summary>
internal static class DemoDuty
{
    public static readonly Guid WardOnCall = Id("role ward");
    public static readonly Guid Team = Id("team");
    private static readonly Guid Pharmacy = Id("role pharmacy");
    private static readonly Guid Cardiology = Id("role cardiology");
    private const int Days = 14;

    public static async Task EnsureAsync(HubDb db, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.Teams.AnyAsync(t => t.Id == Team, ct)) return;
        var personas = DemoTeam.Personas.Select(p => p.User).ToList();
        var people = await db.Users.Where(p => personas.Contains(p.UserName!)).ToDictionaryAsync(p => p.UserName!, p => p.Id, ct);
        db.Teams.Add(new Team { Id = Team, Name = "Ward 4", CreatedAt = now });
        db.TeamMembers.AddRange(people.Select(p => new TeamMember { TeamId = Team, PersonId = p.Value, Lead = p.Key == "rosa" }));
        db.DutyRoles.AddRange(
            new DutyRole { Id = WardOnCall, TeamId = Team, Name = "Ward 4 on call", ChangedAt = now },
            new DutyRole { Id = Cardiology, TeamId = Team, Name = "Cardiology on call", CoverId = people["chen"], ChangedAt = now },
            new DutyRole { Id = Pharmacy, TeamId = Team, Name = "Pharmacy on call", CoverId = people["priya"], ChangedAt = now });
        await db.SaveChangesAsync(ct);

        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        string[] byDay = ["amara", "jonas", "mei"], byNight = ["jonas", "amara", "chen"];
        for (var day = -1; day < Days; day++)
        {
            var start = midnight.AddDays(day);
            Add(WardOnCall, byDay[(day + 3) % 3], start.AddHours(7), 12);
            Add(WardOnCall, byNight[(day + 3) % 3], start.AddHours(19), 12);
            Add(Cardiology, day % 2 == 0 ? "chen" : "nadia", start.AddHours(8), 24);
            if (start.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) Add(Pharmacy, "priya", start.AddHours(8), 9);
        }
        await db.SaveChangesAsync(ct);

        void Add(Guid role, string user, DateTimeOffset from, int hours) =>
            db.Shifts.Add(new Shift { Id = Core.Ids.New(now), RoleId = role, PersonId = people[user], From = from, To = from.AddHours(hours) });
    }

    private static Guid Id(string what) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"demo duty {what}")).AsSpan(0, 16));
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Recognition;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Duty;
using Hub.Core.Rooms.Messages;
using Hub.Core.Rooms.Walls;
using Hub.Core.Teams;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Server.Demo;

/// <summary>A month of thanks on the demo team's wall, and the digests of its weeks: given and made as in life, by a clock that stands where each belongs.</summary>
internal static class DemoThanks
{
    private const string Done = "demo-thanks";
    private const string Team = "team";
    private static readonly TimeSpan TeamBegan = TimeSpan.FromDays(75);
    private static readonly TimeSpan DigestsBegan = TimeSpan.FromDays(28);
    private const int AwardAfter = 9;

    private sealed record Given(int DaysAgo, string At, string From, string To, ThanksValue Value, string Text, string Reactions = "");

    private static readonly Given[] Month =
    [
        new(26, "13:10", "jonas", "priya", ThanksValue.CatchingAnError, "You saw that the dose was written for the weight of another patient. It was never given.", "rosa🙏 amara❤️"),
        new(24, "16:40", "rosa", "amara", ThanksValue.Clarity, "Your call about bed 9 said everything in four sentences. We knew at once what to do.", "chen👏"),
        new(23, "09:05", "samuel", "jonas", ThanksValue.Respect, "For sitting down with the family although the ward was full."),
        new(20, "15:20", "amara", "chen", ThanksValue.Teaching, "For showing the three of us how to read that ECG instead of just naming it.", "jonas🙏 mei👍"),
        new(19, "11:45", "mei", "amara jonas", ThanksValue.Reliability, "Both of you were there on the minute, so he could walk before lunch."),
        new(16, "12:30", "priya", Team, ThanksValue.Reliability, "All discharge medicines ordered before 15:00, the whole week.", "rosa🎉 jonas🎉 mei👍"),
        new(13, "14:15", "chen", "amara", ThanksValue.CatchingAnError, "You asked again about the allergy. That question mattered.", "priya❤️"),
        new(12, "08:50", "rosa", "mei", ThanksValue.Respect, "You waited until he was ready, and told him so."),
        new(10, "17:05", "amara", "priya", ThanksValue.Teaching, "For the ten minutes on interactions with heparin.", "chen👍"),
        new(9, "10:25", "jonas", "chen", ThanksValue.Clarity, "Read-back, then the order, then the reason. Easy to follow at six in the morning.", "amara🙏"),
        new(6, "13:35", "rosa", "jonas", ThanksValue.Reliability, "Three nights, and nothing was left over for the morning."),
        new(5, "15:50", "chen", "mei", ThanksValue.Clarity, "Your note told me in one line that she is safe on the stairs.", "rosa👏 samuel👍"),
        new(3, "11:15", "amara", "jonas", ThanksValue.CatchingAnError, "The monitor in bay 2 read 20 too high. You labelled it before anybody was treated by it.", "rosa🙏 chen👏 priya👍"),
        new(2, "16:05", "mei", Team, ThanksValue.Teaching, "I learned something from everybody in the review on Tuesday.", "nadia❤️"),
        new(1, "14:40", "jonas", "amara", ThanksValue.Reliability, "You said you would be back in ten minutes, and you were.", "rosa👍"),
    ];

    public static async Task EnsureAsync(Database database, IDbContextFactory<HubDb> databases, IDutyRoster roster, MasterKey master, EpochOf epoch, HubDb db, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.Meta.AnyAsync(m => m.Key == Done, ct)) return;
        var personas = DemoTeam.Personas.Select(p => p.User).ToList();
        var people = await db.Users.Where(p => personas.Contains(p.UserName!)).ToDictionaryAsync(p => p.UserName!, p => p.Id, ct);
        await db.Teams.Where(t => t.Id == DemoDuty.Team).ExecuteUpdateAsync(s => s.SetProperty(t => t.CreatedAt, now - DigestsBegan), ct);
        var clock = new ScriptClock { Now = now - TeamBegan };
        await using var journal = new RoomJournal(database, master, clock, NullLoggerFactory.Instance);
        await journal.StartAsync(ct);
        var rooms = new RoomService(journal, new Everybody([]), roster);
        var reader = new RoomReader(journal, epoch);
        var walls = new TeamWalls(databases, rooms, clock);
        await walls.FollowAsync(DemoDuty.Team, ct);
        var wall = await walls.OfAsync(DemoDuty.Team, ct);
        await GiveAsync(rooms, wall, people, clock, now, ct);

        var team = await db.Teams.AsNoTracking().SingleAsync(t => t.Id == DemoDuty.Team, ct);
        var maker = new DigestMaker(databases, database, journal, walls, new WallReader(reader), [new LoopFigures(journal), new SessionFigures(databases)], clock);
        foreach (var due in DigestCalendar.Due(new(team.Zone, team.DigestDay, team.DigestHour), team.CreatedAt, now))
        {
            clock.Now = due.At;
            await maker.MakeDueAsync(ct);
        }
        // Nobody needs to be told today of what was a month ago.
        await db.Digests.ExecuteUpdateAsync(s => s.SetProperty(d => d.ToldAt, now), ct);
        var head = (await reader.OpenAsync(people["rosa"], wall, ct)).Head;
        await db.Walls.Where(w => w.Room == wall).ExecuteUpdateAsync(s => s.SetProperty(w => w.Told, head), ct);
        db.Meta.Add(new MetaRow { Key = Done });
        await db.SaveChangesAsync(ct);
    }

    private static async Task GiveAsync(RoomService rooms, Guid wall, Dictionary<string, Guid> people, ScriptClock clock, DateTimeOffset now, CancellationToken ct)
    {
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        for (var i = 0; i < Month.Length; i++)
        {
            var given = Month[i];
            clock.Now = midnight - TimeSpan.FromDays(given.DaysAgo) + TimeSpan.Parse(given.At, CultureInfo.InvariantCulture);
            var thanks = new GiveThanks(given.Value, given.Text, given.To == Team ? null : [.. given.To.Split(' ').Select(p => people[p])], given.To == Team ? true : null);
            var seq = await rooms.ExecuteAsync(people[given.From], wall, thanks with { Id = Id($"given {i}") }, ct);
            foreach (var reaction in given.Reactions.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var who = new string([.. reaction.TakeWhile(char.IsAsciiLetter)]);
                await rooms.ExecuteAsync(people[who], wall, new React(seq, reaction[who.Length..], true) { Id = Id($"reaction {i} {who}") }, ct);
            }
            if (i == AwardAfter) await rooms.ExecuteAsync(people["rosa"], wall, new GiveAward("Calm in the storm", "For the night of the two admissions. The ward was quiet because you were.", [people["jonas"]]) { Id = Id("award") }, ct);
        }
    }

    private static Guid Id(string what) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"demo thanks {what}")).AsSpan(0, 16));
}

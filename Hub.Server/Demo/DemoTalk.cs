using System.Security.Cryptography;
using System.Text;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.People;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Duty;
using Hub.Core.Rooms.Positions;
using Hub.Server.Demo.Talks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Server.Demo;

/// <summary>
/// Plays the talks into rooms through the one door, with a journal of its own whose clock stands where each line was said.
/// The ids of the commands are always the same, so a start that was cut off half way is simply done again.
/// </summary>
internal static class DemoTalk
{
    private const string Done = "demo-talk";
    private static readonly TimeSpan StillUnread = TimeSpan.FromMinutes(30);
    private static readonly Talk[] Talks = [Medication.Talk, Discharge.Talk, AmaraAndChen.Talk, CaseReview.Talk, NextReview.Talk, ClosedReview.Talk];

    public static async Task EnsureAsync(Database database, IDutyRoster roster, MasterKey master, EpochOf epoch, HubDb db, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.Meta.AnyAsync(m => m.Key == Done, ct)) return;
        var personas = DemoTeam.Personas.Select(p => p.User).ToList();
        var people = await db.Users.Where(p => personas.Contains(p.UserName!)).ToDictionaryAsync(p => p.UserName!, p => p.Id, ct);
        var clock = new ScriptClock();
        await using var journal = new RoomJournal(database, master, clock, NullLoggerFactory.Instance);
        await journal.StartAsync(ct);
        var rooms = new RoomService(journal, new Everybody(await db.Users.ToDictionaryAsync(p => p.Id, p => p.Discipline, ct)), roster);
        var positions = new PositionBook(database, journal, [], TimeProvider.System, NullLogger<PositionBook>.Instance);
        var played = new Dictionary<string, Guid>();
        var ward = Ward.Talk(now);
        foreach (var talk in (Talk[])[ward, .. Talks, FeedbackSessions.Talk(now)]) played[talk.Name] = await PlayAsync(talk, people, now, clock, rooms, new RoomReader(journal, epoch), positions, ct);
        clock.Now = now;
        await rooms.ExecuteAsync(people[ward.Owner], played[ward.Name], new AddRole(DemoDuty.WardOnCall) { Id = Id("duty", 0) }, ct);
        clock.Now = now - TimeSpan.FromHours(20);
        await DemoMinutes.SignAsync(database, master, journal, rooms, clock, played[ClosedReview.Talk.Name], [people["chen"], people["nadia"], people["jonas"]], ct);
        await positions.WriteAsync(ct);
        db.Meta.Add(new MetaRow { Key = Done });
        await db.SaveChangesAsync(ct);
    }

    private static async Task<Guid> PlayAsync(Talk talk, Dictionary<string, Guid> people, DateTimeOffset now, ScriptClock clock,
        RoomService rooms, RoomReader reader, PositionBook positions, CancellationToken ct)
    {
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        clock.Now = midnight - TimeSpan.FromDays(7);
        var room = await rooms.CreateAsync(people[talk.Owner],
            new CreateRoom(talk.Kind, talk.Title, [.. talk.Others.Select(o => people[o])], talk.Series) { Id = Id(talk.Name, -1) }, ct);
        var named = new Dictionary<string, long>();
        var (head, read) = (1L, 1L);
        for (var i = 0; i < talk.Lines.Count; i++)
        {
            var line = talk.Lines[i];
            clock.Now = line.IsRecent ? now - line.Before : midnight - line.Before;
            var command = line.Command(user => people[user], name => named[name]) with { Id = Id(talk.Name, i) };
            head = line.Who == Talk.House ? await rooms.ExecuteAsSystemAsync(room, command, ct) : await rooms.ExecuteAsync(people[line.Who], room, command, ct);
            if (line.Name is { } name) named[name] = head;
            if (now - clock.Now > StillUnread) read = head;
        }
        var fold = await reader.OpenAsync(people[talk.Owner], room, ct);
        foreach (var user in talk.Others.Append(talk.Owner)) positions.Note(fold, people[user], read, head);
        return room;
    }

    private static Guid Id(string talk, int line) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"demo {talk} {line}")).AsSpan(0, 16));
}

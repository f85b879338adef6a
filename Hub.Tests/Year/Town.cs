using System.Globalization;
using System.Text.Json;
using Hub.Core;
using Hub.Core.Data;
using Hub.Core.Feedback;
using Hub.Core.Notifications;
using Hub.Core.People;
using Hub.Core.Rooms;
using Hub.Core.Teams;
using Hub.Tests.Journal;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Year;

/// <summary>Two hundred people in twenty teams and six zones, the rooms in which they ask each other, and forty series of feedback sessions.</summary>
internal sealed class Town(Extent extent, Random random)
{
    private const int Teams = 20, TeamSize = 10, SeriesATeam = 2, Participants = 3;
    private static readonly (int, int) Nothing = (0, 0);

    public List<Crew> Crews { get; } = [];
    public List<Place> Places { get; } = [];
    public List<Course> Courses { get; } = [];
    public IEnumerable<Colleague> People => Crews.SelectMany(c => c.Members);

    public async Task BuildAsync(Database database, Node node)
    {
        await PeopleAsync(database);
        foreach (var crew in Crews) await TeamAsync(database, node, crew);
        var rooms = node.Services.GetRequiredService<RoomService>();
        for (var i = 0; i < Teams; i++)
        {
            var (own, next) = (Crews[i].Members, Crews[(i + 1) % Teams].Members);
            await RoomAsync(rooms, RoomKind.Channel, own);
            await RoomAsync(rooms, RoomKind.Channel, [.. own.Take(TeamSize / 2), .. next.Skip(TeamSize / 2)]);
            await RoomAsync(rooms, RoomKind.Direct, [own[3], next[3]]);
            for (var s = 0; s < SeriesATeam; s++) await SeriesAsync(rooms, i * SeriesATeam + s, own);
        }
    }

    // Day workers, night workers, some who are there at any hour; of three one has a stand-in, who has none, and here and there is in another team.
    private async Task PeopleAsync(Database database)
    {
        for (var t = 0; t < Teams; t++)
        {
            var crew = new Crew(Do.NewId(), t, PlainZone.All[t % PlainZone.All.Count]);
            Crews.Add(crew);
            for (var i = 0; i < TeamSize; i++)
            {
                var zone = i % 4 == 3 ? PlainZone.All[(t + i) % PlainZone.All.Count] : crew.Zone;
                crew.Members.Add(new(Do.NewId(), zone, crew) { Work = i % 10 == 7 ? Every((22 * 60, 6 * 60)) : i % 10 == 8 ? Every((0, 12 * 60 - 1)) : Weekdays((8 * 60, (16 + i % 3) * 60 + 30)), Quiet = i % 10 == 7 ? Every((7 * 60, 15 * 60)) : i % 10 == 8 ? Every(Nothing) : Every((21 * 60 + i % 2 * 30, 7 * 60)), Ways = WaysOf(t + i) });
            }
        }
        for (var t = 0; t < Teams; t++)
            for (var i = 0; i < TeamSize - 1; i += 3)
                Crews[t].Members[i].StandIn = i == 6 ? Crews[(t + 2) % Teams].Members[5] : Crews[t].Members[i + 1];
        await using var db = database.NewContext();
        foreach (var (who, n) in People.Select((p, n) => (p, n)))
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"person-{n:000}");
            db.Users.Add(new Person { Id = who.Id, UserName = name, NormalizedUserName = name.ToUpperInvariant(), DisplayName = name, Discipline = "nurse", SecurityStamp = name });
            db.Add(new PreferencesRow { Person = who.Id, Settings = JsonSerializer.Serialize(who.Preferences, Vocabulary.Json) });
        }
        await db.SaveChangesAsync();
    }

    private async Task TeamAsync(Database database, Node node, Crew crew)
    {
        var book = node.Services.GetRequiredService<TeamBook>();
        var lead = new TeamCaller(crew.Lead.Id, IsAdmin: false);
        await book.CreateAsync(lead, $"Team {Crews.IndexOf(crew)}", [.. crew.Members.Skip(1).Select(m => m.Id)], crew.Id);
        await book.SetDigestAsync(lead, crew.Id, crew.Zone.Name, DayOfWeek.Friday, 15);
        var role = await book.AddRoleAsync(lead, crew.Id, "On call", null);
        await using var db = database.NewContext();
        for (var n = 0; Crew.FirstShift + n * Crew.Shift < extent.End + Timeline.Week; n++)
        {
            var from = Timeline.At(Crew.FirstShift + n * Crew.Shift);
            db.Shifts.Add(new Shift { Id = Ids.New(from), RoleId = role, PersonId = crew.Holder(n).Id, From = from, To = from.AddSeconds(Crew.Shift) });
        }
        await db.SaveChangesAsync();
    }

    private async Task RoomAsync(RoomService rooms, RoomKind kind, IReadOnlyList<Colleague> members)
    {
        var room = await rooms.CreateAsync(members[0].Id, new CreateRoom(kind, kind == RoomKind.Direct ? null : "Ward", [.. members.Skip(1).Select(m => m.Id)]).Fresh());
        Places.Add(new(room, members, kind == RoomKind.Direct));
    }

    // Every n-th week on a weekday, or the first such day of each month; at nine, noon or three where the team is.
    private async Task SeriesAsync(RoomService rooms, int number, IReadOnlyList<Colleague> team)
    {
        string[] days = ["MO", "TU", "WE", "TH", "FR"];
        var (day, weeks, monthly) = (1 + number % 3, 1 + number % 4, number % 4 == 3);
        var zone = team[0].Crew.Zone;
        var first = Timeline.Week + day * Timeline.Day + (9 + number % 3 * 3) * Timeline.Hour;
        var (start, rule) = (Text(first), monthly ? $"FREQ=MONTHLY;BYDAY=1{days[day]}" : $"FREQ=WEEKLY;INTERVAL={weeks};BYDAY={days[day]}");
        List<Colleague> people = [.. team.Skip(number % 2 * Participants).Take(Participants)];
        var room = await rooms.CreateAsync(people[0].Id, new CreateRoom(RoomKind.FeedbackSeries, "Feedback", [.. people.Skip(1).Select(p => p.Id)], new SeriesPlan(zone.Name, start, 45, rule, Team: team[0].Crew.Id)).Fresh());
        var course = new Course(room, people, zone, 45, start, rule);
        // Day after day on the calendar of the wall: which of them does the rule mean?
        for (var (local, week) = (first, 0); zone.Instant(local) < extent.End + 2 * Timeline.Day; local += Timeline.Week, week++)
            if (monthly ? DateOf(local).Day <= 7 : week % weeks == 0) course.Sessions.Add(new(course, zone.Instant(local)));
        Courses.Add(course);
    }

    /// <summary>A local time as the program takes it.</summary>
    public static string Text(int local) => DateOf(local).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    private static DateTime DateOf(int local) => Timeline.At(local).UtcDateTime;

    private NoticeChannel[] WaysOf(int n) => n % 12 == 5 ? [NoticeChannel.Push, NoticeChannel.Webhook] : random.Next(3) == 0 ? [NoticeChannel.Push, NoticeChannel.Email] : n % 9 == 4 ? [] : [NoticeChannel.Push];

    private static (int, int)[] Every((int, int) span) => [.. Enumerable.Repeat(span, 7)];

    private static (int, int)[] Weekdays((int, int) span) => [.. Enumerable.Range(0, 7).Select(d => d < 5 ? span : Nothing)];
}

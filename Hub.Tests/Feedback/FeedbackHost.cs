using Hub.Core.Data;
using Hub.Core.Feedback;
using Hub.Core.Feedback.Recurrence;
using Hub.Core.Notifications;
using Hub.Core.Rooms;
using Hub.Tests.Journal;
using Hub.Tests.Support;
using Hub.Tests.Teams;

namespace Hub.Tests.Feedback;

/// <summary>Rosa's team with a series of hers: every second Tuesday at 09:00 in New York, from 3 March 2026 on. It is the day before.</summary>
internal sealed class FeedbackHost : IAsyncDisposable
{
    public static readonly SeriesPlan Plan = new("America/New_York", "2026-03-03T09:00", 45, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", Prompts: ["What went well?"]);

    private FeedbackHost(TeamHost teams)
    {
        Teams = teams;
        Reader = new SeriesReader(teams.Databases, teams.Host.Reader);
        Book = new NotificationBook(teams.Host.Database, new Standings(teams.Databases), teams.Clock, []);
        Sessions = new SeriesClock(teams.Databases, Reader, teams.Host.Rooms, Book, teams.Clock);
    }

    public TeamHost Teams { get; }
    public SeriesReader Reader { get; }
    public NotificationBook Book { get; }
    public SeriesClock Sessions { get; }
    public ManualClock Clock => Teams.Clock;
    public Database Database => Teams.Host.Database;
    public Guid Rosa => Teams.Rosa;
    public Guid Chen => Teams.Chen;
    public Guid Amara => Teams.Amara;
    public Guid Jonas => Teams.Jonas;

    public static async Task<FeedbackHost> StartAsync(Engine engine, TestServers servers) => new(await TeamHost.StartAsync(engine, servers));

    /// <summary>With Chen as the other participant.</summary>
    public Task<Guid> SeriesAsync(Guid? id = null, SeriesPlan? plan = null) =>
        Teams.Host.Rooms.CreateAsync(Rosa, new CreateRoom(RoomKind.FeedbackSeries, "Ward 4 feedback", [Chen], plan ?? Plan).As(id ?? Do.NewId()));

    public Task<long> Say(Guid who, Guid room, RoomCommand command) => Teams.Host.Say(who, room, command);

    public List<string> Local(Timetable table, int count) => [.. table.All().Take(count).Select(o => Zones.Write(Zones.LocalOf(o.At, table.Zone)))];

    /// <summary>To the next instant at which there is something to do, unless that is now.</summary>
    public async Task ForwardAsync()
    {
        var next = await Sessions.NextDueAsync() ?? throw new InvalidOperationException("Nothing is ever due.");
        if (next > Clock.GetUtcNow()) Clock.Advance(next - Clock.GetUtcNow());
    }

    public ValueTask DisposeAsync() => Teams.DisposeAsync();
}

using Hub.Core.Data;
using Hub.Core.Feedback;
using Hub.Core.Feedback.Recurrence;
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
    }

    public TeamHost Teams { get; }
    public SeriesReader Reader { get; }
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

    public ValueTask DisposeAsync() => Teams.DisposeAsync();
}

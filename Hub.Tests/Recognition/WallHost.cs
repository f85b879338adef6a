using Hub.Core;
using Hub.Core.Data;
using Hub.Core.Notifications;
using Hub.Core.Recognition;
using Hub.Core.Rooms.Reviews.FollowUp;
using Hub.Core.Rooms.Walls;
using Hub.Tests.Journal;
using Hub.Tests.Support;
using Hub.Tests.Teams;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Recognition;

/// <summary>The team of <see cref="TeamHost"/> with its wall and its digests. Rosa leads it; Jonas is not in it.</summary>
internal sealed class WallHost : IAsyncDisposable
{
    private WallHost(TeamHost team)
    {
        Team = team;
        var host = team.Host;
        Walls = new TeamWalls(team.Databases, host.Rooms, host.Clock);
        Reader = new WallReader(host.Reader);
        Book = new ThanksBook(team.Databases, Walls, host.Rooms, host.Reader, host.Clock);
        Unthanked = new Unthanked(Walls, host.Journal, host.Reader, Reader, host.Clock);
        Digests = new DigestReader(team.Databases, host.Journal, Walls);
    }

    public TeamHost Team { get; }
    public ManualClock Clock => Team.Clock;
    public TeamWalls Walls { get; }
    public WallReader Reader { get; }
    public ThanksBook Book { get; }
    public Unthanked Unthanked { get; }
    public DigestReader Digests { get; }
    public Guid Wall { get; private set; }

    public static async Task<WallHost> StartAsync(Engine engine, TestServers servers)
    {
        var w = new WallHost(await TeamHost.StartAsync(engine, servers));
        await w.Walls.FollowAsync();
        w.Wall = await w.Walls.OfAsync(w.Team.Team);
        return w;
    }

    /// <summary>A maker of a node's own, as many as are asked for.</summary>
    public DigestMaker Maker(params IDigestSource[] sources) =>
        new(Team.Databases, Team.Host.Database, Team.Host.Journal, Walls, Reader, [new LoopFigures(Team.Host.Journal), new SessionFigures(Team.Databases), new DecisionFigures(Team.Host.Journal), .. sources], Clock);

    public RecognitionTeller Teller() =>
        new(Team.Databases, new NotificationBook(Team.Host.Database, new Standings(Team.Databases), Clock, []), Reader, Clock);

    /// <summary>Whom the page was to tell, of this kind, by seq.</summary>
    public async Task<IReadOnlyList<(Guid To, long? Seq, Guid? Subject)>> ToldAsync(NoticeKind kind)
    {
        await using var db = Team.Host.Database.NewContext();
        var rows = await db.Set<NotificationRow>().Where(n => n.Kind == kind && n.Channel == NoticeChannel.InApp).ToListAsync();
        return [.. rows.OrderBy(n => n.Seq).ThenBy(n => n.Person).Select(n => (n.Person, n.Seq, n.Subject))];
    }

    public Task<Given> ThankAsync(Guid giver, Guid to, string text = "Thank you for the clear call", ThanksValue value = ThanksValue.Clarity) =>
        Book.GiveAsync(giver, new GiveThanks(value, text) { Id = Do.NewId() }, [to], null);

    public async Task<IReadOnlyList<WallEntry>> SeenAsync(Guid viewer) => (await Reader.PageAsync(viewer, Wall, null, 100)).Entries;

    /// <summary>Sets the clock ahead to an instant.</summary>
    public void Until(DateTimeOffset at) => Clock.Advance(at - Clock.GetUtcNow());

    public ValueTask DisposeAsync() => Team.DisposeAsync();
}

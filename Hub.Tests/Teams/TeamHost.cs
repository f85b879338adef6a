using Hub.Core;
using Hub.Core.Data;
using Hub.Core.People;
using Hub.Core.Rooms;
using Hub.Core.Teams;
using Hub.Tests.Data;
using Hub.Tests.Journal;
using Hub.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Teams;

/// <summary>A team of three, led by Rosa, with one role; Jonas is no member of it. Rooms on the same database.</summary>
internal sealed class TeamHost : IAsyncDisposable
{
    private TeamHost(JournalHost host)
    {
        Host = host;
        Databases = new Factory(host.Database);
        Book = new TeamBook(Databases, host.Clock);
        Roster = new DutyRoster(Databases, host.Clock);
        Directory = new TeamDirectory(Databases, host.Clock);
        Changes = new DutyChanges(Databases, Roster, host.Rooms, host.Clock);
    }

    public JournalHost Host { get; }
    public IDbContextFactory<HubDb> Databases { get; }
    public ManualClock Clock => Host.Clock;
    public TeamBook Book { get; }
    public DutyRoster Roster { get; }
    public TeamDirectory Directory { get; }
    public DutyChanges Changes { get; }
    public Guid Rosa { get; private set; }
    public Guid Chen { get; private set; }
    public Guid Amara { get; private set; }
    public Guid Jonas { get; private set; }
    public Guid Team { get; private set; }
    public Guid Role { get; private set; }

    public static async Task<TeamHost> StartAsync(Engine engine, TestServers servers)
    {
        var t = new TeamHost(await JournalHost.StartAsync(engine, servers));
        (t.Rosa, t.Chen, t.Amara, t.Jonas) = (await t.PersonAsync("rosa"), await t.PersonAsync("chen"), await t.PersonAsync("amara"), await t.PersonAsync("jonas"));
        t.Team = await t.Book.CreateAsync(t.As(t.Rosa), "Ward 4", [t.Chen, t.Amara], null);
        t.Role = await t.Book.AddRoleAsync(t.As(t.Rosa), t.Team, "Ward on call", t.Rosa);
        return t;
    }

    public TeamCaller As(Guid person) => new(person, IsAdmin: false);

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    internal async Task<Guid> PersonAsync(string user)
    {
        await using var db = Host.Database.NewContext();
        var person = new Person { Id = Do.NewId(), UserName = user, NormalizedUserName = user.ToUpperInvariant(), DisplayName = user, Discipline = "nurse", SecurityStamp = user };
        db.Users.Add(person);
        await db.SaveChangesAsync();
        return person.Id;
    }

    internal sealed class Factory(Database database) : IDbContextFactory<HubDb>
    {
        public HubDb CreateDbContext() => database.NewContext();
    }
}

using Hub.Core.Data;
using Hub.Core.Notifications;
using Hub.Core.Rooms;
using Hub.Tests.Journal;
using Hub.Tests.Support;
using Hub.Tests.Teams;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Notifications;

/// <summary>A team with rooms, and what its people are told.</summary>
internal sealed class NotificationHost : IAsyncDisposable
{
    private NotificationHost(TeamHost team)
    {
        Team = team;
        var factory = new TeamHost.Factory(team.Host.Database);
        Standings = new Standings(factory);
        Book = new NotificationBook(team.Host.Database, Standings, team.Clock, [Listeners]);
        Inbox = new Inbox(factory, team.Clock, Listeners);
        Preferences = new PreferencesBook(factory, team.Host.Database, new Core.People.PeopleDirectory(factory), team.Host.Reader, team.Clock);
    }

    public TeamHost Team { get; }
    public NoticeListeners Listeners { get; } = new();
    public Standings Standings { get; }
    public NotificationBook Book { get; }
    public Inbox Inbox { get; }
    public PreferencesBook Preferences { get; }

    public static async Task<NotificationHost> StartAsync(Engine engine, TestServers servers) => new(await TeamHost.StartAsync(engine, servers));

    public async Task<List<NotificationRow>> RowsAsync()
    {
        await using var db = Team.Host.Database.NewContext();
        return await db.Notifications.AsNoTracking().OrderBy(n => n.Channel).ToListAsync();
    }

    public Task<long> SayAsync(Guid who, Guid room, RoomCommand command) => Team.Host.Say(who, room, command);

    public ValueTask DisposeAsync() => Team.DisposeAsync();
}

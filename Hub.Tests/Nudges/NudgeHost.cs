using System.Text.Json;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Notifications;
using Hub.Core.Nudges;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Messages;
using Hub.Tests.Journal;
using Hub.Tests.Support;
using Hub.Tests.Teams;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Nudges;

/// <summary>A team and a channel in which Amara asks Dr. Chen, on a clock that only moves when told to. It stands at Monday, 2 March 2026, 08:00 UTC; everybody works round the clock unless said.</summary>
internal sealed class NudgeHost : IAsyncDisposable
{
    private NudgeHost(TeamHost team)
    {
        Team = team;
        Factory = new TeamHost.Factory(team.Host.Database);
        Policies = new NudgePolicies(Factory, team.Clock);
        Round = On(team.Host.Journal, team.Host.Rooms);
    }

    public TeamHost Team { get; }
    public ManualClock Clock => Team.Clock;
    public TeamHost.Factory Factory { get; }
    public NudgePolicies Policies { get; }
    public NudgeRound Round { get; }
    public Guid Channel { get; private set; }

    public static async Task<NudgeHost> StartAsync(Engine engine, TestServers servers)
    {
        var host = new NudgeHost(await TeamHost.StartAsync(engine, servers));
        foreach (var person in (Guid[])[host.Team.Rosa, host.Team.Chen, host.Team.Amara, host.Team.Jonas]) await host.PreferAsync(person, AlwaysThere);
        host.Channel = await host.Team.Host.Channel(host.Team.Amara, host.Team.Chen);
        return host;
    }

    public static NotificationPreferences AlwaysThere { get; } = new() { Zone = "UTC", Work = [.. Enumerable.Repeat(new DaySpan(0, 24 * 60), 7)], Quiet = [.. Enumerable.Repeat(new DaySpan(0, 0), 7)] };

    /// <summary>A round as another node would do it.</summary>
    public NudgeRound On(RoomJournal journal, RoomService rooms)
    {
        var standings = new Standings(Factory);
        return new NudgeRound(journal, rooms, new NudgePeople(Factory, standings), new NotificationBook(Team.Host.Database, standings, Clock, []), [], Clock);
    }

    public async Task PreferAsync(Guid person, NotificationPreferences preferences)
    {
        await using var db = Factory.CreateDbContext();
        await db.Set<PreferencesRow>().Where(p => p.Person == person).ExecuteDeleteAsync();
        db.Add(new PreferencesRow { Person = person, Settings = JsonSerializer.Serialize(preferences, Vocabulary.Json) });
        await db.SaveChangesAsync();
    }

    /// <summary>Amara asks Dr. Chen for an acknowledgement.</summary>
    public Task<long> AskAsync(Priority priority, int? within = null, Guid? room = null) =>
        Team.Host.Say(Team.Amara, room ?? Channel, new PostMessage("Please look", priority, new Expects(AskKind.Acknowledge, [Team.Chen], within)));

    /// <summary>Lets time go by, a step at a time, doing each time what is due.</summary>
    public async Task PassAsync(TimeSpan time, TimeSpan? step = null)
    {
        for (var left = time; left > TimeSpan.Zero; left -= step ?? TimeSpan.FromSeconds(30))
        {
            Clock.Advance(step ?? TimeSpan.FromSeconds(30));
            await Round.RunAsync();
        }
    }

    /// <summary>The events of nudging, as "who@minutes after 08:00".</summary>
    public async Task<List<string>> ToldAsync(Guid? room = null)
    {
        var start = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
        var events = (await Team.Host.Reader.EventsAsync(Team.Amara, room ?? Channel, 0, 1000)).Events;
        return [.. events.Select(e => (e.At, Words: e.Payload switch
        {
            Nudged n => $"nudged {Name(n.To)}",
            Escalated x => $"{x.Step.ToString().ToLowerInvariant()} {Name(x.To)}",
            NobodyReached => "nobody",
            Core.Rooms.Members.MemberAdded { Until: not null } a => $"added {Name(a.UserId)}",
            Core.Rooms.Members.MemberRemoved r => $"removed {Name(r.UserId)}",
            _ => null,
        })).Where(e => e.Words is not null).Select(e => $"{e.Words}@{(Core.Instant.FromMicros(e.At) - start).TotalMinutes:0}")];
    }

    public async Task<List<NotificationRow>> RowsAsync()
    {
        await using var db = Factory.CreateDbContext();
        return await db.Set<NotificationRow>().AsNoTracking().OrderBy(r => r.Id).ToListAsync();
    }

    public ValueTask DisposeAsync() => Team.DisposeAsync();

    private string Name(Guid person) => person == Team.Chen ? "chen" : person == Team.Rosa ? "rosa" : person == Team.Amara ? "amara" : "jonas";
}

using Hub.Core.Data;
using Hub.Core.Feedback;
using Hub.Core.Notifications;
using Hub.Core.Notifications.Contacts;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Duty;
using Hub.Tests.Journal;
using Hub.Tests.Recognition;
using Hub.Tests.Support;

namespace Hub.Tests.Notifications;

/// <summary>What a team's address is called for: what concerns the team, and nothing else that one of its members is told.</summary>
public sealed class TeamConcernsTests(TestServers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Told_IsTheTeamsBusiness_OnlyWhereItIsItsOwn(Engine engine)
    {
        await using var w = await WallHost.StartAsync(engine, servers);
        var (t, host) = (w.Team, w.Team.Host);
        var other = await t.Book.CreateAsync(t.As(t.Rosa), "Theatre", [t.Chen, t.Jonas], null, Cancel);
        host.Duty[t.Role] = new DutyNow(t.Role, "Ward on call", null, 0);
        var ward = await host.Channel(t.Rosa, t.Chen, t.Amara);
        var withJonas = await host.Channel(t.Rosa, t.Chen, t.Jonas);
        var onCall = await host.Channel(t.Rosa, t.Jonas, t.Amara);
        await host.Say(t.Rosa, onCall, new AddRole(t.Role));
        var direct = await host.Rooms.CreateAsync(t.Rosa, new CreateRoom(RoomKind.Direct, null, [t.Chen]).Fresh(), Cancel);
        var plan = new SeriesPlan("America/New_York", "2026-03-03T09:00", 45, "FREQ=WEEKLY;BYDAY=TU", Team: t.Team);
        var series = await host.Rooms.CreateAsync(t.Rosa, new CreateRoom(RoomKind.FeedbackSeries, "Feedback", [t.Jonas], plan).Fresh(), Cancel);
        await using (var db = host.Database.NewContext())
        {
            db.Digests.Add(new() { Id = ward, TeamId = t.Team, Week = "2026-W10", Sealed = [1] });
            db.Digests.Add(new() { Id = direct, TeamId = other, Week = "2026-W10", Sealed = [1] });
            await db.SaveChangesAsync(Cancel);
        }
        var told = new Dictionary<string, NotificationRow>
        {
            ["its members' room"] = Row(NoticeKind.Nudge, ward),
            ["its role's room"] = Row(NoticeKind.Escalated, onCall),
            ["its wall"] = Row(NoticeKind.Thanks, w.Wall),
            ["its series"] = Row(NoticeKind.SessionReminder, series),
            ["its digest"] = Row(NoticeKind.Digest, null, ward),
            ["a room with others"] = Row(NoticeKind.Nudge, withJonas),
            ["a direct room"] = Row(NoticeKind.Nudge, direct),
            ["another team's digest"] = Row(NoticeKind.Digest, null, direct),
            ["nowhere"] = Row(NoticeKind.NobodyReached, null),
        };

        var concerns = new TeamConcerns(t.Databases, host.Reader);
        var found = await concerns.OfAsync([.. told.Values], [t.Team, other], Cancel);

        Assert.Equal(["its members' room", "its role's room", "its wall", "its series", "its digest"], told.Where(n => found[t.Team].Contains(n.Value.Id)).Select(n => n.Key));
        Assert.Equal(["a room with others", "another team's digest"], told.Where(n => found[other].Contains(n.Value.Id)).Select(n => n.Key));

        // Chen's own address hears all, the team's what concerns it; of nothing else it is called at all.
        var hooks = new Webhooks(t.Databases, concerns, host.Key, host.Clock);
        await hooks.SetOwnAsync(t.Chen, "https://chen.example/told", Cancel);
        await hooks.SetOfTeamAsync(t.As(t.Rosa), t.Team, "https://ward.example/told", Cancel);
        var both = await hooks.ForAsync(t.Chen, [told["its wall"], told["a direct room"]], Cancel);
        Assert.Equal([("chen.example", 2), ("ward.example", 1)], both.Select(b => (b.Address.Host, b.Told.Count)).Order());
        Assert.Equal("chen.example", Assert.Single(await hooks.ForAsync(t.Chen, [told["a direct room"]], Cancel)).Address.Host);
    }

    private static NotificationRow Row(NoticeKind kind, Guid? room, Guid? subject = null) => new() { Id = Do.NewId(), Kind = kind, Room = room, Subject = subject };
}

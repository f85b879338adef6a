using Hub.Core.Data;
using Hub.Core.Notifications;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Reviews;
using Hub.Jobs.Jobs;
using Hub.Tests.Journal;
using Hub.Tests.Support;
using Hub.Tests.Teams;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Rooms.Reviews;

/// <summary>A day and two hours before, presenters of unready cases and the chair are told, once each however often one looks.</summary>
public sealed class UnreadyCaseTests(TestServers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task UnreadyCase_NearTheReview_IsToldOnceADayAndOnceTwoHoursBefore(Engine engine)
    {
        await using var t = await TeamHost.StartAsync(engine, servers);
        var find = new UnreadyCases(t.Host.Journal, t.Clock);
        var job = new TellUnreadyCases(find, new NotificationBook(t.Host.Database, new Standings(t.Databases), t.Clock, []), t.Clock);
        var room = await t.Host.Rooms.CreateAsync(t.Rosa, new CreateRoom(RoomKind.CaseReview, "Valve board", [t.Chen, t.Amara]).Fresh(), Cancel);
        var (unready, ready) = (Do.NewId(), Do.NewId());
        await t.Host.Say(t.Rosa, room, new AddCase(unready, "Operate?", t.Amara));
        await t.Host.Say(t.Rosa, room, new AddCase(ready, "Wait?", t.Chen));
        foreach (var item in Enum.GetValues<ReadinessItem>()) await t.Host.Say(t.Chen, room, new SetReadiness(ready, item, Readiness.Present));

        await t.Host.Say(t.Rosa, room, new PlanReview(t.Clock.GetUtcNow().AddHours(48), 60));
        Assert.Empty(await ToldAsync());
        t.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal([t.Amara, t.Rosa], await ToldAsync());
        t.Clock.Advance(TimeSpan.FromHours(20));
        Assert.Equal(2, (await ToldAsync()).Count);
        t.Clock.Advance(TimeSpan.FromHours(1.5));
        Assert.Equal(4, (await ToldAsync()).Count);
        // Another time is another telling; a case that is ready by then is none.
        await t.Host.Say(t.Rosa, room, new PlanReview(t.Clock.GetUtcNow().AddHours(20), 60));
        Assert.Equal(6, (await ToldAsync()).Count);
        foreach (var item in Enum.GetValues<ReadinessItem>()) await t.Host.Say(t.Amara, room, new SetReadiness(unready, item, Readiness.NotNeeded));
        t.Clock.Advance(TimeSpan.FromHours(19));
        Assert.Equal(6, (await ToldAsync()).Count);
        await using var all = t.Host.Database.NewContext();
        Assert.All(await all.Set<NotificationRow>().Where(n => n.Kind == NoticeKind.CaseNotReady).ToListAsync(Cancel), n => Assert.True(n.DoneAt is not null && n.State != NotificationState.Waiting));

        // Whom the page of notices shows it; the job runs twice, as on two nodes.
        async Task<List<Guid>> ToldAsync()
        {
            await Task.WhenAll(job.RunAsync(Cancel), job.RunAsync(Cancel));
            await using var db = t.Host.Database.NewContext();
            var rows = await db.Set<NotificationRow>().Where(n => n.Kind == NoticeKind.CaseNotReady && n.Channel == NoticeChannel.InApp).ToListAsync(Cancel);
            Assert.All(rows, row => Assert.Equal((room, unready), (row.Room, row.Subject)));
            return [.. rows.Select(r => r.Person).OrderBy(p => p == t.Rosa)];
        }
    }
}

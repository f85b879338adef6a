using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Core.Data;
using Hub.Core.Notifications;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Members;
using Hub.Core.Rooms.Messages;
using Hub.Core.Rooms.Retention;
using Hub.Tests.Journal;
using Hub.Tests.Support;
using Hub.Tests.Teams;

namespace Hub.Tests.Notifications;

/// <summary>What is told is written once, ends with what it is about, and stands in its receiver's inbox and nobody else's.</summary>
public sealed class InboxTests(TestServers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Engine> Engines => [Engine.Sqlite, Engine.Postgres];

    [Theory, MemberData(nameof(Engines))]
    public async Task Told_AgainAndByManyAtOnce_IsWrittenOnce(Engine engine)
    {
        await using var n = await NotificationHost.StartAsync(engine, servers);
        var notice = new Notice("digest/2026-W10", NoticeKind.Digest, n.Team.Chen, Priority.Routine, n.Team.Clock.GetUtcNow());
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => n.Book.TellAsync([notice], Cancel)));
        await n.Book.TellAsync([notice, notice with { To = Do.NewId() }], Cancel);

        var rows = await n.RowsAsync();
        Assert.Equal([NoticeChannel.InApp, NoticeChannel.Push, NoticeChannel.Email, NoticeChannel.Webhook], rows.Select(r => r.Channel));
        Assert.Equal(notice.Key, Assert.Single(rows, r => r.Channel == NoticeChannel.InApp).Key);
        Assert.Empty(await n.Inbox.OfAsync(n.Team.Amara, Cancel));
        var item = Assert.Single(await n.Inbox.OfAsync(n.Team.Chen, Cancel));
        await Do.Refused(404, () => n.Inbox.OpenAsync(n.Team.Amara, item.Id, Cancel));
        await n.Inbox.SeenAsync(n.Team.Amara, [item.Id], Cancel);
        Assert.False(Assert.Single(await n.Inbox.OfAsync(n.Team.Chen, Cancel)).Seen);
        await n.Inbox.SeenAsync(n.Team.Chen, [item.Id], Cancel);
        Assert.True(Assert.Single(await n.Inbox.OfAsync(n.Team.Chen, Cancel)).Seen);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task AskAcknowledged_WhatWasToldOfItIsDone_AndWhatWasNotSentIsDropped(Engine engine)
    {
        await using var n = await NotificationHost.StartAsync(engine, servers);
        var t = n.Team;
        var room = await t.Host.Channel(t.Rosa, t.Chen, t.Amara);
        var seq = await n.SayAsync(t.Rosa, room, new PostMessage("Potassium 6.1", Priority.Urgent, new(AskKind.Acknowledge, [t.Chen, t.Amara])));
        Notice Nudge(Guid of, Guid to, string step) => new($"nudge/{seq}/{of:N}/{step}", NoticeKind.Nudge, to, Priority.Routine, t.Clock.GetUtcNow(), room, seq, of);
        await n.Book.TellAsync([Nudge(t.Chen, t.Chen, "1"), Nudge(t.Amara, t.Amara, "1"), Nudge(t.Chen, t.Rosa, "2")], Cancel);

        await n.SayAsync(t.Chen, room, new Acknowledge(seq));
        var rows = await n.RowsAsync();
        // Of Chen nothing is left, whoever was told; of Amara everything is.
        Assert.All(rows.Where(r => r.Subject == t.Chen), r => Assert.NotNull(r.DoneAt));
        Assert.All(rows.Where(r => r.Subject == t.Chen && r.Channel != NoticeChannel.InApp), r => Assert.Equal(NotificationState.Dropped, r.State));
        Assert.All(rows.Where(r => r.Subject == t.Amara), r => Assert.Null(r.DoneAt));
        Assert.Equal(new[] { t.Amara, t.Chen, t.Rosa }.Order(), (await n.Inbox.ToldOfAsync(room, [seq], Cancel)).Order());

        // An ask more about the same message is another one's part.
        await n.SayAsync(t.Amara, room, new NeedClarification(seq));
        await n.SayAsync(t.Rosa, room, new PostMessage("Repeated: 6.1", ReplyTo: seq));
        Assert.All((await n.RowsAsync()).Where(r => r.Subject == t.Amara), r => Assert.Null(r.DoneAt));

        await n.SayAsync(t.Rosa, room, new DeleteMessage(seq));
        Assert.All(await n.RowsAsync(), r => Assert.NotNull(r.DoneAt));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task RemovedOrPurged_NothingOfTheRoomIsToldAnyMore_AndOldNoticesAreForgotten(Engine engine)
    {
        await using var n = await NotificationHost.StartAsync(engine, servers);
        var t = n.Team;
        var room = await t.Host.Channel(t.Rosa, t.Chen, t.Amara);
        var seq = await n.SayAsync(t.Rosa, room, new PostMessage("Potassium 6.1"));
        foreach (var to in (Guid[])[t.Chen, t.Amara])
            await n.Book.TellAsync([new($"case/{to:N}", NoticeKind.CaseNotReady, to, Priority.Routine, t.Clock.GetUtcNow(), room, seq)], Cancel);
        await n.Book.TellAsync([new("digest", NoticeKind.Digest, t.Chen, Priority.Routine, t.Clock.GetUtcNow())], Cancel);

        await n.SayAsync(t.Rosa, room, new RemoveMember(t.Chen));
        var rows = await n.RowsAsync();
        Assert.All(rows.Where(r => r.Room == room && r.Channel != NoticeChannel.InApp), r => Assert.Equal(r.Person == t.Chen ? NotificationState.Dropped : NotificationState.Waiting, r.State));
        await t.Host.Rooms.ExecuteAsSystemAsync(room, new Purge(seq).Fresh(), Cancel);
        Assert.All(await n.RowsAsync(), r => Assert.Equal("digest", r.Key));

        Assert.Equal(0, await n.Book.ForgetAsync(Cancel));
        t.Clock.Advance(NotificationBook.Kept + TimeSpan.FromDays(1));
        // What still waits to be sent stays.
        Assert.Equal(1, await n.Book.ForgetAsync(Cancel));
        Assert.DoesNotContain(await n.RowsAsync(), r => r.Channel == NoticeChannel.InApp);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Preferences_StandInAndRoomLevel_AreTakenIntoAccount_AndNonsenseIsRefused(Engine engine)
    {
        await using var n = await NotificationHost.StartAsync(engine, servers);
        var (t, now) = (n.Team, n.Team.Clock.GetUtcNow());
        var room = await t.Host.Channel(t.Rosa, t.Chen);
        await Do.Refused(400, () => n.Preferences.SetAsync(t.Chen, new() { Zone = "Middle/Earth" }, Cancel));
        await Do.Refused(400, () => n.Preferences.SetAsync(t.Chen, new() { StandIn = t.Chen }, Cancel));
        await Do.Refused(400, () => n.Preferences.SetAsync(t.Chen, new() { StandIn = Do.NewId() }, Cancel));
        await Do.Refused(400, () => n.Preferences.SetAsync(t.Chen, new() { Off = [new(NoticeKind.Nudge, NoticeChannel.InApp)] }, Cancel));
        await Do.Refused(400, () => n.Preferences.SetAsync(t.Chen, new() { Off = [null!] }, Cancel));
        await Do.Refused(400, () => n.Preferences.SetAsync(t.Chen, new() { Quiet = [] }, Cancel));
        await Do.Refused(404, () => n.Preferences.SetLevelAsync(t.Amara, room, RoomLevel.Urgent, Cancel));

        await n.Preferences.SetLevelAsync(t.Chen, room, RoomLevel.Urgent, Cancel);
        await n.Book.TellAsync([new("quiet", NoticeKind.Nudge, t.Chen, Priority.Important, now, room, 1)], Cancel);
        Assert.Equal(NoticeChannel.InApp, Assert.Single(await n.RowsAsync()).Channel);
        // A job that looks again tells nothing anew, however it stands with them by now.
        await n.Preferences.SetLevelAsync(t.Chen, room, RoomLevel.All, Cancel);
        t.Clock.Advance(TimeSpan.FromMinutes(5));
        await n.Book.TellAsync([new("quiet", NoticeKind.Nudge, t.Chen, Priority.Important, now, room, 1)], Cancel);
        Assert.Single(await n.RowsAsync());

        await n.Preferences.SetAsync(t.Chen, new() { AwayUntil = now.AddDays(1), StandIn = t.Amara }, Cancel);
        var shared = await t.Host.Channel(t.Rosa, t.Chen, t.Amara);
        await n.Book.TellAsync([new("away", NoticeKind.Nudge, t.Chen, Priority.Urgent, now, shared, 1), new("unseen", NoticeKind.Nudge, t.Chen, Priority.Urgent, now, room, 1)], Cancel);
        Assert.All((await n.RowsAsync()).Where(r => r.Key == "away"), r => Assert.Equal((t.Amara, (Guid?)t.Chen), (r.Person, r.ForPerson)));
        // A stand-in who is not in the room could do nothing about it.
        Assert.All((await n.RowsAsync()).Where(r => r.Key == "unseen"), r => Assert.Equal((t.Chen, (Guid?)null), (r.Person, r.ForPerson)));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task AskAcknowledged_TheInboxesOfAllWhoWereToldFollow_WithinTwoSeconds(Engine engine)
    {
        await using var host = await HubHost.StartAsync(engine, engine == Engine.Postgres ? 2 : 1, people: 3);
        var (amara, chen) = (await host.MemberAsync("person-0001"), await host.MemberAsync("person-0002"));
        var lead = await host.MemberAsync("person-0003", host.Nodes.Count - 1);
        var room = await amara.CreateRoomAsync("Ward", chen.Id, lead.Id);
        var sent = await amara.SendAsync(room, new { type = "postMessage", text = "Potassium 6.1", expects = new { kind = "acknowledge", from = new[] { chen.Id } } });
        await using (var database = host.OpenDatabase())
        {
            var book = new NotificationBook(database, new Standings(new TeamHost.Factory(database)), TimeProvider.System, []);
            await book.TellAsync([new("k", NoticeKind.Escalated, lead.Id, Priority.Urgent, TimeProvider.System.GetUtcNow(), room, sent.Seq, chen.Id)], Cancel);
        }
        Assert.False((await ListAsync(lead))[0].GetProperty("done").GetBoolean());
        // Written past the servers and their bus, so only the poll can find it.
        await InboxAsync(lead, 1);

        await chen.SendAsync(room, new { type = "acknowledge", seq = sent.Seq });
        await InboxAsync(lead, 2);
        Assert.DoesNotContain(amara.Frames, f => f.Target == "Inbox");
        Assert.True((await ListAsync(lead))[0].GetProperty("done").GetBoolean());
        Assert.Equal(["id", "kind", "at"], (await ListAsync(lead))[0].EnumerateObject().Take(3).Select(p => p.Name));
        using var wrong = await chen.Http.PutAsJsonAsync("/api/me/notifications", new { zone = "Nowhere" }, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    private static async Task InboxAsync(Member member, int times)
    {
        for (var i = 0; i < 80 && member.Frames.Count(f => f.Target == "Inbox") < times; i++) await Task.Delay(25, Cancel);
        Assert.Equal(times, member.Frames.Count(f => f.Target == "Inbox"));
    }

    private static async Task<JsonElement> ListAsync(Member member) => await member.Http.GetFromJsonAsync<JsonElement>("/api/inbox", Cancel);
}

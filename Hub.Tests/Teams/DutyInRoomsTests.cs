using Hub.Core.Data;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Duty;
using Hub.Core.Rooms.Members;
using Hub.Core.Rooms.Messages;
using Hub.Tests.Journal;
using Hub.Tests.Support;

namespace Hub.Tests.Teams;

/// <summary>What the roster says becomes an event in each room that the role is a member of, once.</summary>
public sealed class DutyInRoomsTests(TestServers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task ShiftsComeAndGo_TheRoomFollows_OnceHoweverOftenTheJobRuns(Engine engine)
    {
        await using var t = await TeamHost.StartAsync(engine, servers);
        var now = t.Clock.GetUtcNow();
        await t.Roster.AddAsync(t.As(t.Rosa), t.Role, t.Chen, now, now.AddHours(8), Cancel);
        await t.Roster.AddAsync(t.As(t.Rosa), t.Role, t.Amara, now.AddHours(8), now.AddHours(16), Cancel);
        var room = await RoomAsync(t);
        Assert.True((await t.Host.Reader.OpenAsync(t.Chen, room, Cancel)).Members[t.Chen].ByDuty);
        Assert.Equal(0, await t.Changes.ApplyAsync(Cancel));

        t.Clock.Advance(TimeSpan.FromHours(9));
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => t.Changes.ApplyAsync(Cancel)));
        await Do.Refused(404, () => t.Host.Reader.OpenAsync(t.Chen, room, Cancel));
        Assert.Equal(t.Amara, (await t.Host.Reader.OpenAsync(t.Amara, room, Cancel)).Roles[t.Role].Holder);

        t.Clock.Advance(TimeSpan.FromHours(9));
        await t.Changes.ApplyAsync(Cancel);
        await t.Changes.ApplyAsync(Cancel);
        await Do.Refused(404, () => t.Host.Reader.OpenAsync(t.Amara, room, Cancel));
        var events = (await t.Host.Reader.EventsAsync(t.Rosa, room, 0, 100, Cancel)).Events;
        Assert.Equal(["roomCreated", "roleAdded", "dutyChanged", "dutyChanged"], events.Select(e => e.Type));
        Assert.All(events.Skip(2), e => Assert.Equal(SystemActor.Id, e.Actor));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task HandOver_WhoIsHereInPersonStays_AndAnEarlierReadingUndoesNothing(Engine engine)
    {
        await using var t = await TeamHost.StartAsync(engine, servers);
        var now = t.Clock.GetUtcNow();
        await t.Roster.AddAsync(t.As(t.Rosa), t.Role, t.Chen, now, now.AddHours(8), Cancel);
        var room = await RoomAsync(t);
        await t.Host.Say(t.Rosa, room, new AddMember(t.Chen));
        await Do.Refused(409, () => t.Host.Say(t.Rosa, room, new RemoveMember(t.Chen)));
        var before = (await t.Roster.NowAsync([t.Role], Cancel))[t.Role];
        t.Clock.Advance(TimeSpan.FromMinutes(10));

        await t.Roster.HandOverAsync(t.As(t.Chen), t.Role, t.Amara, null, Cancel);
        Assert.Equal(1, await t.Changes.ApplyAsync(t.Role, Cancel));
        await t.Host.Rooms.ExecuteAsSystemAsync(room, new ChangeDuty(t.Role, before.Holder, Core.Instant.FromMicros(before.AsOf)).Fresh(), Cancel);

        var fold = await t.Host.Reader.OpenAsync(t.Rosa, room, Cancel);
        Assert.Equal(t.Amara, fold.Roles[t.Role].Holder);
        Assert.Equal((false, true), (fold.Members[t.Chen].ByDuty, fold.Members[t.Amara].ByDuty));
        await t.Host.Say(t.Amara, room, new PostMessage("I have it"));
        await t.Host.Say(t.Rosa, room, new RemoveRole(t.Role));
        await Do.Refused(404, () => t.Host.Say(t.Amara, room, new PostMessage("Still here?")));
        Assert.Empty(await Tampers.FindAsync(new Core.Journal.Verifier(t.Host.Database, t.Host.Key)));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task AskOfARole_MovesWithIt_InTheListsOfThoseConcerned(Engine engine)
    {
        await using var t = await TeamHost.StartAsync(engine, servers);
        var asks = new AskReader(t.Host.Journal);
        var now = t.Clock.GetUtcNow();
        await t.Roster.AddAsync(t.As(t.Rosa), t.Role, t.Chen, now, now.AddHours(8), Cancel);
        await t.Roster.AddAsync(t.As(t.Rosa), t.Role, t.Amara, now.AddHours(9), now.AddHours(16), Cancel);
        var room = await RoomAsync(t);
        var seq = await t.Host.Say(t.Rosa, room, new PostMessage("Potassium 6.1", Expects: new(AskKind.Acknowledge) { Roles = [t.Role] }));
        Assert.Equal(seq, Assert.Single(await asks.OfAsync(t.Chen, AskSide.WaitingForMe, Cancel)).Ask.Seq);

        t.Clock.Advance(TimeSpan.FromHours(8.5));
        await t.Changes.ApplyAsync(Cancel);
        Assert.Empty(await asks.OfAsync(t.Chen, AskSide.WaitingForMe, Cancel));
        Assert.Equal([t.Role], Assert.Single(await asks.OfAsync(t.Rosa, AskSide.IWaitFor, Cancel)).Ask.Waited);

        t.Clock.Advance(TimeSpan.FromHours(1));
        await t.Changes.ApplyAsync(Cancel);
        Assert.Equal(seq, Assert.Single(await asks.OfAsync(t.Amara, AskSide.WaitingForMe, Cancel)).Ask.Seq);
        await t.Host.Say(t.Amara, room, new Acknowledge(seq));
        Assert.Empty(await asks.OfAsync(t.Rosa, AskSide.IWaitFor, Cancel));
        Assert.Empty(await Tampers.FindAsync(new Core.Journal.Verifier(t.Host.Database, t.Host.Key)));
    }

    [Fact]
    public async Task ChangeDuty_AskedForByAPerson_IsNoCommand()
    {
        await using var t = await TeamHost.StartAsync(Engine.Sqlite, servers);
        var room = await RoomAsync(t);
        await Do.Refused(400, () => t.Host.Say(t.Rosa, room, new ChangeDuty(t.Role, t.Rosa, t.Clock.GetUtcNow())));
        using var json = System.Text.Json.JsonDocument.Parse($$"""{"id":"{{Do.NewId()}}","type":"changeDuty","roleId":"{{t.Role}}","asOf":"2030-01-01T00:00:00Z"}""");
        Assert.Equal(400, Assert.Throws<Refusal>(() => Vocabulary.ReadCommand(json.RootElement)).Status);
    }

    private static async Task<Guid> RoomAsync(TeamHost t)
    {
        foreach (var (role, duty) in await t.Roster.NowAsync([t.Role], Cancel)) t.Host.Duty[role] = duty;
        var room = await t.Host.Channel(t.Rosa);
        await t.Host.Say(t.Rosa, room, new AddRole(t.Role));
        return room;
    }
}

using Hub.Core.Data;
using Hub.Core.Notifications;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Messages;
using Hub.Core.Rooms.Walls;
using Hub.Tests.Journal;
using Hub.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Recognition;

/// <summary>Thanks on a team's wall: who may give them, to whom, who sees them, and who keeps out.</summary>
public sealed class WallTests(TestServers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Thanks_ToPeopleOrTheTeam_StandOnTheWall_AndGivenTwiceStandOnce(Engine engine)
    {
        await using var w = await WallHost.StartAsync(engine, servers);
        var t = w.Team;
        var thanks = new GiveThanks(ThanksValue.CatchingAnError, "  You saw that the dose was doubled ") { Id = Do.NewId() };

        var first = await w.Book.GiveAsync(t.Amara, thanks, [t.Chen, t.Rosa], null, Cancel);
        var again = await w.Book.GiveAsync(t.Amara, thanks, [t.Chen, t.Rosa], null, Cancel);
        await w.Book.GiveAsync(t.Rosa, new GiveThanks(ThanksValue.Respect, "All of you") { Id = Do.NewId() }, [t.Team], null, Cancel);

        Assert.Equal(first, again);
        var seen = await w.SeenAsync(t.Chen);
        Assert.Equal([("All of you", true), ("You saw that the dose was doubled", false)], seen.Select(e => (e.Text, e.Team)));
        Assert.Equal((t.Amara, ThanksValue.CatchingAnError, first.Id), (seen[1].From, seen[1].Value, seen[1].Id));
        Assert.Equal([t.Chen, t.Rosa], seen[1].To);
        Assert.Equal(RoomKind.Wall, (await t.Host.Reader.OpenAsync(t.Chen, w.Wall, Cancel)).Kind);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Thanks_ThatMayNotBe_AreRefused(Engine engine)
    {
        await using var w = await WallHost.StartAsync(engine, servers);
        var t = w.Team;
        await Do.Refused(400, () => w.ThankAsync(t.Amara, t.Amara));
        await Do.Refused(400, () => w.ThankAsync(t.Amara, t.Jonas));
        await Do.Refused(400, () => w.ThankAsync(t.Jonas, t.Amara));
        await Do.Refused(404, () => w.ThankAsync(t.Jonas, t.Team));
        await Do.Refused(400, () => w.ThankAsync(t.Amara, t.Chen, "  "));
        await Do.Refused(413, () => w.ThankAsync(t.Amara, t.Chen, new string('x', 501)));
        using var charm = System.Text.Json.JsonDocument.Parse($$"""{"id":"{{Do.NewId()}}","type":"giveThanks","value":"charm","text":"For your charm","to":["{{t.Chen}}"]}""");
        Assert.Equal(400, Assert.Throws<Refusal>(() => Vocabulary.ReadCommand(charm.RootElement)).Status);
        await Do.Refused(400, () => w.Book.GiveAsync(t.Amara, new GiveThanks(ThanksValue.Clarity, "Whom?") { Id = Do.NewId() }, [], null, Cancel));
        // Past the book, at the room's own door.
        await Do.Refused(400, () => t.Host.Say(t.Amara, w.Wall, new GiveThanks(ThanksValue.Clarity, "Me", [t.Amara])));
        await Do.Refused(400, () => t.Host.Say(t.Amara, w.Wall, new GiveThanks(ThanksValue.Clarity, "A stranger", [t.Jonas])));
        await Do.Refused(400, () => t.Host.Say(t.Amara, w.Wall, new GiveThanks(ThanksValue.Clarity, "Both", [t.Chen], Team: true)));
        await Do.Refused(409, () => t.Host.Say(t.Rosa, w.Wall, new PostMessage("Talk")));
        var channel = await t.Host.Channel(t.Rosa, t.Chen);
        await Do.Refused(409, () => t.Host.Say(t.Rosa, channel, new GiveThanks(ThanksValue.Clarity, "Elsewhere", [t.Chen])));
        await Do.Refused(400, () => t.Host.Rooms.CreateAsync(t.Rosa, new CreateRoom(RoomKind.Wall, "Mine", []).Fresh(), Cancel));
        await Do.Refused(403, () => w.Book.AwardAsync(t.Amara, t.Team, new GiveAward("Nurse of the month", "Calm", [t.Chen]) { Id = Do.NewId() }, Cancel));
        Assert.Empty(await w.SeenAsync(t.Amara));
    }

    [Fact]
    public async Task Thanks_OfAMessage_OnlyOfOneThatTheGiverSees()
    {
        await using var w = await WallHost.StartAsync(Engine.Sqlite, servers);
        var t = w.Team;
        var room = await t.Host.Channel(t.Amara, t.Rosa);
        var seq = await t.Host.Say(t.Amara, room, new PostMessage("Potassium 6.1, repeating now"));
        var gone = await t.Host.Say(t.Amara, room, new PostMessage("Gone"));
        await t.Host.Say(t.Amara, room, new DeleteMessage(gone));
        GiveThanks Of(MessagePlace place) => new(ThanksValue.Clarity, "For this", Source: place) { Id = Do.NewId() };

        await Do.Refused(404, () => w.Book.GiveAsync(t.Chen, Of(new(room, seq)), [t.Amara], null, Cancel));
        await Do.Refused(404, () => w.Book.GiveAsync(t.Rosa, Of(new(room, gone)), [t.Amara], null, Cancel));
        await Do.Refused(404, () => w.Book.GiveAsync(t.Rosa, Of(new(room, 99)), [t.Amara], null, Cancel));
        await w.Book.GiveAsync(t.Rosa, Of(new(room, seq)), [t.Amara], null, Cancel);

        Assert.Equal(new MessagePlace(room, seq), Assert.Single(await w.SeenAsync(t.Chen)).Source);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Wall_FollowsTheTeam_AndAnEarlierReadingUndoesNothing(Engine engine)
    {
        await using var w = await WallHost.StartAsync(engine, servers);
        var t = w.Team;
        await w.ThankAsync(t.Amara, t.Chen);
        await Do.Refused(404, () => w.SeenAsync(t.Jonas));
        Assert.Equal(0, await w.Walls.FollowAsync(Cancel));

        await t.Book.SetMemberAsync(t.As(t.Rosa), t.Team, t.Jonas, lead: true, Cancel);
        await t.Book.RemoveMemberAsync(t.As(t.Rosa), t.Team, t.Chen, Cancel);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => w.Walls.FollowAsync(Cancel)));

        Assert.Single(await w.SeenAsync(t.Jonas));
        await Do.Refused(404, () => w.SeenAsync(t.Chen));
        await t.Host.Rooms.ExecuteAsSystemAsync(w.Wall, new MatchTeam(1, [new(t.Chen, Role.Owner)], []).Fresh(), Cancel);
        var room = await t.Host.Reader.OpenAsync(t.Jonas, w.Wall, Cancel);
        Assert.Equal((false, true, true), (room.Has(t.Chen), room.IsOwner(t.Jonas), room.IsOwner(t.Rosa)));
        var events = (await t.Host.Reader.EventsAsync(t.Rosa, w.Wall, 0, 100, Cancel)).Events;
        Assert.Equal(["roomCreated", "teamMatched", "memberAdded", "memberAdded", "memberAdded", "messagePosted", "teamMatched", "memberAdded", "memberRemoved"], events.Select(e => e.Type));
        Assert.Empty(await Tampers.FindAsync(new Core.Journal.Verifier(t.Host.Database, t.Host.Key)));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task WhoKeepsOut_IsThankedByNobody_AndNamedNowhere_UntilTheyTakePartAgain(Engine engine)
    {
        await using var w = await WallHost.StartAsync(engine, servers);
        var t = w.Team;
        await w.ThankAsync(t.Amara, t.Chen, "To him alone");
        var both = await w.Book.GiveAsync(t.Amara, new GiveThanks(ThanksValue.Teaching, "To both") { Id = Do.NewId() }, [t.Chen, t.Rosa], null, Cancel);
        await w.ThankAsync(t.Chen, t.Amara, "From him");
        await t.Host.Say(t.Chen, w.Wall, new React(both.Seq, "🙏", true));

        await w.Book.KeepOutAsync(t.Chen, true, Cancel);
        await w.Book.KeepOutAsync(t.Chen, true, Cancel);

        Assert.True(await w.Book.KeepsOutAsync(t.Chen, Cancel));
        await Do.Refused(409, () => w.ThankAsync(t.Amara, t.Chen));
        await Do.Refused(409, () => w.ThankAsync(t.Chen, t.Amara));
        await Do.Refused(409, () => w.Book.AwardAsync(t.Rosa, t.Team, new GiveAward("Of the month", "Calm", [t.Chen]) { Id = Do.NewId() }, Cancel));
        var seen = await w.SeenAsync(t.Rosa);
        Assert.Equal([("From him", (Guid?)null), ("To both", t.Amara)], seen.Select(e => (e.Text, e.From)));
        Assert.DoesNotContain(t.Chen, seen.SelectMany(e => e.To.Concat(e.Reactions.Select(r => r.UserId))));
        // Nor at the room's own exits, raw.
        var raw = (await t.Host.Reader.EventsAsync(t.Rosa, w.Wall, 0, 100, Cancel)).Events.Where(e => e.Type is "messagePosted" or "teamMatched");
        Assert.DoesNotContain(raw, e => e.CommonData is { } data && System.Text.Encoding.UTF8.GetString(data).Contains($"{t.Chen}", StringComparison.Ordinal));
        Assert.DoesNotContain((await t.Host.Reader.MessagesAsync(t.Rosa, w.Wall, null, null, 100, Cancel)).Messages, m => m.Text == "To him alone");

        await w.Book.KeepOutAsync(t.Chen, false, Cancel);
        Assert.Equal(3, (await w.SeenAsync(t.Rosa)).Count);
        await w.ThankAsync(t.Amara, t.Chen);
    }

    [Fact]
    public async Task Withdrawn_ByItsGiverOrALead_IsGone_AndNobodyElseTakesIt()
    {
        await using var w = await WallHost.StartAsync(Engine.Sqlite, servers);
        var t = w.Team;
        var (mine, other) = (await w.ThankAsync(t.Amara, t.Chen), await w.ThankAsync(t.Amara, t.Rosa));
        await t.Host.Say(t.Chen, w.Wall, new React(mine.Seq, "❤️", true));
        Assert.Equal("❤️", Assert.Single((await w.SeenAsync(t.Rosa))[1].Reactions).Emoji);

        await Do.Refused(403, () => t.Host.Say(t.Chen, w.Wall, new DeleteMessage(mine.Seq)));
        await t.Host.Say(t.Amara, w.Wall, new DeleteMessage(mine.Seq));
        await t.Host.Say(t.Rosa, w.Wall, new DeleteMessage(other.Seq));

        Assert.Empty(await w.SeenAsync(t.Chen));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Thanked_AreToldOnce_HoweverOftenAndWhereverItIsLookedAt(Engine engine)
    {
        await using var w = await WallHost.StartAsync(engine, servers);
        var t = w.Team;
        var first = await w.ThankAsync(t.Amara, t.Chen);
        var withdrawn = await w.ThankAsync(t.Amara, t.Rosa);
        await t.Host.Say(t.Amara, w.Wall, new DeleteMessage(withdrawn.Seq));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => w.Teller().TellThankedAsync(Cancel)));
        await w.Book.KeepOutAsync(t.Amara, true, Cancel);
        var all = await w.ThankAsync(t.Chen, t.Team);
        await w.Teller().TellThankedAsync(Cancel);
        await w.Teller().TellThankedAsync(Cancel);

        Assert.Equal([(t.Chen, first.Seq, null), (t.Rosa, all.Seq, null)], await w.ToldAsync(NoticeKind.Thanks));
        // Taken back before the morning on which it would be sent.
        await t.Host.Say(t.Amara, w.Wall, new DeleteMessage(first.Seq));
        await using var db = t.Host.Database.NewContext();
        Assert.All(await db.Set<NotificationRow>().Where(n => n.Seq == first.Seq).ToListAsync(Cancel), n => Assert.True(n.DoneAt is not null && n.State != NotificationState.Waiting));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Unthanked_AfterSixtyDays_IsToldToLeadsAlone(Engine engine)
    {
        await using var w = await WallHost.StartAsync(engine, servers);
        var t = w.Team;
        Assert.Empty(await w.Unthanked.OfAsync(t.Rosa, t.Team, Cancel));
        w.Clock.Advance(TimeSpan.FromDays(30));
        await w.ThankAsync(t.Rosa, t.Chen);
        w.Clock.Advance(TimeSpan.FromDays(31));
        await t.Book.SetMemberAsync(t.As(t.Rosa), t.Team, t.Jonas, lead: false, Cancel);
        await w.Walls.FollowAsync(Cancel);

        Assert.Equal([t.Amara], await w.Unthanked.OfAsync(t.Rosa, t.Team, Cancel));
        await Do.Refused(403, () => w.Unthanked.OfAsync(t.Chen, t.Team, Cancel));
        await w.Book.KeepOutAsync(t.Amara, true, Cancel);
        Assert.Empty(await w.Unthanked.OfAsync(t.Rosa, t.Team, Cancel));
        w.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal([t.Chen], await w.Unthanked.OfAsync(t.Rosa, t.Team, Cancel));
    }
}

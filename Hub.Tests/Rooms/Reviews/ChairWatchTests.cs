using Hub.Core.Data;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Reviews;
using Hub.Tests.Journal;
using Hub.Tests.Support;

namespace Hub.Tests.Rooms.Reviews;

/// <summary>A chair whose lease lapses in each phase, on both engines: the next goes on, nothing is lost, nothing is done twice.</summary>
public sealed class ChairWatchTests(TestServers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private readonly Guid[] chairs = [.. Enumerable.Range(0, 8).Select(_ => Do.NewId())];
    private readonly Guid caseId = Do.NewId();

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task ChairGone_InEachPhase_TheNextGoesOnWhereTheReviewStands(Engine engine)
    {
        await using var host = await StartAsync(engine);
        var watch = Watch(host, host.Rooms);
        var room = await host.Rooms.CreateAsync(chairs[0], new CreateRoom(RoomKind.CaseReview, "Valve board", chairs[1..]).Fresh(), Cancel);
        await host.Say(chairs[0], room, new AddCase(caseId, "Operate?"));
        await host.Say(chairs[0], room, new AddCase(Do.NewId(), "The next one"));
        await host.Say(chairs[0], room, new StartCase(caseId));
        foreach (var person in chairs) await host.Say(person, room, new AttendReview());
        await watch.RenewAsync([.. chairs.Select(c => (room, c))], Cancel);

        // Each does one step and is gone; the next one does the next.
        RoomCommand[] steps =
        [
            new OpenOpinions(caseId), new RevealOpinions(caseId), new OpenOpinions(caseId), new RevealOpinions(caseId),
            new DecideCase(caseId, "Operate", "Clear", chairs[7], host.Clock.GetUtcNow().AddDays(7)), new CloseCase(caseId, "Heard enough"),
        ];
        for (var at = 0; at < steps.Length; at++)
        {
            await GoneAsync(host, room, chairs[at]);
            Assert.Equal(1, await watch.RunAsync(Cancel));
            Assert.Equal(0, await watch.RunAsync(Cancel));
            var review = (await host.Reader.OpenAsync(chairs[7], room, Cancel)).Review!;
            Assert.Equal(chairs[at + 1], review.Chair);
            await Do.Refused(403, () => host.Say(chairs[at], room, steps[at]));
            if (review.Case(caseId)!.Phase == CasePhase.Opinions) await host.Say(chairs[7], room, new GiveOpinion(caseId, "Operate"));
            await host.Say(chairs[at + 1], room, steps[at]);
        }
        // Between two cases too.
        await GoneAsync(host, room, chairs[6]);
        Assert.Equal(1, await watch.RunAsync(Cancel));
        var events = (await host.Reader.EventsAsync(chairs[7], room, 0, 1000, Cancel)).Events;
        Assert.Equal((2, 7), (events.Count(e => e.Type == "opinionsRevealed"), events.Count(e => e.Type == "chairHandedOver")));
        Assert.Equal(SystemActor.Id, events.First(e => e.Type == "chairHandedOver").Actor);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task TwoNodesAtOnce_PassOnOnce_RevealOnce(Engine engine)
    {
        await using var host = await StartAsync(engine);
        var room = await host.Rooms.CreateAsync(chairs[0], new CreateRoom(RoomKind.CaseReview, "Valve board", chairs[1..]).Fresh(), Cancel);
        await host.Say(chairs[0], room, new AddCase(caseId, "Operate?"));
        await host.Say(chairs[0], room, new StartCase(caseId));
        await host.Say(chairs[0], room, new OpenOpinions(caseId));
        foreach (var person in chairs[..3]) await host.Say(person, room, new AttendReview());
        var other = engine == Engine.Postgres ? await host.OtherNodeAsync() : (host.Journal, host.Rooms, host.Reader);
        ChairWatch[] nodes = [Watch(host, host.Rooms), new(other.Journal, other.Rooms, ChairLease.Standard, host.Clock)];
        await nodes[0].RenewAsync([.. chairs[..3].Select(c => (room, c))], Cancel);
        await GoneAsync(host, room, chairs[0]);

        Assert.Equal(1, (await Task.WhenAll(nodes.Select(n => n.RunAsync(Cancel)))).Sum());
        var chair = (await host.Reader.OpenAsync(chairs[0], room, Cancel)).Review!.Chair!.Value;
        // The next chair presses on two devices, each at another node.
        var pressed = await Task.WhenAll(((RoomService[])[host.Rooms, other.Rooms]).Select(node => RevealAsync(node, chair, room)));
        Assert.Single(pressed, done => done);
        Assert.Single((await host.Reader.EventsAsync(chair, room, 0, 1000, Cancel)).Events, e => e.Type == "opinionsRevealed");
        if (engine == Engine.Postgres) await other.Journal.DisposeAsync();
    }

    /// <summary>What happens in the room, happens two minutes ago by the database's clock.</summary>
    private async Task<JournalHost> StartAsync(Engine engine)
    {
        var host = await JournalHost.StartAsync(engine, servers);
        host.Clock.Advance(TimeProvider.System.GetUtcNow().AddMinutes(-2) - host.Clock.GetUtcNow());
        return host;
    }

    private static ChairWatch Watch(JournalHost host, RoomService rooms) => new(host.Journal, rooms, ChairLease.Standard, host.Clock);

    private async Task<bool> RevealAsync(RoomService node, Guid chair, Guid room)
    {
        try
        {
            await node.ExecuteAsync(chair, room, new RevealOpinions(caseId).Fresh(), Cancel);
            return true;
        }
        catch (Refusal late) when (late.Status == 409)
        {
            return false;
        }
    }

    /// <summary>Everybody was here for the last two minutes, and this one has not been seen for the second of them.</summary>
    private static async Task GoneAsync(JournalHost host, Guid room, Guid chair)
    {
        await using var on = await host.Database.OpenAsync(Cancel);
        await on.Command("UPDATE review_presence SET since_at = since_at - 120000000 WHERE room = @room", ("@room", room)).RunAsync(Cancel);
        await on.Command("UPDATE review_presence SET seen_at = seen_at - 61000000 WHERE room = @room AND person = @who", ("@room", room), ("@who", chair)).RunAsync(Cancel);
    }
}

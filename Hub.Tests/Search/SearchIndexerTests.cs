using Hub.Core.Data;
using Hub.Core.Rooms.Messages;
using Hub.Core.Rooms.Search;
using Hub.Tests.Journal;
using Hub.Tests.Support;
using static Hub.Tests.Search.IndexSteps;

namespace Hub.Tests.Search;

/// <summary>The index follows the journal, once, whoever follows and whatever breaks off.</summary>
public sealed class SearchIndexerTests(TestServers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Message_OnceCommitted_IsFoundAtOnceAndIndexedByTheWay(Engine engine)
    {
        await using var host = await SearchHost.StartAsync(engine, servers);
        Guid amara = Do.NewId(), chen = Do.NewId();
        Guid ward = await host.Journal.Channel(amara, chen), theatre = await host.Journal.Channel(amara);
        await host.Indexer.StartAsync(Cancel);
        try
        {
            await Machine.UntilAsync(async () => await host.CountAsync("search_progress") == 2, TimeSpan.FromSeconds(10), () => "What was there at the start was not indexed.");
            await host.Journal.Say(amara, theatre, new PostMessage("lantern"));
            Assert.Single((await host.Rooms.FindAsync(amara, "lantern", null, 20, cancel: Cancel)).Hits);

            // Who is mentioned where, the index alone tells: it does not wait for more to come.
            await host.Journal.Say(amara, ward, new PostMessage("compass", Mentions: new([chen])));
            await Machine.UntilAsync(async () => await host.CountAsync("mentions") == 1, TimeSpan.FromSeconds(4), () => "The mention was not written.");

            // It waits for 20 s whether more comes.
            await Machine.UntilAsync(async () => await IndexedAsync(host, theatre) == 2, TimeSpan.FromSeconds(40), () => "A room where little is said was not indexed.");
            await Task.WhenAll(Enumerable.Range(0, 1030).Select(i => host.Journal.Say(amara, theatre, new PostMessage($"sextant{i}"))));
            await Machine.UntilAsync(async () => await IndexedAsync(host, theatre) > 1000, TimeSpan.FromSeconds(20), () => "A room where much is said was not indexed.");
            Assert.Equal(2, (await host.Rooms.FindAsync(amara, "sextant1", null, 20, cancel: Cancel)).Hits.Count + (await host.Rooms.FindAsync(amara, "sextant1029", null, 20, cancel: Cancel)).Hits.Count);
        }
        finally
        {
            await host.Indexer.StopAsync(Cancel);
        }
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Message_BehindWhichAFloodCame_IsFoundBeforeTheIndexHasIt(Engine engine)
    {
        await using var host = await SearchHost.StartAsync(engine, servers);
        var amara = Do.NewId();
        var (flooded, other) = (await host.Journal.Channel(amara), await host.Journal.Channel(amara));
        await host.Journal.Say(amara, flooded, new PostMessage("lantern"));
        await host.Journal.Say(amara, other, new PostMessage("lantern"));
        for (var i = 0; i < 8; i++) await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => host.Journal.Say(amara, flooded, new PostMessage("alpha"))));

        Assert.Equal(2, (await host.Rooms.FindAsync(amara, "lantern", null, 20, cancel: Cancel)).Hits.Count);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Indexers_SeveralAtOnceWhileRoomsMove_LeaveWhatOneWould(Engine engine)
    {
        await using var host = await SearchHost.StartAsync(engine, servers);
        Guid amara = Do.NewId(), chen = Do.NewId();
        var rooms = new List<Guid>();
        for (var i = 0; i < 4; i++) rooms.Add(await host.Journal.Channel(amara, chen));
        using var other = host.NewIndexer();
        using var third = host.NewIndexer();
        var random = new Random(5);
        for (var round = 0; round < 12; round++)
        {
            var talk = Task.WhenAll(rooms.Select(async room =>
            {
                var seq = await host.Journal.Say(amara, room, new PostMessage($"alpha beta{round}", Mentions: new([chen])));
                if (round % 2 == 0) await host.Journal.Say(amara, room, new EditMessage(seq, $"gamma{round} beta{round}"));
                if (round % 3 == 0) await host.Journal.Say(amara, room, new DeleteMessage(seq));
            }));
            await Task.WhenAll(talk, host.Indexer.CatchUpAsync(Cancel), other.CatchUpAsync(Cancel), third.CatchUpAsync(Cancel));
        }
        await host.Indexer.CatchUpAsync(Cancel);
        var terms = await host.CountAsync("search_terms");
        var mentions = await host.CountAsync("mentions");

        await host.Journal.Database.ExecuteAsync("DELETE FROM search_terms");
        await host.Journal.Database.ExecuteAsync("DELETE FROM mentions");
        await host.Journal.Database.ExecuteAsync("DELETE FROM search_progress");
        await host.Indexer.CatchUpAsync(Cancel);

        Assert.True(terms > 100);
        Assert.Equal((terms, mentions), (await host.CountAsync("search_terms"), await host.CountAsync("mentions")));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Forget_OfARoomsPast_LeavesNothingOfItAndNothingComesBack(Engine engine)
    {
        await using var host = await SearchHost.StartAsync(engine, servers);
        Guid amara = Do.NewId(), chen = Do.NewId();
        Guid ward = await host.Journal.Channel(amara, chen), theatre = await host.Journal.Channel(amara, chen);
        foreach (var room in (Guid[])[ward, theatre])
        {
            await host.Journal.Say(amara, room, new PostMessage("lantern", Mentions: new([chen], true)));
            await host.Journal.Say(amara, room, new PostMessage("compass"));
        }
        await host.Indexer.CatchUpAsync(Cancel);
        await ForgetAsync(host, ward, 2);

        Assert.Single(await host.HitsAsync(chen, "lantern"));
        Assert.Equal(2, (await host.HitsAsync(chen, "compass")).Count);
        Assert.Equal(2, await host.CountAsync("mentions"));
        await ForgetAsync(host, theatre, 3);
        await host.Journal.Say(amara, ward, new EditMessage(3, "compass rose"));
        await host.Indexer.CatchUpAsync(Cancel);

        Assert.Equal(ward, Assert.Single(await host.HitsAsync(chen, "compass")).Room);
        Assert.Equal(0, await host.CountAsync("mentions"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Forget_WhileAnEditOfWhatGoesIsOnItsWay_LetsNothingOfItComeBack(Engine engine)
    {
        await using var host = await SearchHost.StartAsync(engine, servers);
        Guid amara = Do.NewId(), chen = Do.NewId();
        var ward = await host.Journal.Channel(amara, chen);
        var old = await host.Journal.Say(amara, ward, new PostMessage("lantern"));
        for (var i = 0; i < 3; i++) await host.Journal.Say(amara, ward, new PostMessage("compass"));
        await host.Indexer.CatchUpAsync(Cancel);
        await host.Journal.Say(amara, ward, new EditMessage(old, "lantern sextant", new([chen])));
        var step = await ReadStepAsync(host, ward);

        await ForgetAsync(host, ward, old);
        await Writer(host).WriteAsync([step], null, Cancel);

        await using var on = await host.Journal.Database.OpenAsync(Cancel);
        foreach (var table in (string[])["search_terms", "mentions"])
            Assert.Equal(0, (await on.Command($"SELECT count(*) FROM {table} WHERE seq = @seq", ("@seq", old)).ListAsync(r => r.GetInt64(0), Cancel)).Single());
        await host.Indexer.CatchUpAsync(Cancel);
        Assert.Equal(3, (await host.HitsAsync(chen, "compass")).Count);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Forget_TwiceWhileAnEditOfWhatGoesIsOnItsWay_LetsNothingOfItComeBack(Engine engine)
    {
        await using var host = await SearchHost.StartAsync(engine, servers);
        Guid amara = Do.NewId(), chen = Do.NewId();
        var ward = await host.Journal.Channel(amara, chen);
        var old = await host.Journal.Say(amara, ward, new PostMessage("lantern"));
        await host.Indexer.CatchUpAsync(Cancel);
        var last = old;
        for (var i = 0; i < 8; i++) last = await host.Journal.Say(amara, ward, new PostMessage("compass"));
        await host.Journal.Say(amara, ward, new EditMessage(old, "lantern sextant", new([chen])));
        await host.Indexer.CatchUpAsync(Cancel);
        await host.Journal.Say(amara, ward, new EditMessage(old, "lantern astrolabe", new([chen])));
        var step = await ReadStepAsync(host, ward);

        // The second up to just where the step begins.
        await ForgetAsync(host, ward, last);
        await ForgetAsync(host, ward, step.After);
        await Writer(host).WriteAsync([step], null, Cancel);

        Assert.Equal((0, 0), (await host.CountAsync("search_terms"), await host.CountAsync("mentions")));
        await host.Indexer.CatchUpAsync(Cancel);
        Assert.Equal((0, 0), (await host.CountAsync("search_terms"), await host.CountAsync("mentions")));
        Assert.Equal(await HeadAsync(host, ward), await IndexedAsync(host, ward));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Mention_WhileAnotherRoomLacksMuch_DoesNotWaitForAllOfIt(Engine engine)
    {
        await using var host = await SearchHost.StartAsync(engine, servers);
        Guid amara = Do.NewId(), chen = Do.NewId();
        Guid flood = await host.Journal.Channel(amara, chen), ward = await host.Journal.Channel(amara, chen);
        await host.Journal.GrowAsync(flood, amara, 8000, i => $"alpha{i} beta{i} gamma{i} delta{i} epsilon{i} zeta{i} eta{i}");
        await host.Indexer.StartAsync(Cancel);
        try
        {
            await Machine.UntilAsync(async () => await IndexedAsync(host, flood) > 0, TimeSpan.FromSeconds(10), () => "What was there at the start was not begun.");
            await host.Journal.Say(amara, ward, new PostMessage("compass", Mentions: new([chen])));
            await Machine.UntilAsync(async () => await host.CountAsync("mentions") == 1, TimeSpan.FromSeconds(60), () => "The mention was not written.");
            Assert.InRange(await IndexedAsync(host, flood), 1, 7900);
            await host.Journal.Say(amara, ward, new PostMessage("lantern", Mentions: new([chen])));
            await Machine.UntilAsync(async () => await host.CountAsync("mentions") == 2 && await IndexedAsync(host, flood) == 8001, TimeSpan.FromSeconds(90), () => "Not all was indexed.");
        }
        finally
        {
            await host.Indexer.StopAsync(Cancel);
        }
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Mentions_NotReadYet_AreCountedByRoom(Engine engine)
    {
        await using var host = await SearchHost.StartAsync(engine, servers);
        Guid amara = Do.NewId(), chen = Do.NewId(), rosa = Do.NewId();
        var ward = await host.Journal.Channel(amara, chen);
        var mentioned = new Mentioned(host.Journal.Journal);
        async Task<int> OfAsync(Guid who)
        {
            await host.Indexer.CatchUpAsync(Cancel);
            return (await mentioned.UnreadAsync(who, Cancel)).GetValueOrDefault(ward);
        }

        await host.Journal.Say(amara, ward, new PostMessage("@everybody", Mentions: new(null, true)));
        var both = await host.Journal.Say(amara, ward, new PostMessage("@Chen @room", Mentions: new([chen, chen], true)));
        Assert.Equal((0, 2), (await OfAsync(amara), await OfAsync(chen)));
        await host.Journal.Say(amara, ward, new Hub.Core.Rooms.Members.AddMember(rosa));
        Assert.Equal(0, await OfAsync(rosa));
        await host.Journal.Say(amara, ward, new EditMessage(both, "@room", new(null, true)));
        Assert.Equal(2, await OfAsync(chen));
        await host.Journal.Say(amara, ward, new EditMessage(both, "nobody"));
        Assert.Equal(1, await OfAsync(chen));
        await host.Journal.Say(chen, ward, new PostMessage("Read, since I answer"));
        Assert.Equal(0, await OfAsync(chen));
        await Do.Refused(400, () => host.Journal.Say(amara, ward, new PostMessage("@stranger", Mentions: new([Do.NewId()]))));
    }
}

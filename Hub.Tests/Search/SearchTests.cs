using Hub.Core.Data;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Members;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Messages;
using Hub.Core.Rooms.Pins;
using Hub.Core.Rooms.Search;
using Hub.Tests.Journal;
using Hub.Tests.Support;
using Microsoft.Extensions.Hosting;

namespace Hub.Tests.Search;

/// <summary>What is found, by whom, and what is found no more: on both engines.</summary>
public sealed class SearchTests(TestServers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Find_ByWordsPrefixesAndFilters_GivesWhatHoldsAllOfIt(Engine engine)
    {
        await using var host = await SearchHost.StartAsync(engine, servers);
        Guid amara = host.Person("amara", "Amara Okafor"), chen = host.Person("chen", "Dr. Wei Chen"), rosa = host.Person("rosa", "Rosa Delgado");
        var ward = await host.Journal.Channel(amara, chen);
        await host.Journal.Say(amara, ward, new PostMessage("Potassium 6.1, repeating now"));                                           // 2
        await host.Journal.Say(chen, ward, new PostMessage("Potassium again, see https://example.org", ReplyTo: 2));                     // 3
        host.Journal.Clock.Advance(TimeSpan.FromDays(1));
        await host.Journal.Say(amara, ward, new PostMessage("Pot of coffee?", null, new Expects(AskKind.Acknowledge, [chen])));          // 4
        await host.Journal.Say(chen, ward, new PostMessage("Café au lait, s'il vous plaît"));                                            // 5
        await host.Journal.Say(chen, ward, new Pin(2));

        Assert.Equal([3L, 2], await host.FindAsync(amara, "potassium"));
        Assert.Equal([2L], await host.FindAsync(amara, "POTASSIUM repeating"));
        Assert.Equal([4L, 3, 2], await host.FindAsync(amara, "pot*"));
        Assert.Equal([3L, 2], await host.FindAsync(amara, "potas*"));
        Assert.Equal([3L, 2], await host.FindAsync(amara, "pota*"));
        Assert.Equal([2L], await host.FindAsync(amara, "6.1"));
        Assert.Equal([5L], await host.FindAsync(chen, "cafe plait"));
        Assert.Equal([3L], await host.FindAsync(amara, "potassium from:chen"));
        Assert.Equal([5L, 3], await host.FindAsync(amara, "from:wei"));
        Assert.Equal([4L, 2], await host.FindAsync(amara, "from:me"));
        Assert.Equal([5L, 4, 3, 2], await host.FindAsync(amara, "from:chen from:amara"));
        Assert.Equal([3L], await host.FindAsync(amara, "has:link"));
        Assert.Equal([4L], await host.FindAsync(amara, "has:ask"));
        Assert.Equal([2L], await host.FindAsync(amara, "has:pin"));
        Assert.Equal([2L], await host.FindAsync(amara, "has:pin potassium"));
        Assert.Empty(await host.FindAsync(amara, "has:pin coffee"));
        Assert.Equal([3L, 2], await host.FindAsync(amara, "potassium in:ward"));
        Assert.Empty(await host.FindAsync(amara, "potassium in:theatre"));
        var second = Hub.Core.Instant.ToIso(Hub.Core.Instant.ToMicros(host.Journal.Clock.GetUtcNow().AddHours(-1)));
        Assert.Equal([3L, 2], await host.FindAsync(amara, $"pot* before:{second}"));
        Assert.Equal([4L], await host.FindAsync(amara, $"pot* after:{second}"));
        Assert.Empty(await host.FindAsync(amara, "from:nobody potassium"));
        Assert.Empty(await host.FindAsync(rosa, "potassium"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Find_WithinOneRoom_FindsNothingElsewhere_WhateverTheQuerySays(Engine engine)
    {
        await using var host = await SearchHost.StartAsync(engine, servers);
        Guid amara = Do.NewId(), chen = Do.NewId();
        var ward = await host.Journal.Channel(amara, chen);
        await host.Journal.Say(chen, ward, new PostMessage("Potassium on the ward"));
        var theatre = await host.Journal.Channel(chen, amara);
        await host.Journal.Say(chen, theatre, new PostMessage("Potassium in theatre"));

        async Task<IEnumerable<Guid>> Within(Guid? room, string q) => (await host.Rooms.FindAsync(amara, q, null, 20, room, Cancel)).Hits.Select(h => h.Room);
        Assert.Equal([theatre], await Within(theatre, $"potassium in:{ward} in:{theatre}"));
        Assert.Empty(await Within(theatre, $"potassium in:{ward}"));
        Assert.Empty(await Within(Do.NewId(), "potassium"));
        Assert.Equivalent(new[] { ward, theatre }, await Within(null, "potassium"), strict: true);
        Assert.Empty(await Within(theatre, "from:nobody potassium"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Find_AfterAnEditADeleteOrARemoval_FindsWhatMembersSeeNow(Engine engine)
    {
        await using var host = await SearchHost.StartAsync(engine, servers);
        Guid amara = Do.NewId(), chen = Do.NewId();
        var ward = await host.Journal.Channel(amara, chen);
        await host.Journal.Say(amara, ward, new PostMessage("Lanterns everywhere"));
        await host.Journal.Say(amara, ward, new PostMessage("Compass", Mentions: new([chen])));
        Assert.Equal([2L], await host.FindAsync(chen, "lanterns"));
        var before = await host.CountAsync("search_terms");

        await host.Journal.Say(amara, ward, new EditMessage(2, "Candles everywhere"));
        Assert.Empty(await host.FindAsync(chen, "lanterns"));
        Assert.Equal([2L], await host.FindAsync(chen, "candl* everywhere"));
        // One word with its two beginnings went, one came.
        Assert.Equal(before, await host.CountAsync("search_terms"));

        await host.Journal.Say(amara, ward, new DeleteMessage(2));
        await host.Journal.Say(amara, ward, new DeleteMessage(3));
        Assert.Empty(await host.FindAsync(chen, "candles"));
        Assert.Equal(0, await host.CountAsync("search_terms"));
        Assert.Equal(0, await host.CountAsync("mentions"));

        await host.Journal.Say(amara, ward, new PostMessage("Sextant"));
        Assert.Single(await host.FindAsync(chen, "sextant"));
        await host.Journal.Say(amara, ward, new RemoveMember(chen));
        Assert.Empty(await host.FindAsync(chen, "sextant"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Find_OverManyRooms_IsNewestFirstPageByPage(Engine engine)
    {
        await using var host = await SearchHost.StartAsync(engine, servers);
        Guid amara = Do.NewId(), chen = Do.NewId();
        var rooms = new List<Guid>();
        for (var i = 0; i < 7; i++) rooms.Add(await host.Journal.Channel(amara, chen));
        var secret = await host.Journal.Channel(chen);
        var random = new Random(7);
        var expected = new List<(Guid, long)>();
        for (var i = 0; i < 120; i++)
        {
            // Some at the same instant, in different rooms.
            if (i % 3 == 0) host.Journal.Clock.Advance(TimeSpan.FromSeconds(1));
            var room = rooms[random.Next(rooms.Count)];
            var seq = await host.Journal.Say(chen, room, new PostMessage(i % 4 == 0 ? "other words" : $"common rare{i % 5}"));
            if (i % 4 != 0) expected.Add((room, seq));
            await host.Journal.Say(chen, secret, new PostMessage("common"));
        }

        foreach (var page in (int[])[1, 7, 50])
        {
            var hits = await host.HitsAsync(amara, "common", page);
            Assert.Equal(expected.ToHashSet(), hits.Select(h => (h.Room, h.Message.Seq)).ToHashSet());
            Assert.Equal(expected.Count, hits.Count);
            Assert.Equal(hits.Select(h => h.Message.At).OrderDescending(), hits.Select(h => h.Message.At));
        }
        Assert.Equal(expected.Count / 5, (await host.HitsAsync(amara, "common rare3", 4)).Count);
    }

    [Theory, InlineData(Engine.Sqlite, false), InlineData(Engine.Sqlite, true), InlineData(Engine.Postgres, false), InlineData(Engine.Postgres, true)]
    public async Task Find_WhereAMessageWasTamperedWith_StillFindsWhatOtherRoomsHold(Engine engine, bool indexed)
    {
        await using var host = await SearchHost.StartAsync(engine, servers);
        Guid amara = Do.NewId();
        Guid bad = await host.Journal.Channel(amara), good = await host.Journal.Channel(amara);
        foreach (var room in (Guid[])[bad, good]) await host.Journal.Say(amara, room, new PostMessage("lantern"));
        if (indexed) await host.Indexer.CatchUpAsync(Cancel);
        await host.Journal.Database.ExecuteAsync("UPDATE events SET body = @p0 WHERE room = @p1 AND seq = 2", new byte[64], bad);

        Assert.Equal([good], (await host.Rooms.FindAsync(amara, "lantern", null, 20, cancel: Cancel)).Hits.Select(h => h.Room));
    }

    [Theory, InlineData(Engine.Sqlite, false), InlineData(Engine.Sqlite, true), InlineData(Engine.Postgres, false), InlineData(Engine.Postgres, true)]
    public async Task Find_WhereAMessageOfTheRoomWasTamperedWith_LosesThatOneAlone(Engine engine, bool indexed)
    {
        await using var host = await SearchHost.StartAsync(engine, servers);
        Guid amara = Do.NewId(), ward = await host.Journal.Channel(amara);
        for (var i = 0; i < 4; i++) await host.Journal.Say(amara, ward, new PostMessage("lantern"));
        if (indexed) await host.Indexer.CatchUpAsync(Cancel);
        await host.Journal.Database.ExecuteAsync("UPDATE events SET body = @p0 WHERE room = @p1 AND seq = 3", new byte[64], ward);

        Assert.Equal([5L, 4L, 2L], (await host.Rooms.FindAsync(amara, "lantern", null, 20, cancel: Cancel)).Hits.Select(h => h.Message.Seq));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Find_ByTimeWhereEventsWereTakenOut_AnswersFromTheOtherRooms(Engine engine)
    {
        await using var host = await SearchHost.StartAsync(engine, servers);
        Guid amara = Do.NewId();
        Guid bad = await host.Journal.Channel(amara), good = await host.Journal.Channel(amara);
        foreach (var room in (Guid[])[bad, good])
            for (var i = 0; i < 8; i++) await host.Journal.Say(amara, room, new PostMessage("lantern"));
        await host.Indexer.CatchUpAsync(Cancel);
        await host.Journal.Database.ExecuteAsync("DELETE FROM events WHERE room = @p0 AND seq BETWEEN 3 AND 7", bad);

        var hits = (await host.Rooms.FindAsync(amara, "lantern before:2100-01-01", null, 20, cancel: Cancel)).Hits;

        Assert.Equal(8, hits.Count(h => h.Room == good));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Find_ByTimeAndPage_WhereAnEventWasTakenOut_LosesThatOneAlone(Engine engine)
    {
        await using var host = await SearchHost.StartAsync(engine, servers);
        var amara = Do.NewId();
        // Each has another event taken out, so that the halving meets it somewhere.
        for (var gone = 2; gone <= 13; gone++)
        {
            var room = await host.Journal.Channel(amara);
            for (var seq = 2; seq <= 13; seq++) await host.Journal.Say(amara, room, new PostMessage($"lantern{gone}"));
            await host.Indexer.CatchUpAsync(Cancel);
            await host.Journal.Database.ExecuteAsync("DELETE FROM events WHERE room = @p0 AND seq = @p1", room, (long)gone);

            var left = Enumerable.Range(2, 12).Where(seq => seq != gone).Select(seq => (long)seq).Reverse();
            Assert.Equal(left, await host.FindAsync(amara, $"lantern{gone}", 4));
            Assert.Equal(left, await host.FindAsync(amara, $"lantern{gone} before:2100-01-01"));
        }
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Find_MessagesWithoutAWord_ByTheirAuthorAndPin(Engine engine)
    {
        await using var host = await SearchHost.StartAsync(engine, servers);
        Guid amara = host.Person("amara", "Amara Okafor"), ward = await host.Journal.Channel(amara);
        await host.Journal.Say(amara, ward, new PostMessage("👍👍"));
        await host.Journal.Say(amara, ward, new PostMessage("gone"));
        await host.Journal.Say(amara, ward, new Pin(2));
        await host.Journal.Say(amara, ward, new DeleteMessage(3));

        Assert.Equal([2L], await host.FindAsync(amara, "from:me"));
        Assert.Equal([2L], await host.FindAsync(amara, "has:pin"));
    }

    [Fact]
    public async Task Find_WhenTheProgramEnds_IsRefusedAtOnceInsteadOfWaited()
    {
        await using var host = await SearchHost.StartAsync(Engine.Sqlite, servers);
        using var life = new Life();
        using var rooms = new RoomSearch(host.Journal.Journal, host, life);
        Assert.Empty((await rooms.FindAsync(Do.NewId(), "lantern", null, 20, cancel: Cancel)).Hits);
        life.StopApplication();

        await Do.Refused(503, () => rooms.FindAsync(Do.NewId(), "lantern", null, 20, cancel: Cancel));
    }

    private sealed class Life : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource stopping = new();

        public CancellationToken ApplicationStarted => default;
        public CancellationToken ApplicationStopping => stopping.Token;
        public CancellationToken ApplicationStopped => default;

        public void StopApplication() => stopping.Cancel();

        public void Dispose() => stopping.Dispose();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Find_WhereTheIndexIsWrong_ShowsOnlyWhatTheTextSays(Engine engine)
    {
        await using var host = await SearchHost.StartAsync(engine, servers);
        var amara = Do.NewId();
        var ward = await host.Journal.Channel(amara);
        await host.Journal.Say(amara, ward, new PostMessage("Lantern"));
        await host.Journal.Say(amara, ward, new PostMessage("Compass"));
        await host.Indexer.CatchUpAsync(Cancel);
        // Every message has every term: as if all hashes met.
        await host.Journal.Database.ExecuteAsync("INSERT INTO search_terms (room, term, seq) SELECT t.room, t.term, 5 - t.seq FROM search_terms t WHERE t.seq IN (2, 3) ON CONFLICT DO NOTHING");

        Assert.Equal([2L], await host.FindAsync(amara, "lantern"));
        Assert.Equal([3L], await host.FindAsync(amara, "comp*"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Find_InMessagesOfAnyLength_FindsEachByEveryWordAndItsBeginnings_AndKeepsFortyTermsOfEach(Engine engine)
    {
        await using var host = await SearchHost.StartAsync(engine, servers);
        Guid amara = host.Person("amara", "Amara Okafor"), chen = host.Person("chen", "Dr. Wei Chen");
        var ward = await host.Journal.Channel(amara, chen);
        // Each of words that no other message has, of 1 to 12 letters, some of which begin alike.
        List<List<string>> said = [.. new[] { 3, 12, 14, 20, 30, 38, 60, 150, 600 }.Select((n, m) => Enumerable.Range(0, n).Select(i => $"{(char)('a' + m)}{Letters(i * 7)}{new string('x', i % 9)}").Distinct().ToList())];
        foreach (var words in said) await host.Journal.Say(amara, ward, new PostMessage(string.Join(' ', words)));
        await host.Indexer.CatchUpAsync(Cancel);

        for (var m = 0; m < said.Count; m++)
        {
            Assert.InRange(await host.CountAsync($"search_terms WHERE seq = {m + 2}"), 2, MessageTerms.Most);
            foreach (var word in said[m].Where((_, i) => i % (1 + said[m].Count / 20) == 0))
            {
                Assert.Equal([m + 2L], await host.FindAsync(amara, word));
                foreach (var letters in (int[])[3, 4, 5, 7])
                    if (word.Length >= letters) Assert.Equal([m + 2L], await host.FindAsync(amara, $"{word[..letters]}*"));
            }
            var (some, others) = ($"{said[m][0]} {said[m][^1]} {said[m][said[m].Count / 2]}*", said[(m + 1) % said.Count]);
            Assert.Equal([m + 2L], await host.FindAsync(chen, $"{some} from:amara"));
            Assert.Empty(await host.FindAsync(amara, $"{some} from:chen"));
            Assert.Empty(await host.FindAsync(amara, $"{some} has:file"));
            Assert.Empty(await host.FindAsync(amara, $"{some} {others[^1]}"));
        }
        Assert.Empty(await host.FindAsync(amara, "zzz*"));

        static string Letters(int n) => n < 20 ? $"{(char)('b' + n)}" : Letters(n / 20) + (char)('b' + n % 20);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Find_WhileTheIndexIsMadeAnew_SaysThatSomethingOlderMayBeMissing(Engine engine)
    {
        await using var host = await SearchHost.StartAsync(engine, servers);
        var amara = Do.NewId();
        var ward = await host.Journal.Channel(amara);
        await host.Journal.GrowAsync(ward, amara, Recent.MostAltogether + 10, i => i == 0 ? "lantern" : "compass");

        var before = await host.Rooms.FindAsync(amara, "lantern", null, 20, cancel: Cancel);
        await host.Indexer.CatchUpAsync(Cancel);
        var then = await host.Rooms.FindAsync(amara, "lantern", null, 20, cancel: Cancel);

        Assert.Equal((0, false), (before.Hits.Count, before.IsAll));
        Assert.Equal((1, true), (then.Hits.Count, then.IsAll));
    }

    [Fact]
    public async Task Snippet_OfASignThatStandsForSeveralWords_MarksItOnce()
    {
        await using var host = await SearchHost.StartAsync(Engine.Sqlite, servers);
        var amara = Do.NewId();
        var ward = await host.Journal.Channel(amara);
        await host.Journal.Say(amara, ward, new PostMessage("Give ½ tablet"));

        Assert.Equal([new SnippetMark(5, 1)], Assert.Single(await host.HitsAsync(amara, "1 2")).Snippet.Marks);
    }

    [Fact]
    public async Task Snippet_OfALongText_ShowsAndMarksWhatWasFound()
    {
        await using var host = await SearchHost.StartAsync(Engine.Sqlite, servers);
        var amara = Do.NewId();
        var ward = await host.Journal.Channel(amara);
        await host.Journal.Say(amara, ward, new PostMessage($"{string.Concat(Enumerable.Repeat("blah 👍 ", 200))} Kálium 6.1 {string.Concat(Enumerable.Repeat("blah ", 200))}"));

        var hit = Assert.Single(await host.HitsAsync(amara, "kalium"));

        Assert.InRange(hit.Snippet.Text.Length, 50, 205);
        var mark = Assert.Single(hit.Snippet.Marks);
        Assert.Equal("Kálium", hit.Snippet.Text.Substring(mark.Start, mark.Length));
        Assert.StartsWith("…", hit.Snippet.Text, StringComparison.Ordinal);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Find_ByManyAtOnceOfWhomSomeGoAway_AnswersTheOthers_AndWhoeverComesAfter(Engine engine)
    {
        await using var host = await SearchHost.StartAsync(engine, servers);
        var amara = host.Person("amara", "Amara Okafor");
        var room = await host.Journal.Channel(amara);
        for (var i = 0; i < 40; i++) await host.Journal.Say(amara, room, new PostMessage($"Potassium {i}"));
        using var left = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        var all = Enumerable.Range(0, 100).Select(i => Task.Run(() => host.Rooms.FindAsync(amara, "potassium", null, 20, cancel: i % 2 == 0 ? left.Token : Cancel))).ToList();
        await left.CancelAsync();

        Assert.All(await Task.WhenAll(all.Where((_, i) => i % 2 == 1)), page => Assert.Equal(20, page.Hits.Count));
        await Task.WhenAll(all.Select(a => a.ContinueWith(_ => { }, Cancel, TaskContinuationOptions.None, TaskScheduler.Default)));
        Assert.Equal(20, (await host.Rooms.FindAsync(amara, "potassium", null, 20, cancel: Cancel).WaitAsync(TimeSpan.FromSeconds(10), Cancel)).Hits.Count);
    }
}

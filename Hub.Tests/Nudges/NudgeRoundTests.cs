using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Notifications;
using Hub.Core.Nudges;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Members;
using Hub.Core.Rooms.Messages;
using Hub.Tests.Journal;
using Hub.Tests.Support;

namespace Hub.Tests.Nudges;

/// <summary>An ask on its way up the ladder, in the journal and in what people are told, on both engines.</summary>
public sealed class NudgeRoundTests(TestServers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task UrgentAsk_ThatNobodyAnswers_GoesUpTheLadderToNobodyReached(Engine engine)
    {
        await using var host = await NudgeHost.StartAsync(engine, servers);
        var t = host.Team;
        await host.PreferAsync(t.Chen, NudgeHost.AlwaysThere with { StandIn = t.Jonas });
        await host.AskAsync(Priority.Urgent);
        await host.PassAsync(TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(1));
        var told = await host.ToldAsync();
        Assert.Equal(
            [.. Enumerable.Range(0, 10).Select(i => $"nudged chen@{5 + 2 * i}"), "added jonas@25", "cover jonas@25", .. Enumerable.Range(1, 4).Select(i => $"nudged jonas@{25 + 2 * i}"),
                "added rosa@35", "lead rosa@35", .. Enumerable.Range(1, 4).Select(i => $"nudged rosa@{35 + 2 * i}"), "nobody@45"],
            told);
        var rows = await host.RowsAsync();
        Assert.Equal(10, rows.Count(r => r is { Kind: NoticeKind.Nudge, Channel: NoticeChannel.InApp } && r.Person == t.Chen));
        Assert.Equal(t.Amara, Assert.Single(rows, r => r is { Kind: NoticeKind.NobodyReached, Channel: NoticeChannel.InApp }).Person);
        Assert.Equal(2, rows.Count(r => r is { Kind: NoticeKind.Escalated, Channel: NoticeChannel.Push }));
        Assert.Null(await host.Round.NextAsync(Cancel));
        Assert.Empty(await Tampers.FindAsync(new Verifier(t.Host.Database, t.Host.Key)));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task FullRoom_WhoeverCoversComesInAllTheSame_AndWhereNobodyCanTheLadderGoesOn(Engine engine)
    {
        await using var host = await NudgeHost.StartAsync(engine, servers);
        var t = host.Team;
        await host.PreferAsync(t.Chen, NudgeHost.AlwaysThere with { StandIn = t.Jonas });
        var others = Enumerable.Range(0, CreateRoom.MostMembers - 2).Select(_ => Do.NewId()).ToArray();
        var full = await t.Host.Channel(t.Amara, [t.Chen, .. others]);
        await Do.Refused(413, () => t.Host.Say(t.Amara, full, new AddMember(t.Rosa)));
        var seq = await host.AskAsync(Priority.Urgent, room: full);
        await host.PassAsync(TimeSpan.FromMinutes(36), TimeSpan.FromMinutes(1));
        Assert.Equal(["added jonas@25", "cover jonas@25", "added rosa@35", "lead rosa@35"], (await host.ToldAsync(full)).Where(line => !line.StartsWith("nudged", StringComparison.Ordinal)));

        // As it would be with all the places beyond the limit taken: only those who are here can be asked.
        var room = await t.Host.Reader.OpenAsync(t.Amara, full, Cancel);
        var crowded = room with { Members = room.Members.Remove(t.Jonas).AddRange(Enumerable.Range(0, Guests.MostBeyond).Select(_ => Do.NewId()).Select(id => KeyValuePair.Create(id, new Core.Rooms.Member(id, Role.Member, 1, Guest: true)))) };
        var reach = (await new NudgePeople(host.Factory, new Standings(host.Factory)).ReadAsync([new(crowded, room.Asks[seq], t.Chen, 0)], t.Clock.GetUtcNow(), Cancel))(new(crowded, room.Asks[seq], t.Chen, 0)).Reach;
        Assert.Empty(reach.Covers);
        Assert.Equal([t.Rosa], reach.Leads.Select(r => r.Id));

        // Nobody is spared for somebody who cannot come.
        var away = NudgeHost.AlwaysThere with { StandIn = t.Jonas, AwayUntil = t.Clock.GetUtcNow().AddDays(1) };
        await host.PreferAsync(t.Chen, away);
        await host.PreferAsync(t.Rosa, away);
        reach = (await new NudgePeople(host.Factory, new Standings(host.Factory)).ReadAsync([new(crowded, room.Asks[seq], t.Chen, 0)], t.Clock.GetUtcNow(), Cancel))(new(crowded, room.Asks[seq], t.Chen, 0)).Reach;
        Assert.Equal((t.Chen, t.Rosa), (reach.Person?.Id, reach.Present?.Id));
        Assert.Equal([t.Rosa], reach.Leads.Select(r => r.Id));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task EscalatedAsk_AcknowledgedByTheCover_IsClosedForAllAndTheCoverGoesWithThatCommit(Engine engine)
    {
        await using var host = await NudgeHost.StartAsync(engine, servers);
        var t = host.Team;
        await host.PreferAsync(t.Chen, NudgeHost.AlwaysThere with { StandIn = t.Jonas });
        var seq = await host.AskAsync(Priority.Urgent);
        await host.PassAsync(TimeSpan.FromMinutes(26), TimeSpan.FromMinutes(1));
        Assert.True((await t.Host.Reader.OpenAsync(t.Jonas, host.Channel, Cancel)).Members[t.Jonas].Guest);
        Assert.Equal(seq, Assert.Single(await new AskReader(t.Host.Journal).OfAsync(t.Jonas, AskSide.WaitingForMe, Cancel)).Ask.Seq);
        await Do.Refused(409, () => t.Host.Say(t.Amara, host.Channel, new MakeOwner(t.Jonas)));

        await t.Host.Say(t.Jonas, host.Channel, new Acknowledge(seq));

        Assert.Empty((await t.Host.Reader.OpenAsync(t.Amara, host.Channel, Cancel)).Asks);
        await Do.Refused(404, () => t.Host.Reader.OpenAsync(t.Jonas, host.Channel, Cancel));
        var count = (await host.ToldAsync()).Count;
        await host.PassAsync(TimeSpan.FromMinutes(90), TimeSpan.FromMinutes(1));
        var told = await host.ToldAsync();
        Assert.Equal((count, "removed jonas@26"), (told.Count, told[^1]));
        Assert.Empty(await Tampers.FindAsync(new Verifier(t.Host.Database, t.Host.Key)));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task TwoNodesAtOnce_AfterAnHourDown_TellOnceForAllThatWasMissed(Engine engine)
    {
        await using var host = await NudgeHost.StartAsync(engine, servers);
        await host.AskAsync(Priority.Urgent);
        var (journal, rooms, _) = await host.Team.Host.OtherNodeAsync();
        await using var _ = journal;
        var other = host.On(journal, rooms);
        host.Clock.Advance(TimeSpan.FromHours(1));
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => (i % 2 == 0 ? host.Round : other).RunAsync(Cancel)));
        Assert.Equal(["nudged chen@60"], await host.ToldAsync());
        Assert.Single(await host.RowsAsync(), r => r.Channel == NoticeChannel.InApp);
        host.Clock.Advance(TimeSpan.FromHours(1));
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => (i % 2 == 0 ? host.Round : other).RunAsync(Cancel)));
        Assert.Equal(["nudged chen@60", "nudged chen@120"], await host.ToldAsync());
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task ImportantAsk_InQuietHours_WaitsForTheirEnd_AndWhatIsUrgentSaysThatItBrokeThrough(Engine engine)
    {
        await using var host = await NudgeHost.StartAsync(engine, servers);
        await host.PreferAsync(host.Team.Chen, NudgeHost.AlwaysThere with { Quiet = [.. Enumerable.Repeat(new DaySpan(6 * 60, 12 * 60), 7)] });
        await host.AskAsync(Priority.Important, within: 30);
        await host.AskAsync(Priority.Urgent, within: 15);
        await host.PassAsync(TimeSpan.FromMinutes(16));
        Assert.Equal(["nudged chen@15"], await host.ToldAsync());
        Assert.Contains(await host.RowsAsync(), r => r.Channel == NoticeChannel.Push && r.Why.Contains(Reason.BrokeQuiet, StringComparison.Ordinal));
        var events = (await host.Team.Host.Reader.EventsAsync(host.Team.Amara, host.Channel, 0, 100, Cancel)).Events;
        Assert.Contains(Reason.BrokeQuiet, events.Select(e => e.Payload).OfType<Nudged>().Single().Why!);
        await host.Team.Host.Say(host.Team.Chen, host.Channel, new Acknowledge(3));
        await host.PassAsync(TimeSpan.FromHours(5), TimeSpan.FromMinutes(5));
        Assert.Equal(["nudged chen@15", "nudged chen@241", "nudged chen@256", "nudged chen@301"], await host.ToldAsync());
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Snooze_ByWhoeverIsAsked_HoldsTheLadder_WithinWhatIsBearable(Engine engine)
    {
        await using var host = await NudgeHost.StartAsync(engine, servers);
        var t = host.Team;
        var seq = await host.AskAsync(Priority.Important, within: 10);
        await host.PassAsync(TimeSpan.FromMinutes(11));
        await Do.Refused(409, () => t.Host.Say(t.Amara, host.Channel, new Snooze(seq, 30)));
        await Do.Refused(400, () => t.Host.Say(t.Chen, host.Channel, new Snooze(seq, 241)));
        await t.Host.Say(t.Chen, host.Channel, new Snooze(seq, 60));
        await host.PassAsync(TimeSpan.FromMinutes(65), TimeSpan.FromMinutes(1));
        Assert.Equal(["nudged chen@10", "nudged chen@71"], await host.ToldAsync());
        var urgent = await host.AskAsync(Priority.Urgent);
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        await Do.Refused(409, () => t.Host.Say(t.Chen, host.Channel, new Snooze(urgent, 15)));
        await t.Host.Say(t.Chen, host.Channel, new Snooze(urgent, 10));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task DirectRoom_WhoeverCoversIsTold_ThatSomebodyWaitsAndNothingMore(Engine engine)
    {
        await using var host = await NudgeHost.StartAsync(engine, servers);
        var t = host.Team;
        await host.PreferAsync(t.Chen, NudgeHost.AlwaysThere with { AwayUntil = t.Clock.GetUtcNow().AddDays(3), StandIn = t.Jonas });
        var room = await t.Host.Rooms.CreateAsync(t.Amara, new CreateRoom(RoomKind.Direct, null, [t.Chen]).Fresh(), Cancel);
        var asked = await host.AskAsync(Priority.Urgent, room: room);
        await host.PassAsync(TimeSpan.FromMinutes(8));
        Assert.Equal(["cover jonas@5", "nudged jonas@7"], await host.ToldAsync(room));
        await Do.Refused(404, () => t.Host.Reader.OpenAsync(t.Jonas, room, Cancel));
        Assert.All((await host.RowsAsync()).Where(r => r.Person == t.Jonas), r => Assert.Equal((null, null, t.Amara), (r.Room, r.Seq, r.Subject)));
        // And they see that it is done when it is.
        Assert.All((await host.RowsAsync()).Where(r => r.Person == t.Jonas), r => Assert.Null(r.DoneAt));
        await t.Host.Say(t.Chen, room, new Acknowledge(asked));
        Assert.All((await host.RowsAsync()).Where(r => r.Person == t.Jonas), r => Assert.True(r.DoneAt is not null && r.State != NotificationState.Waiting));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task TwoWhoStandInForEachOther_BothOffDuty_TheOtherIsAsked_AndTheLadderGoesOn(Engine engine)
    {
        await using var host = await NudgeHost.StartAsync(engine, servers);
        var t = host.Team;
        var asleep = NudgeHost.AlwaysThere with { Work = [.. Enumerable.Repeat(new DaySpan(20 * 60, 21 * 60), 7)] };
        await host.PreferAsync(t.Chen, asleep with { StandIn = t.Jonas });
        await host.PreferAsync(t.Jonas, asleep with { StandIn = t.Chen });
        await host.AskAsync(Priority.Urgent);
        await host.PassAsync(TimeSpan.FromMinutes(16), TimeSpan.FromMinutes(1));
        Assert.Equal(["added jonas@5", "cover jonas@5", "added rosa@7", "lead rosa@7"], (await host.ToldAsync()).Take(4));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task DueWork_IsFoundByItsIndex_HoweverManyAsksAreOpen(Engine engine)
    {
        await using var host = await NudgeHost.StartAsync(engine, servers);
        var (few, many) = Soak.On ? (1000, 1_000_000) : (1000, 50_000);
        var database = host.Team.Host.Database;
        await FillAsync(database, engine, few);
        var before = await MeasureAsync(database);
        await FillAsync(database, engine, many);
        var after = await MeasureAsync(database);
        var explain = engine == Engine.Postgres ? "EXPLAIN " : "EXPLAIN QUERY PLAN ";
        await using var on = await database.OpenAsync(Cancel);
        var plan = string.Join('\n', await on.Command(explain + NudgeRound.SelectDue, ("@now", 1L), ("@most", 1000)).ListAsync(r => string.Join(' ', Enumerable.Range(0, r.FieldCount).Select(r.GetValue)), Cancel));
        TestContext.Current.TestOutputHelper!.WriteLine($"{engine}: {few} asks {before:0.000} ms, {many} asks {after:0.000} ms\n{plan}");
        Assert.Contains("asks_next", plan);
        Assert.InRange(after, 0, Math.Max(before * 3, before + 2));
    }

    // Open asks of nobody in particular that are due in the far future.
    private static Task FillAsync(Database database, Engine engine, int count) => database.ExecuteAsync(engine == Engine.Postgres
        ? $"INSERT INTO asks (room, seq, person, author, kind, priority, since, next_at) SELECT gen_random_uuid(), i, gen_random_uuid(), gen_random_uuid(), 1, 1, 1, 4000000000000000 + i FROM generate_series(1, {count}) i; ANALYZE asks"
        : $"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) INSERT INTO asks (room, seq, person, author, kind, priority, since, next_at) SELECT randomblob(16), i, randomblob(16), randomblob(16), 1, 1, 1, 4000000000000000 + i FROM n; ANALYZE");

    private static async Task<double> MeasureAsync(Database database)
    {
        await using var on = await database.OpenAsync(Cancel);
        var times = new List<double>();
        for (var i = 0; i < 60; i++)
        {
            var began = TimeProvider.System.GetTimestamp();
            await on.Command(NudgeRound.SelectDue, ("@now", 1L), ("@most", 1000)).ListAsync(r => r.GetInt64(1), Cancel);
            times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
        }
        times.Sort();
        return times[times.Count / 2];
    }
}

using Hub.Core;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Notifications;
using Hub.Core.Nudges;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Messages;
using Hub.Tests.Journal;
using Hub.Tests.Support;

namespace Hub.Tests.Nudges;

/// <summary>
/// March 2026 in a few seconds: people in six zones with hours, absences and stand-ins of their own, asks that are answered late, by another, or never, and two
/// nodes that nudge at once, alone, or die halfway. In it the clocks of America (the 8th) and of Europe (the 29th) change.
/// </summary>
public sealed class MonthTests(TestServers servers)
{
    private static readonly string[] Zones = ["America/New_York", "America/Chicago", "America/Los_Angeles", "Europe/Berlin", "Asia/Kolkata", "Pacific/Auckland"];

    private readonly Random random = new(20260302);
    private readonly Dictionary<Guid, NotificationPreferences> preferences = [];
    private readonly PriorityQueue<Func<Task>, DateTimeOffset> todo = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task AMonthOfAsks_EachIsToldOnce_NeverInQuietHours_NeverAfterItWasDone_NeverPastAStandIn(Engine engine)
    {
        await using var host = await NudgeHost.StartAsync(engine, servers);
        var people = await PeopleAsync(host, 18);
        var room = await host.Team.Host.Channel(people[0], [.. people[1..]]);
        var (journal, rooms, _) = await host.Team.Host.OtherNodeAsync(host.Clock);
        await using var other = journal;
        NudgeRound[] nodes = [host.Round, host.On(journal, rooms)];
        var end = host.Clock.GetUtcNow().AddDays(31);
        for (var i = 0; i < (Soak.On ? 1000 * Soak.Rounds : 60); i++) todo.Enqueue(() => AskAsync(host, room, people), host.Clock.GetUtcNow().AddMinutes(random.Next(30 * 24 * 60)));

        while (await NextAsync(host, end) is { } next)
        {
            if (next > host.Clock.GetUtcNow()) host.Clock.Advance(next - host.Clock.GetUtcNow());
            while (todo.TryPeek(out var deed, out var at) && at <= host.Clock.GetUtcNow())
            {
                todo.Dequeue();
                await deed();
            }
            await RoundAsync(nodes);
        }

        await CheckAsync(host, room, end);
    }

    private async Task<DateTimeOffset?> NextAsync(NudgeHost host, DateTimeOffset end)
    {
        var due = await host.Round.NextAsync(Cancel) is { } at ? Instant.FromMicros(at) : DateTimeOffset.MaxValue;
        if (todo.TryPeek(out _, out var deed) && deed < due) due = deed;
        return due <= end ? due : null;
    }

    /// <summary>Both nodes at once, one alone, or one that dies on the way: what it left is found by the next.</summary>
    private async Task RoundAsync(NudgeRound[] nodes)
    {
        switch (random.Next(4))
        {
            case 0:
                await Task.WhenAll(nodes.Select(n => n.RunAsync(Cancel)));
                break;
            case 1:
                using (var killed = new CancellationTokenSource(TimeSpan.FromMilliseconds(random.Next(1, 6))))
                {
                    try
                    {
                        await nodes[1].RunAsync(killed.Token);
                    }
                    catch (OperationCanceledException)
                    {
                        // Killed between any two of its steps.
                    }
                }
                break;
            default:
                await nodes[random.Next(2)].RunAsync(Cancel);
                break;
        }
    }

    private async Task<Guid[]> PeopleAsync(NudgeHost host, int count)
    {
        var people = new Guid[count];
        for (var i = 0; i < count; i++) people[i] = await host.Team.PersonAsync($"person-{i}");
        for (var i = 0; i < count; i++)
        {
            // Every third is there at any hour, and may stand in for the two before.
            var zone = Zones[i % Zones.Length];
            preferences[people[i]] = i % 3 == 2 ? NudgeHost.AlwaysThere : new()
            {
                Zone = zone,
                StandIn = i % 3 == 0 ? people[i + 2] : null,
                AwayUntil = i % 4 == 0 ? host.Clock.GetUtcNow().AddDays(random.Next(3, 20)) : null,
            };
            await host.PreferAsync(people[i], preferences[people[i]]);
            if (i % 2 == 0) await host.Team.Book.SetMemberAsync(host.Team.As(host.Team.Rosa), host.Team.Team, people[i], lead: false, Cancel);
        }
        foreach (var other in (Guid[])[host.Team.Rosa, host.Team.Chen, host.Team.Amara, host.Team.Jonas]) preferences[other] = NudgeHost.AlwaysThere;
        return people;
    }

    private async Task AskAsync(NudgeHost host, Guid room, Guid[] people)
    {
        var author = people[random.Next(people.Length)];
        Guid[] asked = [.. people.Where(p => p != author).OrderBy(_ => random.Next()).Take(random.Next(1, 4))];
        var priority = (Priority)random.Next(1, 4);
        var seq = await host.Team.Host.Say(author, room, new PostMessage("Please look", priority, new Expects(AskKind.Acknowledge, asked, random.Next(3) == 0 ? random.Next(5, 600) : null)));
        foreach (var person in asked)
        {
            RoomCommand? answer = random.Next(10) switch { < 5 => new Acknowledge(seq), 5 => new HandOnAsk(seq, people[random.Next(people.Length)]), 6 => new PostMessage("Done", ReplyTo: seq), 7 => new Snooze(seq, 20), _ => null };
            if (answer is not null) Later(host, () => TryAsync(host, person, room, answer));
        }
        if (random.Next(12) == 0) Later(host, () => TryAsync(host, author, room, new CloseAsk(seq)));
    }

    private void Later(NudgeHost host, Func<Task> deed) => todo.Enqueue(deed, host.Clock.GetUtcNow().AddMinutes(random.Next(1, 20) * random.Next(1, 60)));

    private static async Task TryAsync(NudgeHost host, Guid who, Guid room, RoomCommand command)
    {
        try
        {
            await host.Team.Host.Say(who, room, command);
        }
        catch (Refusal)
        {
            // It was closed, handed to whom it cannot go, or snoozed too far: as people try it.
        }
    }

    private async Task CheckAsync(NudgeHost host, Guid room, DateTimeOffset end)
    {
        var rows = await host.RowsAsync();
        Assert.True(rows.Count(r => r.Kind == NoticeKind.Nudge && r.Channel == NoticeChannel.InApp) > 50, "The month was too quiet to tell anything.");
        Assert.Contains(rows, r => r.Kind == NoticeKind.Escalated);
        Assert.All(rows.Where(r => r.Channel == NoticeChannel.InApp).GroupBy(r => r.Key), told => Assert.Single(told));
        foreach (var r in rows.Where(r => r.Channel != NoticeChannel.InApp && r.Priority != Priority.Urgent)) Assert.Null(Hours.QuietUntil(preferences[r.Person], r.DueAt));
        foreach (var r in rows.Where(r => r.Kind != NoticeKind.NobodyReached && preferences[r.Person].StandIn is not null))
        {
            var own = preferences[r.Person];
            Assert.False(own.AwayUntil > r.CreatedAt, "Somebody who is away was told beside their stand-in.");
            Assert.True(r.Priority == Priority.Routine || Hours.IsWorking(own, r.CreatedAt), "Somebody off duty was told beside their stand-in.");
        }

        var fold = Room.Empty(room);
        foreach (var e in await EventsAsync(host, room))
        {
            if (e.Payload is NudgeEvent nudge) Assert.NotNull(fold.AskOf(nudge.Seq, nudge.PartOf(e.Actor)));
            fold = fold.Apply(e);
        }
        foreach (var r in rows.Where(r => r.Kind is NoticeKind.Nudge or NoticeKind.Escalated && r.Seq is { } seq && !fold.Asks.ContainsKey(seq))) Assert.NotNull(r.DoneAt);
        foreach (var ask in fold.Asks.Values.Where(a => a.Priority == Priority.Urgent && Instant.FromMicros(a.Since) < end.AddDays(-1)))
            Assert.All(ask.Waited, part => Assert.True(ask.NudgingOf(part).Over, "An urgent ask was left without an end."));
        Assert.Empty(await Tampers.FindAsync(new Verifier(host.Team.Host.Database, host.Team.Host.Key)));
    }

    private static async Task<List<JournalEvent>> EventsAsync(NudgeHost host, Guid room)
    {
        await using var on = await host.Team.Host.Database.OpenAsync(Cancel);
        var live = (await host.Team.Host.Journal.OpenAsync(on, room, Cancel))!;
        return (await on.EventsAsync(room, 0, live.Fold.Head, int.MaxValue, Cancel)).ConvertAll(r => host.Team.Host.Journal.Sealer.Open(live.Key, r));
    }
}

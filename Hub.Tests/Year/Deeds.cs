using Hub.Core.Notifications;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Messages;
using Hub.Tests.Journal;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Year;

/// <summary>What people do of themselves, and when: each deed goes through the program, and what the program let happen goes into the account.</summary>
internal sealed class Deeds(Extent extent, Town town, Nodes nodes, NudgeAccount account, Random random)
{
    private readonly Agenda<Func<int, Task>> agenda = new();

    public int Next => agenda.Next;
    public int Refused { get; private set; }

    public void Add(int at, Func<int, Task> deed) => agenda.Add(at, deed);

    public async Task DoAsync(int now)
    {
        while (agenda.Take(now) is { } next) await next.What(now);
    }

    public void Plan()
    {
        for (var i = 0; i < extent.Asks; i++) Add(extent.Slot(random.Next(Extent.Begin, extent.End - Timeline.Day)), AskAsync);
        for (var i = 0; i < extent.Leaves; i++) Add(extent.Slot(random.Next(Extent.Begin, extent.End)), LeaveAsync);
    }

    /// <summary>Through the one door: the seq of what happened; null: it was refused.</summary>
    public async Task<long?> TryAsync(Colleague who, Guid room, RoomCommand command)
    {
        try
        {
            return await nodes.Any.Services.GetRequiredService<RoomService>().ExecuteAsync(who.Id, room, command.Fresh());
        }
        catch (Refusal)
        {
            Refused++;
            return null;
        }
    }

    private async Task AskAsync(int now)
    {
        var place = town.Places[random.Next(town.Places.Count)];
        var author = place.Members[random.Next(place.Members.Count)];
        List<Colleague> asked = [.. place.Members.Where(p => p != author).OrderBy(_ => random.Next()).Take(random.Next(10) < 7 ? 1 : 2)];
        var priority = random.Next(100) switch { < 6 => Priority.Urgent, < 60 => Priority.Important, _ => Priority.Routine };
        int? within = random.Next(10) < (priority == Priority.Urgent ? 3 : 7) ? (priority == Priority.Urgent ? 30 : 60 * random.Next(1, priority == Priority.Important ? 9 : 60)) : null;
        var command = new PostMessage("Please look", priority, new Expects(AskKind.Acknowledge, [.. asked.Select(a => a.Id)], within));
        if (await TryAsync(author, place.Room, command) is not { } seq) return;
        var errand = new Errand(place, seq, author, priority, now, within is { } minutes ? now + minutes * Timeline.Minute : null);
        account.Asked(errand, asked);
        foreach (var who in asked) Answer(errand, who, now);
        // Nothing stays open for ever.
        Add(extent.Slot(now + random.Next(5, 15) * Timeline.Day), at => CloseAsync(errand, at));
        if (random.Next(15) == 0) Add(extent.Slot(Soon(errand, now)), at => CloseAsync(errand, at));
    }

    private void Answer(Errand errand, Colleague who, int now)
    {
        var at = Soon(errand, now);
        switch (random.Next(20))
        {
            case < 13:
                Add(at, _ => GiveAsync(errand, who, reply: false));
                break;
            case 13:
                Add(at, _ => GiveAsync(errand, who, reply: true));
                break;
            case 14:
                Add(at, when => HandOnAsync(errand, who, when));
                break;
            case 15:
                Add(at, when => SnoozeAsync(errand, who, when));
                Add(extent.Slot(at + 2 * Timeline.Day), _ => GiveAsync(errand, who, reply: false));
                break;
            case 16 or 17:
                Add(extent.Slot(at + 5 * Timeline.Hour), when => InPlaceAsync(errand, who, when));
                break;
        }
    }

    private async Task GiveAsync(Errand errand, Colleague who, bool reply)
    {
        RoomCommand given = reply ? new PostMessage("Done", ReplyTo: errand.Seq) : new Acknowledge(errand.Seq);
        if (await TryAsync(who, errand.Place.Room, given) is not null) account.Given(errand, who);
    }

    private async Task HandOnAsync(Errand errand, Colleague who, int now)
    {
        var to = errand.Place.Members[random.Next(errand.Place.Members.Count)];
        if (!errand.Open.Exists(p => p.Who == who)) return;
        if (await TryAsync(who, errand.Place.Room, new HandOnAsk(errand.Seq, to.Id, who.Id)) is null) return;
        account.HandedOn(errand, who, to, now);
        Add(extent.Slot(now + Timeline.Day), _ => GiveAsync(errand, to, reply: false));
    }

    private async Task SnoozeAsync(Errand errand, Colleague who, int now)
    {
        if (!errand.Open.Exists(p => p.Who == who)) return;
        var minutes = errand.Priority == Priority.Urgent ? 10 : 60 * random.Next(1, 5);
        if (await TryAsync(who, errand.Place.Room, new Snooze(errand.Seq, minutes)) is not null) account.Snoozed(errand, who, now + minutes * Timeline.Minute);
    }

    // Whoever was asked in somebody's place gives it, or makes it their own.
    private async Task InPlaceAsync(Errand errand, Colleague of, int now)
    {
        if (errand.Open.Find(p => p.Who == of) is not { Asked: [.., var by] }) return;
        if (random.Next(2) == 0)
        {
            await GiveAsync(errand, by, reply: false);
            return;
        }
        if (await TryAsync(by, errand.Place.Room, new HandOnAsk(errand.Seq, by.Id, of.Id)) is not null) account.HandedOn(errand, of, by, now);
    }

    private async Task CloseAsync(Errand errand, int now)
    {
        if (errand.Open.Count > 0 && await TryAsync(errand.Author, errand.Place.Room, new CloseAsk(errand.Seq)) is not null) account.Withdrawn(errand);
    }

    // For half a day up to two weeks; every second is back before that.
    private async Task LeaveAsync(int now)
    {
        var who = town.People.ElementAt(random.Next(town.People.Count()));
        if (who.IsAway(now)) return;
        var until = extent.Slot(now + random.Next(12, 15 * 24) * Timeline.Hour);
        await PreferAsync(who, until, now);
        if (random.Next(2) == 0) Add(extent.Slot(random.Next(now + 1, until)), at => PreferAsync(who, 0, at));
    }

    private async Task PreferAsync(Colleague who, int awayUntil, int now)
    {
        who.AwayUntil = awayUntil;
        await nodes.Any.Services.GetRequiredService<PreferencesBook>().SetAsync(who.Id, who.Preferences);
        account.Changed(who, town.Places, now);
    }

    // Mostly before it is due; what is urgent within minutes.
    private int Soon(Errand errand, int now) => errand.Priority == Priority.Urgent
        ? now + random.Next(1, 12) * Timeline.Minute
        : extent.Slot(now + 1 + random.Next(errand.Priority == Priority.Important ? 4 * Timeline.Hour : 2 * Timeline.Day));
}

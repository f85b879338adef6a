using Hub.Core.Notifications;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Messages;

namespace Hub.Tests.Year;

/// <summary>Something that was asked of people, and who of them has not given it yet.</summary>
internal sealed record Errand(Place Place, long Seq, Colleague Author, Priority Priority, int Since, int? DueAt)
{
    public List<Part> Open { get; } = [];
    public List<Part> All { get; } = [];
}

/// <summary>One person's part of it, and how far up the ladder it is.</summary>
internal sealed class Part(Errand errand, Colleague who)
{
    public Errand Errand => errand;
    public Colleague Who => who;
    public NudgeStep? Step { get; set; }
    public int Times { get; set; }
    public int StepAt { get; set; }
    public int LastAt { get; set; }
    public int SnoozedUntil { get; set; }
    public bool Over { get; set; }
    public int LookAt { get; set; }

    /// <summary>Who was asked in their place.</summary>
    public List<Colleague> Asked { get; } = [];

    public Colleague Present => Asked.Count > 0 && Step is not (null or NudgeStep.Person) ? Asked[^1] : who;
}

/// <summary>The ladders of the standard policy, as the product's description has them, walked by hand.</summary>
internal sealed class NudgeAccount(Agenda<Action<int>> agenda, NoticeAccount notices)
{
    // Who, at which minutes after the step began, and after how many the next one begins.
    private sealed record Rung(NudgeStep Who, int[] At, int Then)
    {
        public int Half => At.Append(Then).Zip(At.Append(Then).Skip(1), (a, b) => b - a).Min() * Timeline.Minute / 2;
    }

    private static readonly Dictionary<Priority, (int DueMinutes, Rung[] Rungs)> Ladders = new()
    {
        [Priority.Urgent] = (5, [new(NudgeStep.Person, [0, 2, 4, 6, 8, 10, 12, 14, 16, 18], 20), .. ((NudgeStep[])[NudgeStep.Cover, NudgeStep.Duty, NudgeStep.Lead]).Select(s => new Rung(s, [0, 2, 4, 6, 8], 10))]),
        [Priority.Important] = (60, [new(NudgeStep.Person, [0, 15, 60], 90), new(NudgeStep.Cover, [0, 15], 45), new(NudgeStep.Duty, [0, 15], 45), new(NudgeStep.Lead, [0, 60], 120)]),
        [Priority.Routine] = (0, [new(NudgeStep.Person, [0, 24 * 60, 2 * 24 * 60], 3 * 24 * 60)]),
    };

    public int Asks { get; private set; }

    public void Asked(Errand errand, IEnumerable<Colleague> people)
    {
        Asks++;
        errand.Place.Open.Add(errand);
        foreach (var who in people) Wait(errand, who, errand.DueAt ?? errand.Since + Math.Max(1, Ladders[errand.Priority].DueMinutes) * Timeline.Minute);
    }

    /// <summary>Somebody gave it: for themselves, and for those in whose place they were asked.</summary>
    public void Given(Errand errand, Colleague by) => Close(errand, errand.Open.FindAll(p => p.Who == by || p.Asked.Contains(by)));

    public void Withdrawn(Errand errand) => Close(errand, [.. errand.Open]);

    public void HandedOn(Errand errand, Colleague from, Colleague to, int now)
    {
        if (!errand.Open.Exists(p => p.Who == to)) Wait(errand, to, now);
        Close(errand, errand.Open.FindAll(p => p.Who == from));
    }

    public void Snoozed(Errand errand, Colleague by, int until)
    {
        var part = errand.Open.Find(p => p.Who == by)!;
        part.SnoozedUntil = until;
        Look(part, until);
    }

    /// <summary>Somebody is back or goes: what waits for them is looked at again.</summary>
    public void Changed(Colleague who, IEnumerable<Place> places, int now)
    {
        foreach (var part in places.SelectMany(p => p.Open).SelectMany(e => e.Open).Where(p => p.Who == who && !p.Over && p.LookAt > now)) Look(part, now);
    }

    private void Wait(Errand errand, Colleague who, int look)
    {
        // Who had it before and gets it again stands where they stood.
        var part = errand.All.Find(p => p.Who == who);
        if (part is null) errand.All.Add(part = new(errand, who));
        errand.Open.Add(part);
        Look(part, look);
    }

    private void Look(Part part, int at)
    {
        part.LookAt = at;
        agenda.Add(at, now =>
        {
            if (part.LookAt == now && part.Errand.Open.Contains(part) && !part.Over) Go(part, now);
        });
    }

    private void Close(Errand errand, List<Part> gone)
    {
        errand.Open.RemoveAll(gone.Contains);
        if (errand.Open.Count == 0) errand.Place.Open.Remove(errand);
        var (all, place) = (errand.Open.Count == 0, errand.Place);
        notices.End(n => ReferenceEquals(n.About, errand) && (all ? n.Told.Room is not null : gone.Exists(p => p.Who.Id == n.Told.Subject)));
        foreach (var guest in gone.SelectMany(p => p.Asked).Distinct().Where(g => !place.Has(g))) notices.End(n => n.Told.Person == guest.Id && (place.Direct ? ReferenceEquals(n.About, errand) && n.Told.Room is null : n.Told.Room == place.Room));
    }

    private void Go(Part part, int now)
    {
        var (errand, priority) = (part.Errand, part.Errand.Priority);
        var (until, to, step, times) = Next(part, now, part.Present);
        if (until > now)
        {
            Look(part, until);
            return;
        }
        if (to is null)
        {
            part.Over = true;
            notices.Tell(NoticeKind.NobodyReached, errand.Author, priority, now, errand.Place.Room, errand.Seq, part.Who.Id, sees: errand.Place.Has, about: errand);
            return;
        }
        var kind = step == NudgeStep.Person || step == part.Step ? NoticeKind.Nudge : NoticeKind.Escalated;
        if (step != part.Step) part.StepAt = now;
        (part.Step, part.Times, part.LastAt) = (step, times, now);
        if (to != part.Who && !part.Asked.Contains(to)) part.Asked.Add(to);
        // In a direct room whoever is asked from outside hears by whom, and not where.
        if (errand.Place.Direct && !errand.Place.Has(to)) notices.Tell(kind, to, priority, now, null, null, errand.Author.Id, settled: true, about: errand);
        else notices.Tell(kind, to, priority, now, errand.Place.Room, errand.Seq, part.Who.Id, settled: true, about: errand);
        Look(part, Next(part, now, to).Until);
    }

    /// <summary>Until when to wait; or, where that is now, whom to tell at which step; nobody: the ladder is at its end.</summary>
    private static (int Until, Colleague? To, NudgeStep Step, int Times) Next(Part part, int now, Colleague present)
    {
        var (errand, priority) = (part.Errand, part.Errand.Priority);
        if (part.SnoozedUntil > now) return (part.SnoozedUntil, null, default, 0);
        var (dueMinutes, rungs) = Ladders[priority];
        var rung = part.Step is { } on ? Array.Find(rungs, r => r.Who == on) ?? rungs[0] : null;
        var still = (errand.Place.Direct || errand.Place.Has(present)) && Resolved(present, priority, now) == present;
        if (rung is not null && still && part.Times < rung.At.Length)
        {
            var free = Free(present, priority, Math.Max(After(part, rung.At[part.Times]), part.LastAt + rung.Half), now);
            return (free, present, part.Step!.Value, Math.Max(part.Times + 1, rung.At.Count(m => After(part, m) <= now)));
        }
        var at = rung is null ? errand.DueAt ?? errand.Since + dueMinutes * Timeline.Minute : Math.Max(still ? After(part, rung.Then) : 0, part.LastAt + rung.Half);
        at = Math.Max(at, part.SnoozedUntil);
        List<(NudgeStep Step, Colleague Who)> choices = [.. rungs.Select(r => r.Who).Where(s => s > (part.Step ?? 0)).Select(s => (s, Reach(part, s, now))).Where(c => c.Item2 is not null).Select(c => (c.s, c.Item2!))];
        if (part.Step is null or NudgeStep.Person && priority == Priority.Routine && Reach(part, NudgeStep.Person, now) is null && Reach(part, NudgeStep.Cover, now) is { } cover) choices.Add((NudgeStep.Cover, cover));
        choices.RemoveAll(c => c.Who == part.Who ? part.Step is not null : c.Who == errand.Author || part.Asked.Contains(c.Who) || errand.Open.Exists(p => p.Who == c.Who));
        if (choices.Count == 0) return (at, null, default, 0);
        if (part.Step is null) choices.RemoveAll(c => c.Step != choices[0].Step);
        foreach (var (step, who) in choices)
            if (Free(who, priority, at, now) <= now) return (now, who, step, 1);
        return (choices.Min(c => Free(c.Who, priority, at, now)), null, default, 0);
    }

    private static Colleague? Reach(Part part, NudgeStep step, int now) => step switch
    {
        NudgeStep.Person => Resolved(part.Who, part.Errand.Priority, now) == part.Who ? part.Who : null,
        NudgeStep.Cover => part.Who.StandIn is { } other ? Resolved(other, part.Errand.Priority, now) : null,
        NudgeStep.Duty => Resolved(part.Who.Crew.OnDuty(now), part.Errand.Priority, now),
        _ => Resolved(part.Who.Crew.Lead, part.Errand.Priority, now),
    };

    // Away, or off duty when it cannot wait for their morning: their stand-in, if they have one.
    private static Colleague Resolved(Colleague who, Priority priority, int now) =>
        who.IsAway(now) || (priority != Priority.Routine && !who.IsOnDuty(now) && !who.IsWorking(now)) ? who.StandIn ?? who : who;

    // Of what is routine, each time is a working morning.
    private static int After(Part part, int minutes) => part.StepAt + minutes * Timeline.Minute - (part.Errand.Priority == Priority.Routine && minutes > 0 ? 12 * Timeline.Hour : 0);

    private static int Free(Colleague who, Priority priority, int from, int now)
    {
        if (priority == Priority.Urgent || (priority == Priority.Important && from > now)) return from;
        var at = Math.Max(from, now);
        if (priority == Priority.Important) return !who.IsAway(at) && who.IsOnDuty(at) ? at : who.Wakes(at);
        at = Math.Max(at, who.AwayUntil);
        for (var morning = who.Morning(from); at < morning || !who.IsWorking(at) || who.IsQuiet(at);) at = at < morning ? morning : Colleague.NextMinute(at);
        return at;
    }
}

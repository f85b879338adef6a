using Hub.Core.Notifications;
using Hub.Core.Rooms.Asks;

namespace Hub.Tests.Year;

/// <summary>What is open with whom, and whom to tell of it when: each part is looked at when its ladder says so, and told, put off, or given up.</summary>
internal sealed class NudgeAccount(Agenda<Action<int>> agenda, NoticeAccount notices)
{
    public int Asks { get; private set; }

    public void Asked(Errand errand, IEnumerable<Colleague> people)
    {
        Asks++;
        errand.Place.Open.Add(errand);
        foreach (var who in people) Wait(errand, who, errand.DueAt ?? errand.Since + Math.Max(1, PlainLadder.DueMinutes(errand.Priority)) * Timeline.Minute);
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
        foreach (var guest in place.Leave()) notices.End(n => n.Told.Person == guest.Id && n.Told.Room == place.Room);
        // Whoever was asked about a direct room from outside.
        foreach (var outsider in gone.SelectMany(p => p.Asked).Distinct()) notices.End(n => n.Told.Person == outsider.Id && ReferenceEquals(n.About, errand) && n.Told.Room is null);
    }

    private void Go(Part part, int now)
    {
        var (errand, priority) = (part.Errand, part.Errand.Priority);
        var (until, to, step, times) = PlainLadder.Next(part, now, part.Present);
        if (until > now)
        {
            Look(part, until);
            return;
        }
        if (to is null)
        {
            part.Over = true;
            notices.Tell(NoticeKind.NobodyReached, errand.Author, priority, now, errand.Place.Room, errand.Seq, part.Who.Id, sees: who => errand.Place.Had(who, now), about: errand);
            return;
        }
        var kind = step == NudgeStep.Person || step == part.Step ? NoticeKind.Nudge : NoticeKind.Escalated;
        if (step != part.Step) part.StepAt = now;
        (part.Step, part.Times, part.LastAt) = (step, times, now);
        if (to != part.Who && !part.Asked.Contains(to)) part.Asked.Add(to);
        if (!errand.Place.Direct && !errand.Place.Has(to)) errand.Place.Join(to, now);
        // In a direct room whoever is asked from outside hears by whom, and not where.
        if (errand.Place.Direct && !errand.Place.Has(to)) notices.Tell(kind, to, priority, now, null, errand.Seq, errand.Author.Id, settled: true, about: errand);
        else notices.Tell(kind, to, priority, now, errand.Place.Room, errand.Seq, part.Who.Id, settled: true, about: errand);
        Look(part, PlainLadder.Next(part, now, to).Until);
    }
}

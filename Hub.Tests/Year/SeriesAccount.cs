using Hub.Core.Notifications;
using Hub.Core.Rooms.Messages;

namespace Hub.Tests.Year;

/// <summary>A series of feedback sessions by its own calendar: its owner first among the participants.</summary>
internal sealed record Course(Guid Room, IReadOnlyList<Colleague> People, PlainZone Zone, int Minutes, string Start, string Rule)
{
    public List<Session> Sessions { get; } = [];
    public Colleague Owner => People[0];
}

/// <param name="Id">When the rule has it.</param>
internal sealed record Session(Course Of, int Id)
{
    public int At { get; set; } = Id;
    public bool Held { get; set; }
    public bool Skipped { get; set; }
    public HashSet<(int At, int Lead)> Told { get; } = [];
}

/// <summary>Something that somebody has promised to do, or has to say what became of it.</summary>
internal sealed record Promise(Guid Id, Guid Room, Colleague Owner, int DueAt, Func<Colleague, bool> Sees)
{
    public bool Done { get; set; }
}

/// <summary>What is to be told of sessions, commitments, digests, thanks, decisions and cases, worked out from what people did.</summary>
internal sealed class SeriesAccount(Agenda<Action<int>> agenda, NoticeAccount notices)
{
    private static readonly int[] Leads = [24 * 60, 60, 10];
    private const int Grace = Timeline.Hour;

    public void Planned(Course course)
    {
        foreach (var session in course.Sessions) Place(session);
    }

    /// <summary>The session is at another time, or is no more.</summary>
    public void Changed(Session session, int? to, int now)
    {
        (session.At, session.Skipped) = (to ?? session.At, to is null);
        foreach (var who in session.Of.People.Skip(1)) notices.Tell(NoticeKind.SessionChanged, who, Priority.Important, now, session.Of.Room, subject: session.Of.Room);
        if (session.Skipped) return;
        // Of the reminders whose time is past by now the last one stands for all.
        var passed = Leads.Where(l => session.At - l * Timeline.Minute <= now).ToList();
        if (passed.Count > 0) Remind(session, passed.Min(), now);
        Place(session);
    }

    public void Promised(Promise promise) => agenda.Add(promise.DueAt, now =>
    {
        if (!promise.Done) notices.Tell(NoticeKind.CommitmentDue, promise.Owner, Priority.Routine, now, promise.Room, subject: promise.Room, sees: promise.Sees, about: promise);
    });

    /// <summary>Of a decision that is due its owner is asked, and three days later the chair is told.</summary>
    public void Decided(Promise decision, Colleague chair)
    {
        foreach (var (who, at) in ((Colleague, int)[])[(decision.Owner, decision.DueAt), (chair, decision.DueAt + 3 * Timeline.Day)])
            if (at == decision.DueAt || chair != decision.Owner)
                agenda.Add(at, now =>
                {
                    if (!decision.Done) notices.Tell(NoticeKind.DecisionDue, who, Priority.Routine, now, decision.Room, subject: decision.Id, sees: decision.Sees, about: decision);
                });
    }

    public void Done(Promise promise)
    {
        promise.Done = true;
        notices.End(n => ReferenceEquals(n.About, promise));
    }

    /// <summary>A case that is not ready a day and two hours before its review.</summary>
    public void Unready(Guid room, Guid caseId, IReadOnlyList<Colleague> tell, int reviewAt, Func<Colleague, bool> sees)
    {
        foreach (var hours in (int[])[24, 2])
            agenda.Add(reviewAt - hours * Timeline.Hour, now =>
            {
                foreach (var who in tell) notices.Tell(NoticeKind.CaseNotReady, who, Priority.Important, now, room, subject: caseId, sees: sees);
            });
    }

    public void Thanked(Guid wall, long seq, Colleague to, int now) => notices.Tell(NoticeKind.Thanks, to, Priority.Routine, now, wall, seq);

    /// <summary>Every Friday at three in the afternoon, where the team is.</summary>
    public void Digests(Crew crew, int from, int until)
    {
        for (var local = 4 * Timeline.Day + 15 * Timeline.Hour; crew.Zone.Instant(local) <= until; local += Timeline.Week)
            if (crew.Zone.Instant(local) > from)
                agenda.Add(crew.Zone.Instant(local), now =>
                {
                    foreach (var who in crew.Members) notices.Tell(NoticeKind.Digest, who, Priority.Routine, now, null);
                });
    }

    private void Place(Session session)
    {
        var at = session.At;
        foreach (var lead in Leads)
            agenda.Add(at - lead * Timeline.Minute, now =>
            {
                if (session.At == at && !session.Skipped) Remind(session, lead, now);
            });
        agenda.Add(at + session.Of.Minutes * Timeline.Minute + Grace, now =>
        {
            if (session.At == at && session is { Skipped: false, Held: false }) notices.Tell(NoticeKind.SessionMissed, session.Of.Owner, Priority.Important, now, session.Of.Room, subject: session.Of.Room);
        });
    }

    private void Remind(Session session, int lead, int now)
    {
        if (!session.Told.Add((session.At, lead))) return;
        foreach (var who in session.Of.People) notices.Tell(NoticeKind.SessionReminder, who, Priority.Important, now, session.Of.Room, subject: session.Of.Room);
    }
}

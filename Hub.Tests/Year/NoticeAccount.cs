using Hub.Core.Notifications;
using Hub.Core.Rooms.Messages;

namespace Hub.Tests.Year;

/// <summary>One telling of somebody. A digest's own id is nobody's business here, so it has no subject; what says of no room what it is about has the seq of its message all the same.</summary>
internal readonly record struct Told(NoticeKind Kind, Guid Person, Guid? Room, long? Seq, Guid? Subject, int At);

/// <summary>Something that is to leave the house.</summary>
/// <param name="About">What it ends with.</param>
internal sealed record Sending(Told Told, NoticeChannel Way, Priority Priority, Colleague Who, object? About)
{
    public int Due { get; set; }
}

/// <summary>
/// Who has to be told what, when and by which ways, kept by hand beside the program: what is to stand in the page, and what is to be sent. Each that
/// the program does is struck off; what is done and does not stand here, or stands here and is not done, is a fault.
/// </summary>
internal sealed class NoticeAccount(Agenda<Action<int>> agenda)
{
    private readonly Dictionary<Told, int> page = [];
    private readonly Dictionary<(Told, NoticeChannel), Sending> waiting = [];

    public List<string> Faults { get; } = [];
    public Dictionary<string, int> Count { get; } = [];

    /// <param name="settled">Who is told was chosen by the ladder.</param>
    /// <param name="sees">Whether somebody could see what it is about; null: it is in no room.</param>
    public void Tell(NoticeKind kind, Colleague to, Priority priority, int now, Guid? room, long? seq = null, Guid? subject = null, bool settled = false, Func<Colleague, bool>? sees = null, object? about = null)
    {
        var off = to.IsAway(now) || (priority != Priority.Routine && !to.IsOnDuty(now) && !to.IsWorking(now));
        var who = kind <= NoticeKind.CommitmentDue && !settled && off && to.StandIn is { } other && !other.IsAway(now) && sees?.Invoke(other) != false ? other : to;
        var told = new Told(kind, who.Id, room, seq, subject, now);
        page[told] = page.GetValueOrDefault(told) + 1;
        int? leaves = priority == Priority.Urgent ? now
            : kind == NoticeKind.SessionReminder ? who.IsLeftAlone(now) ? null : now
            : priority == Priority.Routine && (who.IsLeftAlone(now) || !(settled || kind == NoticeKind.Digest)) ? who.Morning(Math.Max(now, who.AwayUntil))
            : who.IsLeftAlone(now) ? who.Wakes(now) : now;
        if (leaves is not { } due) return;
        foreach (var way in priority == Priority.Urgent ? who.Ways.Union([NoticeChannel.Push]) : who.Ways)
        {
            var one = new Sending(told, way, priority, who, about) { Due = due };
            if (!waiting.TryAdd((told, way), one)) Faults.Add($"The account has {told} by {way} twice.");
            if (due > now) agenda.Add(due, at => LookAgain(one, at));
        }
    }

    /// <summary>It is over: nobody need be told any more.</summary>
    public void End(Func<Sending, bool> which)
    {
        foreach (var key in waiting.Where(w => which(w.Value)).Select(w => w.Key).ToList()) waiting.Remove(key);
    }

    /// <summary>The program sent something.</summary>
    /// <param name="first">At its first try: then it has to be at its time. One that was cut off or failed may be late, and is bound by the hours all the same.</param>
    public void Sent(Told told, NoticeChannel way, int at, bool first)
    {
        if (!waiting.Remove((told, way), out var one))
        {
            Faults.Add($"{way} at {Timeline.At(at):u}: nothing of the kind was due, or it was done, or sent before: {told}");
            return;
        }
        if (at < one.Due || (first && at > one.Due)) Faults.Add($"{way} at {Timeline.At(at):u}, due {Timeline.At(one.Due):u}: {told}");
        if (one.Priority != Priority.Urgent && one.Who.IsLeftAlone(at)) Faults.Add($"{way} at {Timeline.At(at):u} in quiet hours or away: {told}");
        Note($"{told.Kind} {way}");
        if (at > one.Due) Note("late after a fault");
    }

    /// <summary>What stands in the page from before an instant on, against what should.</summary>
    public void CheckPage(IReadOnlyList<Told> rows, int before)
    {
        foreach (var told in rows)
        {
            Note($"{told.Kind} page");
            if (page.GetValueOrDefault(told) is var left and > 0) page[told] = left - 1;
            else Faults.Add($"In the page, and not due or there before: {told} {Timeline.At(told.At):u}");
        }
        foreach (var (told, left) in page.Where(p => p.Key.At < before).ToList())
        {
            if (left > 0) Faults.Add($"Due and not in the page: {told} {Timeline.At(told.At):u}");
            page.Remove(told);
        }
    }

    /// <summary>What waits in the outbox, against what should: nothing may be lost on the way, and nothing wait that is over.</summary>
    public void CheckWaiting(IReadOnlySet<(Told, NoticeChannel)> rows, int now)
    {
        foreach (var row in rows.Where(r => !waiting.ContainsKey(r))) Faults.Add($"Waits to be sent, and should not: {row}");
        foreach (var (key, one) in waiting.Where(w => !rows.Contains(w.Key)).ToList())
        {
            // A reminder that a fault brought into quiet hours is dropped.
            if (one.Told.Kind != NoticeKind.SessionReminder || one.Due >= now) Faults.Add($"Lost on the way: {one.Told} {one.Way}, due {Timeline.At(one.Due):u}");
            waiting.Remove(key);
        }
    }

    // Whoever has gone on leave by then is told when they are back.
    private void LookAgain(Sending one, int at)
    {
        if (one.Due != at || !waiting.ContainsKey((one.Told, one.Way)) || one.Priority == Priority.Urgent || !one.Who.IsLeftAlone(at) || at - one.Told.At < Timeline.Minute) return;
        one.Due = one.Who.Wakes(at);
        agenda.Add(one.Due, later => LookAgain(one, later));
    }

    private void Note(string what) => Count[what] = Count.GetValueOrDefault(what) + 1;
}

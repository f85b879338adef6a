using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Notifications;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Messages;
using Hub.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Feedback;

/// <summary>
/// What time does to series: reminders, what was moved, what was missed, commitments that are due, owners who are gone. It looks at what is, and whatever it
/// tells has a key of its own, so a run that is late, doubled or cut off tells everybody once. Ids and instants alone leave here.
/// </summary>
public sealed class SeriesClock(IDbContextFactory<HubDb> databases, SeriesReader reader, RoomService rooms, NotificationBook book, TimeProvider clock)
{
    private const int Together = 200;
    private const long ADay = 24 * 60 * Instant.Minute;

    /// <summary>Does what is due; how many series and commitments were looked at.</summary>
    public async Task<int> RunAsync(CancellationToken cancel = default)
    {
        var done = 0;
        await using var db = await databases.CreateDbContextAsync(cancel);
        await db.Database.OpenConnectionAsync(cancel);
        await OneByOne.DoAsync<Func<Task>>([() => PassOnAsync(db, cancel), async () => done += await CommitmentsAsync(db, cancel), async () => done += await LookAsync(db, cancel)], part => part());
        return done;
    }

    /// <summary>When a run next finds something to do; null: nothing as things stand.</summary>
    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancel = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await db.Database.OpenConnectionAsync(cancel);
        var look = await db.Series.MinAsync(s => (long?)s.LookAt, cancel);
        var due = await db.Commitments.Where(c => c.ToldDue == null || c.ToldDue != c.DueAt).MinAsync(c => (long?)c.DueAt, cancel);
        var next = Math.Min(look ?? long.MaxValue, due ?? long.MaxValue);
        return next == long.MaxValue ? null : Instant.FromMicros(next);
    }

    private async Task<int> LookAsync(HubDb db, CancellationToken cancel)
    {
        for (var done = 0; ;)
        {
            var now = clock.Micros();
            var due = await SeriesReader.TimetablesAsync(db, db.Series.Where(s => s.LookAt <= now).OrderBy(s => s.LookAt).Take(Together), cancel);
            // One that cannot be done now, as of a room that was tampered with, stands back behind the others.
            await OneByOne.DoAsync(due, d => LookAsync(db, d.Row, d.Table, d.Dates, now, cancel), d => LookAgainAsync(db, d.Row, now + Instant.Minute, cancel));
            done += due.Count;
            if (due.Count < Together) return done;
        }
    }

    private async Task LookAsync(HubDb db, SeriesRow row, Timetable table, Dictionary<long, SeriesDateRow> dates, long now, CancellationToken cancel)
    {
        var people = await ParticipantsAsync(db, row.Room, cancel);
        var work = SessionWork.Of(table, [.. row.Reminders.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)], row.CreatedAt,
            o => dates.TryGetValue(o.Id, out var d) && (d.Held || d.Missed), now);
        var notices = new List<Notice>();
        foreach (var (session, lead) in work.Reminders)
            notices.AddRange(people.Select(p => Told(row, SessionKeys.Reminder(row.Room, session.At, lead), NoticeKind.SessionReminder, p, Instant.FromMicros(session.At - lead * Instant.Minute))));
        var changed = dates.Values.Where(d => d.ChangedSeq > d.ToldSeq).ToList();
        foreach (var date in changed.Where(d => Math.Max(d.Occurrence, d.MovedTo ?? 0) > now))
            notices.AddRange(people.Where(p => p != date.ChangedBy).Select(p => Told(row, SessionKeys.Changed(row.Room, date.Occurrence, date.ChangedSeq), NoticeKind.SessionChanged, p, Instant.FromMicros(now))));
        // Another plan, or the end: told within a day, so that whoever joins later is not told what was before them.
        foreach (var since in new[] { row.From, row.EndedAt ?? 0 }.Where(since => since > now - ADay))
            notices.AddRange(people.Where(p => p != row.Owner).Select(p => Told(row, SessionKeys.Planned(row.Room, since), NoticeKind.SessionChanged, p, Instant.FromMicros(since))));
        // Noted as missed by a node that died before it said so; who was told is not told again.
        if (row.Owner is { } seesToIt && dates.Values.Where(d => d.Missed).MaxBy(d => d.MovedTo ?? d.Occurrence) is { } noted && (noted.MovedTo ?? noted.Occurrence) + table.Length + SessionWork.Grace > now - ADay)
            notices.Add(Told(row, SessionKeys.Missed(row.Room, noted.MovedTo ?? noted.Occurrence), NoticeKind.SessionMissed, seesToIt, Instant.FromMicros(now)));
        if (notices.Count > 0) await book.TellAsync(notices, cancel);
        foreach (var date in changed)
            await db.SeriesDates.Where(d => d.Room == date.Room && d.Occurrence == date.Occurrence && d.ChangedSeq == date.ChangedSeq).ExecuteUpdateAsync(s => s.SetProperty(d => d.ToldSeq, date.ChangedSeq), cancel);
        for (var i = 0; i < work.Missed.Count; i++) await MissedAsync(row, table, people, work.Missed[i], isLast: i == work.Missed.Count - 1, now, cancel);
        await LookAgainAsync(db, row, work.Next, cancel);
    }

    // A change that came meanwhile has put it back to now: it stays there.
    private static Task<int> LookAgainAsync(HubDb db, SeriesRow row, long at, CancellationToken cancel) =>
        db.Series.Where(s => s.Room == row.Room && s.Seq == row.Seq).ExecuteUpdateAsync(s => s.SetProperty(r => r.LookAt, at), cancel);

    /// <summary>Writes down that nobody came. Of several, only the last is worth a new time and a word to the owner.</summary>
    private async Task MissedAsync(SeriesRow row, Timetable table, IReadOnlyList<Guid> people, Occurrence missed, bool isLast, long now, CancellationToken cancel)
    {
        long? proposed = null;
        if (isLast)
        {
            var others = await reader.BusyAsync(people, row.Room, now, now + 40 * ADay, cancel);
            var own = table.NotOver(now).TakeWhile(o => o.At < now + 40 * ADay).Select(o => new Busy(Guid.Empty, o.At, o.At + table.Length));
            proposed = Proposal.Of(missed.At, table.Length, table.Zone, now, [.. others, .. own]);
        }
        try
        {
            await rooms.ExecuteAsSystemAsync(row.Room, new NoteMissed(Instant.FromMicros(missed.Id), proposed is { } at ? Instant.FromMicros(at) : null) { Id = Ids.New(clock.GetUtcNow()) }, cancel);
        }
        // Somebody wrote something down meanwhile, or skipped it.
        catch (Refusal meanwhile) when (meanwhile.Status is 404 or 409)
        {
            return;
        }
        if (isLast && row.Owner is { } owner)
            await book.TellAsync([Told(row, SessionKeys.Missed(row.Room, missed.At), NoticeKind.SessionMissed, owner, Instant.FromMicros(now))], cancel);
    }

    /// <summary>A series whose owner left or was disabled goes to the next lead of its team, else to whoever has been in it longest; they are told.</summary>
    private async Task PassOnAsync(HubDb db, CancellationToken cancel)
    {
        var orphans = await db.Series.AsNoTracking().Where(s => s.EndedAt == null && (s.Owner == null || !db.Users.Any(u => u.Id == s.Owner && !u.Disabled))).ToListAsync(cancel);
        await OneByOne.DoAsync(orphans, row => PassOnAsync(db, row, cancel));
    }

    private async Task PassOnAsync(HubDb db, SeriesRow row, CancellationToken cancel)
    {
        var people = await ParticipantsAsync(db, row.Room, cancel);
        var leads = await db.TeamMembers.Where(m => m.TeamId == row.Team && m.Lead && m.PersonId != row.Owner && db.Users.Any(u => u.Id == m.PersonId && !u.Disabled)).Select(m => m.PersonId).ToListAsync(cancel);
        if (leads.OrderByDescending(people.Contains).ThenBy(l => l).Concat(people.Where(p => p != row.Owner)).Select(p => (Guid?)p).FirstOrDefault() is not { } next) return;
        try
        {
            // Told first, passed on then: cut off between the two it is told again under the same key, which tells nobody anything.
            await book.TellAsync([Told(row, SessionKeys.Passed(row.Room, row.Seq), NoticeKind.SessionChanged, next, clock.GetUtcNow())], cancel);
            await rooms.ExecuteAsSystemAsync(row.Room, new PassOnSeries(next) { Id = Ids.New(clock.GetUtcNow()) }, cancel);
        }
        // They are gone too meanwhile, or the series is: the next run looks again.
        catch (Refusal meanwhile) when (meanwhile.Status is 400 or 404)
        {
        }
    }

    private async Task<int> CommitmentsAsync(HubDb db, CancellationToken cancel)
    {
        var now = clock.Micros();
        var due = await db.Commitments.AsNoTracking().Where(c => c.DueAt <= now && (c.ToldDue == null || c.ToldDue != c.DueAt)).OrderBy(c => c.DueAt).Take(Together).ToListAsync(cancel);
        if (due.Count == 0) return 0;
        await book.TellAsync([.. due.Select(c => new Notice(SessionKeys.Commitment(c.Room, c.Id, c.DueAt), NoticeKind.CommitmentDue, c.Person, Priority.Routine, Instant.FromMicros(c.DueAt), c.Room, Subject: c.Room))], cancel);
        foreach (var told in due)
            await db.Commitments.Where(c => c.Room == told.Room && c.Id == told.Id).ExecuteUpdateAsync(s => s.SetProperty(c => c.ToldDue, told.DueAt), cancel);
        return due.Count;
    }

    // Whoever has been in it longest comes first.
    private static Task<List<Guid>> ParticipantsAsync(HubDb db, Guid room, CancellationToken cancel) =>
        db.Set<MemberRow>().Where(m => m.Room == room && db.Users.Any(u => u.Id == m.User && !u.Disabled)).OrderBy(m => m.Since).ThenBy(m => m.User).Select(m => m.User).ToListAsync(cancel);

    private static Notice Told(SeriesRow row, string key, NoticeKind kind, Guid to, DateTimeOffset at) => new(key, kind, to, Priority.Important, at, row.Room, Subject: row.Room);
}

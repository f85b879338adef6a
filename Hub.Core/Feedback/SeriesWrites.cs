using Hub.Core.Journal;
using Hub.Core.Notifications;
using Hub.Core.Rooms;

namespace Hub.Core.Feedback;

/// <summary>The tables of a series, written with the commit that changed it. Whatever changes, what is due is looked at anew.</summary>
internal static class SeriesWrites
{
    private const string PutSeries = """
        INSERT INTO feedback_series (room, seq, owner, team, zone, start, minutes, rrule, reminders, from_at, created_at, ended_at, sequence, look_at)
        VALUES (@room, @seq, @owner, @team, @zone, @start, @minutes, @rrule, @reminders, @from, @created, @ended, @sequence, 0)
        ON CONFLICT (room) DO UPDATE SET seq = excluded.seq, owner = excluded.owner, team = excluded.team, zone = excluded.zone, start = excluded.start, minutes = excluded.minutes,
            rrule = excluded.rrule, reminders = excluded.reminders, from_at = excluded.from_at, ended_at = excluded.ended_at, sequence = excluded.sequence, look_at = 0
        """;

    private const string PutDate = """
        INSERT INTO session_dates (room, occurrence, moved_to, skipped, held, missed, changed_seq, changed_by, told_seq)
        VALUES (@room, @occurrence, @moved, @skipped, @held, @missed, @seq, @by, 0)
        ON CONFLICT (room, occurrence) DO UPDATE SET moved_to = excluded.moved_to, skipped = excluded.skipped, held = excluded.held, missed = excluded.missed,
            changed_seq = excluded.changed_seq, changed_by = excluded.changed_by
        """;

    private const string PutCommitment = """
        INSERT INTO session_commitments (room, id, person, occurrence, due_at, told_due) VALUES (@room, @id, @person, @occurrence, @due, NULL)
        ON CONFLICT (room, id) DO UPDATE SET due_at = excluded.due_at
        """;

    // What was done is told to nobody any more: the notice of it ends with the commit.
    private const string EndNotices = AskNotices.End + " AND kind = @kind AND key LIKE @keys";

    public static void Add(Room before, Room after, AppendSet set)
    {
        if (after.Shredded && before.Series is not null) Forget(after.Id, set);
        if (after.Series is not { } series || (ReferenceEquals(before.Series, series) && ReferenceEquals(before.Members, after.Members))) return;
        var plan = series.Plan;
        set.Also.Add(new(PutSeries, ("@room", after.Id), ("@seq", after.Head), ("@owner", series.Owner), ("@team", plan.Team), ("@zone", plan.Zone), ("@start", plan.Start),
            ("@minutes", plan.Minutes), ("@rrule", plan.Rrule), ("@reminders", string.Join(' ', plan.Reminders ?? SeriesPlan.UsualReminders)), ("@from", series.From),
            ("@created", after.CreatedAt), ("@ended", series.EndedAt), ("@sequence", series.Sequence)));
        var known = before.Series;
        // Under another plan dates go that never were.
        foreach (var gone in known?.Dates.Keys.Where(id => !series.Dates.ContainsKey(id)) ?? [])
            set.Also.Add(new("DELETE FROM session_dates WHERE room = @room AND occurrence = @occurrence", ("@room", after.Id), ("@occurrence", gone)));
        foreach (var (id, date) in series.Dates.Where(d => known is null || !ReferenceEquals(known.Dates.GetValueOrDefault(d.Key), d.Value)))
            set.Also.Add(new(PutDate, ("@room", after.Id), ("@occurrence", id), ("@moved", date.MovedTo), ("@skipped", date.Skipped), ("@held", date.Held), ("@missed", date.Missed),
                ("@seq", date.ChangedSeq), ("@by", date.ChangedBy)));
        foreach (var gone in known?.Open.Where(c => !series.Open.Exists(o => o.Id == c.Id)) ?? [])
        {
            set.Also.Add(new("DELETE FROM session_commitments WHERE room = @room AND id = @id", ("@room", after.Id), ("@id", gone.Id)));
            set.Also.Add(new(EndNotices, ("@at", after.LastAt), ("@room", after.Id), ("@kind", (short)NoticeKind.CommitmentDue), ("@keys", SessionKeys.Commitment(after.Id, gone.Id))));
        }
        foreach (var open in series.Open.Where(c => known is null || !known.Open.Contains(c)))
            set.Also.Add(new(PutCommitment, ("@room", after.Id), ("@id", open.Id), ("@person", open.Owner), ("@occurrence", open.Occurrence), ("@due", Instant.ToMicros(open.DueAt))));
    }

    // Of a series that was destroyed nothing is due any more.
    private static void Forget(Guid room, AppendSet set)
    {
        foreach (var table in (string[])["feedback_series", "session_dates", "session_commitments"]) set.Also.Add(new($"DELETE FROM {table} WHERE room = @room", ("@room", room)));
    }
}

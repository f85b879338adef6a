using System.Data.Common;
using Hub.Core.Data;

namespace Hub.Core.Notifications;

/// <summary>Where whatever people are to be told is written, once each.</summary>
public sealed class NotificationBook(Database database, Standings standings, TimeProvider clock, IEnumerable<INoticeListener> listeners)
{
    /// <summary>Decides channels and instants (<see cref="Delivery"/>) and writes a row for each. Told again, late or by two nodes at once, a notice is written once.</summary>
    public async Task TellAsync(IReadOnlyList<Notice> notices, CancellationToken cancel = default)
    {
        if (notices.Count == 0) return;
        var rows = await PlanAsync(notices, cancel);
        var people = new HashSet<Guid>();
        await using (var on = await database.OpenAsync(cancel))
        await using (var transaction = await on.BeginTransactionAsync(cancel))
        {
            foreach (var meant in rows.GroupBy(r => (r.Key, To: r.ForPerson ?? r.Person)))
            {
                if (await IsToldAsync(transaction, meant.Key.Key, meant.Key.To, meant.First().CreatedAt, cancel)) continue;
                foreach (var row in meant)
                {
                    await using var insert = on.Command(NotificationSql.Insert, NotificationSql.Values(row));
                    insert.Transaction = transaction;
                    await insert.ExecuteNonQueryAsync(cancel);
                    people.Add(row.Person);
                }
            }
            await transaction.CommitAsync(cancel);
        }
        if (people.Count == 0) return;
        foreach (var listener in listeners) listener.Changed(people);
    }

    // Told once is told: whom and by which ways was decided then, and is not decided anew because they look elsewhere or are away by now.
    private static async Task<bool> IsToldAsync(DbTransaction transaction, string key, Guid to, DateTimeOffset before, CancellationToken cancel)
    {
        await using var told = transaction.Connection!.Command("SELECT 1 FROM notifications WHERE key = @key AND COALESCE(for_person, person) = @to AND created_at < @before LIMIT 1",
            ("@key", key), ("@to", to), ("@before", Instant.ToMicros(before)));
        told.Transaction = transaction;
        return await told.ExecuteScalarAsync(cancel) is not null;
    }

    /// <summary>How long what was told is kept: longer than anything is told again by the same key.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    /// <summary>Takes out what is older than <see cref="Kept"/> and does not wait to be sent.</summary>
    /// <returns>How many rows.</returns>
    public async Task<int> ForgetAsync(CancellationToken cancel = default)
    {
        await using var on = await database.OpenAsync(cancel);
        await using var delete = on.Command("DELETE FROM notifications WHERE state <> 0 AND created_at < @before", ("@before", Instant.ToMicros(clock.GetUtcNow() - Kept)));
        return await delete.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>The same decision as rows that a journal's commit writes itself, with what happened (<see cref="NotificationSql"/>).</summary>
    public async Task<IReadOnlyList<NotificationRow>> PlanAsync(IReadOnlyList<Notice> notices, CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        var rows = new List<NotificationRow>();
        var found = await standings.OfAsync(notices, now, cancel);
        foreach (var notice in notices)
        {
            if (notice.Key.Length > Notice.LongestKey) throw new ArgumentException($"The key {notice.Key} is longer than {Notice.LongestKey}.", nameof(notices));
            if (!found.TryGetValue((notice.To, notice.Room), out var meant)) continue;
            var standIn = meant.Preferences.StandIn is { } person ? found.GetValueOrDefault((person, notice.Room)) : null;
            var at = notice.At > now ? notice.At : now;
            var decided = Delivery.Decide(notice, meant, standIn, at);
            rows.AddRange(decided.Sends.Select(send => new NotificationRow
            {
                Id = Ids.New(now),
                Key = notice.Key,
                Kind = notice.Kind,
                Person = decided.To,
                ForPerson = decided.For,
                Channel = send.Channel,
                Priority = notice.Priority,
                Room = notice.Room,
                Seq = notice.Seq,
                Subject = notice.Subject,
                Why = string.Join(' ', decided.Why),
                CreatedAt = now,
                DueAt = send.At,
                // What stands in the page is told by standing there.
                State = send.Channel == NoticeChannel.InApp ? NotificationState.Sent : NotificationState.Waiting,
                SentAt = send.Channel == NoticeChannel.InApp ? now : null,
            }));
        }
        return rows;
    }
}

/// <summary>How a row is written, the same on both engines and within a journal's commit.</summary>
internal static class NotificationSql
{
    public const string Insert = """
        INSERT INTO notifications (id, key, kind, person, for_person, channel, priority, room, seq, subject, why, created_at, due_at, state, attempts, sent_at)
        VALUES (@id, @key, @kind, @person, @for, @channel, @priority, @room, @seq, @subject, @why, @created, @due, @state, 0, @sent)
        ON CONFLICT (key, person, channel) DO NOTHING
        """;

    public static (string, object?)[] Values(NotificationRow r) =>
    [
        ("@id", r.Id), ("@key", r.Key), ("@kind", (short)r.Kind), ("@person", r.Person), ("@for", r.ForPerson), ("@channel", (short)r.Channel), ("@priority", (short)r.Priority),
        ("@room", r.Room), ("@seq", r.Seq), ("@subject", r.Subject), ("@why", r.Why), ("@created", Instant.ToMicros(r.CreatedAt)), ("@due", Instant.ToMicros(r.DueAt)), ("@state", (short)r.State),
        ("@sent", r.SentAt is { } sent ? Instant.ToMicros(sent) : null),
    ];
}

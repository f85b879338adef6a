using System.Data.Common;
using Hub.Core.Data;
using Hub.Core.Rooms.Messages;

namespace Hub.Core.Notifications.Outbox;

/// <summary>The outbox as the table notifications has it. What is due is reckoned by the work clock, leases by the real one.</summary>
public sealed class OutboxRows(Database database, TimeProvider clock, TimeProvider realClock) : IOutbox
{
    public static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(2);

    private const string Columns = "id, key, kind, person, for_person, channel, priority, room, seq, subject, created_at, due_at, attempts, parcel";
    private const string Free = "state = 0 AND due_at <= @now AND channel = @channel AND done_at IS NULL AND (lease_until IS NULL OR lease_until <= @real)";
    // What was done before it was sent needs no sending.
    private const string DropDone = "UPDATE notifications SET state = 3, lease_until = NULL WHERE state = 0 AND due_at <= @now AND channel = @channel AND done_at IS NOT NULL";

    public async Task<DateTimeOffset?> NextDueAsync(NoticeChannel channel, CancellationToken cancel)
    {
        await using var on = await database.OpenAsync(cancel);
        return (await on.Command("SELECT due_at FROM notifications WHERE state = 0 AND channel = @channel AND done_at IS NULL AND (lease_until IS NULL OR lease_until <= @real) ORDER BY due_at LIMIT 1",
            ("@channel", (short)channel), ("@real", realClock.Micros())).ListAsync(r => (DateTimeOffset?)Instant.FromMicros(r.GetInt64(0)), cancel)).FirstOrDefault();
    }

    public async Task<IReadOnlyList<Parcel>> ClaimAsync(NoticeChannel channel, int most, CancellationToken cancel)
    {
        var (now, real) = (clock.Micros(), realClock.Micros());
        await using var on = await database.OpenAsync(cancel);
        // An idle tick does not take SQLite's one writer.
        await using (var peek = on.Command("SELECT 1 FROM notifications WHERE state = 0 AND due_at <= @now AND channel = @channel AND (done_at IS NOT NULL OR lease_until IS NULL OR lease_until <= @real) LIMIT 1",
            ("@now", now), ("@real", real), ("@channel", (short)channel)))
            if (await peek.ExecuteScalarAsync(cancel) is null) return [];

        await using var transaction = await on.BeginTransactionAsync(cancel);
        await In(transaction, on.Command(DropDone, ("@now", now), ("@channel", (short)channel))).RunAsync(cancel);
        var rows = await RowsAsync($"{Free} ORDER BY due_at LIMIT @most", ("@most", most));
        var together = await RowsAsync($"{Free} AND ((priority = {(short)Priority.Routine} AND parcel IS NULL AND {on.InIds("person", "@people")}) OR {on.InIds("parcel", "@parcels")})",
            ("@people", rows.Where(GoesWithOthers).Select(r => r.Person).Distinct().ToArray()), ("@parcels", rows.Select(r => r.Parcel).OfType<Guid>().Distinct().ToArray()));
        var lease = real + (long)LeaseTime.TotalMicroseconds;
        var parcels = Pack(rows.UnionBy(together.Where(r => r.Parcel is not null || GoesWithOthers(r)), r => r.Id), channel, lease);
        foreach (var parcel in parcels)
            await In(transaction, on.Command($"UPDATE notifications SET parcel = @parcel, lease_until = @lease, attempts = attempts + 1 WHERE {on.InIds("id", "@ids")}",
                ("@parcel", parcel.Id), ("@lease", lease), ("@ids", Ids(parcel)))).RunAsync(cancel);
        await transaction.CommitAsync(cancel);
        return parcels;

        Task<List<NotificationRow>> RowsAsync(string where, params ReadOnlySpan<(string, object?)> more) => In(transaction, on.Command(
            $"SELECT {Columns} FROM notifications WHERE {where}{(database.Engine == Engine.Postgres ? " FOR UPDATE SKIP LOCKED" : "")}",
            [("@now", now), ("@real", real), ("@channel", (short)channel), .. more])).ListAsync(Read, cancel);
    }

    public async Task<bool> IsWantedAsync(Parcel parcel, CancellationToken cancel)
    {
        await using var on = await database.OpenAsync(cancel);
        await using var wanted = on.Command($"SELECT 1 FROM notifications WHERE state = 0 AND done_at IS NULL AND {on.InIds("id", "@ids")} LIMIT 1", ("@ids", Ids(parcel)));
        return await wanted.ExecuteScalarAsync(cancel) is not null;
    }

    public async Task EndAsync(Parcel parcel, Posted how, CancellationToken cancel)
    {
        await using var on = await database.OpenAsync(cancel);
        await on.Command($"UPDATE notifications SET state = @state, sent_at = @sent, error = @error, lease_until = NULL WHERE state = 0 AND {on.InIds("id", "@ids")}",
            ("@state", (short)how.State), ("@sent", how.State == NotificationState.Sent ? clock.Micros() : null), ("@error", how.Because), ("@ids", Ids(parcel))).RunAsync(cancel);
    }

    public async Task RetryAsync(Parcel parcel, string error, TimeSpan after, CancellationToken cancel)
    {
        await using var on = await database.OpenAsync(cancel);
        await on.Command($"UPDATE notifications SET lease_until = @next, error = @error WHERE state = 0 AND lease_until = @lease AND {on.InIds("id", "@ids")}",
            ("@next", realClock.Micros() + (long)after.TotalMicroseconds), ("@error", error), ("@lease", parcel.Lease), ("@ids", Ids(parcel))).RunAsync(cancel);
    }

    public async Task PutOffAsync(Parcel parcel, DateTimeOffset until, CancellationToken cancel)
    {
        await using var on = await database.OpenAsync(cancel);
        await on.Command($"UPDATE notifications SET due_at = @until, lease_until = NULL, attempts = attempts - 1 WHERE state = 0 AND lease_until = @lease AND {on.InIds("id", "@ids")}",
            ("@until", Instant.ToMicros(until)), ("@lease", parcel.Lease), ("@ids", Ids(parcel))).RunAsync(cancel);
    }

    // What was packed together once stays so: a repetition must be told by its id.
    private static List<Parcel> Pack(IEnumerable<NotificationRow> rows, NoticeChannel channel, long lease) =>
        [.. rows.GroupBy(r => (Parcel: r.Parcel ?? (GoesWithOthers(r) ? null : (Guid?)r.Id), r.Person))
            .Select(g => new Parcel(g.Key.Parcel ?? g.First().Id, channel, g.Key.Person, [.. g], lease, g.Max(r => r.Attempts) + 1))];

    /// <summary>Routine ones go together; a digest, and what brings an appointment along, go alone.</summary>
    private static bool GoesWithOthers(NotificationRow row) => row is { Priority: Priority.Routine, Parcel: null } and not { Kind: NoticeKind.Digest or NoticeKind.SessionReminder or NoticeKind.SessionChanged };

    private static Guid[] Ids(Parcel parcel) => [.. parcel.Rows.Select(r => r.Id)];

    private static DbCommand In(DbTransaction transaction, DbCommand command)
    {
        command.Transaction = transaction;
        return command;
    }

    private static NotificationRow Read(DbDataReader row) => new()
    {
        Id = row.Id(0), Key = row.GetString(1), Kind = (NoticeKind)row.GetInt16(2), Person = row.Id(3), ForPerson = row.IsDBNull(4) ? null : row.Id(4),
        Channel = (NoticeChannel)row.GetInt16(5), Priority = (Priority)row.GetInt16(6), Room = row.IsDBNull(7) ? null : row.Id(7), Seq = row.IsDBNull(8) ? null : row.GetInt64(8),
        Subject = row.IsDBNull(9) ? null : row.Id(9), CreatedAt = Instant.FromMicros(row.GetInt64(10)), DueAt = Instant.FromMicros(row.GetInt64(11)),
        Attempts = row.GetInt32(12), Parcel = row.IsDBNull(13) ? null : row.Id(13),
    };
}

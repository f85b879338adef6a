using System.Data.Common;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Work;
using Microsoft.Data.Sqlite;

namespace Hub.Core.Rooms.Reviews;

/// <summary>
/// Keeps who is in live reviews, and passes a chair on whose lease has lapsed. Rows of the database, not presence on the bus: without Redis nobody is unseated.
/// Run twice, late, or on two nodes at once, it does one thing.
/// </summary>
public sealed class ChairWatch(RoomJournal journal, RoomService rooms, ChairLease lease, TimeProvider clock)
{
    private const long Forgotten = 24 * 60 * Instant.Minute;

    private long Lapses => lease.Lapses.Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>These people are in these live reviews, on this node and now.</summary>
    public async Task RenewAsync(IReadOnlyList<(Guid Room, Guid Person)> here, CancellationToken cancel = default)
    {
        if (here.Count == 0) return;
        await using var on = await journal.ReadAsync(cancel);
        // One by one and not in a transaction: two nodes may say the same of one person, in any order.
        foreach (var (room, person) in here)
            await on.Command($"""
                INSERT INTO review_presence (room, person, since_at, seen_at) VALUES (@room, @person, {Now(on)}, {Now(on)})
                ON CONFLICT (room, person) DO UPDATE SET seen_at = excluded.seen_at,
                    since_at = CASE WHEN review_presence.seen_at < excluded.seen_at - @lapses THEN excluded.since_at ELSE review_presence.since_at END
                """, ("@room", room), ("@person", person), ("@lapses", Lapses)).RunAsync(cancel);
    }

    /// <summary>Who is in these reviews now, on whatever node.</summary>
    public async Task<ILookup<Guid, Guid>> HereAsync(Guid[] reviews, CancellationToken cancel = default)
    {
        await using var on = await journal.ReadAsync(cancel);
        return (await on.Command($"SELECT room, person FROM review_presence WHERE {on.InIds("room", "@rooms")} AND seen_at >= {Now(on)} - @lapses ORDER BY since_at", ("@rooms", reviews), ("@lapses", Lapses))
            .ListAsync(r => (Room: r.Id(0), Person: r.Id(1)), cancel)).ToLookup(r => r.Room, r => r.Person);
    }

    /// <returns>How many chairs passed on.</returns>
    public async Task<int> RunAsync(CancellationToken cancel = default)
    {
        var passed = 0;
        await using var on = await journal.ReadAsync(cancel);
        await on.Command($"DELETE FROM review_presence WHERE seen_at < {Now(on)} - @forgotten", ("@forgotten", Forgotten)).RunAsync(cancel);
        var rows = await on.Command($"""
            SELECT room, person, since_at, seen_at, {Now(on)} FROM review_presence
            WHERE room IN (SELECT room FROM review_presence WHERE seen_at >= {Now(on)} - @lapses)
            """, ("@lapses", Lapses)).ListAsync(r => (Room: r.Id(0), Person: r.Id(1), Seen: new Seen(r.GetInt64(2), r.GetInt64(3)), Now: r.GetInt64(4)), cancel);
        await OneByOne.DoAsync(rows.GroupBy(r => r.Room), async review =>
        {
            if (await journal.OpenAsync(on, review.Key, cancel) is not { Fold: var room }) return;
            if (ChairSuccession.Next(room, review.ToDictionary(r => r.Person, r => r.Seen), review.First().Now, Lapses) is not { } next) return;
            if (await PassOnAsync(room, next, cancel)) passed++;
        });
        return passed;
    }

    private async Task<bool> PassOnAsync(Room room, Guid next, CancellationToken cancel)
    {
        try
        {
            await rooms.ExecuteAsSystemAsync(room.Id, new PassChairOn(room.Review!.Chair, next) { Id = Ids.New(clock.GetUtcNow()) }, cancel);
            return true;
        }
        // Another node was first, or the chair was handed over in this moment.
        catch (Refusal late) when (late.Status == 409)
        {
            return false;
        }
    }

    private static string Now(DbConnection on) => on is SqliteConnection ? "CAST(unixepoch('subsec') * 1000000 AS INTEGER)" : "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint";
}

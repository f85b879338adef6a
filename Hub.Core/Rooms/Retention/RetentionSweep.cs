using System.Data.Common;
using Hub.Core.Data;
using Hub.Core.Journal;

namespace Hub.Core.Rooms.Retention;

/// <summary>Purges in every room what is past its time. Done again, or on two nodes at once, it does one thing.</summary>
public sealed class RetentionSweep(RoomJournal journal, RoomService rooms, TimeProvider clock)
{
    // One transaction's worth: posting goes on between. A review is no larger than its limits allow, and goes in one.
    private const int Together = 5_000;

    /// <returns>How many rooms lost something.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var purged = 0;
        await using var on = await journal.ReadAsync(cancel);
        var oldest = clock.Micros() - SetRetention.Least * 24 * 60 * Instant.Minute;
        foreach (var room in await on.Command("SELECT id FROM rooms WHERE created_at < @oldest ORDER BY id", ("@oldest", oldest)).ListAsync(r => r.Id(0), cancel))
            if (await PurgeAsync(on, room, cancel)) purged++;
        return purged;
    }

    private async Task<bool> PurgeAsync(DbConnection on, Guid id, CancellationToken cancel)
    {
        if (await OpenAsync(on, id, cancel) is not { Held: false } room) return false;
        var cutoff = clock.Micros() - (room.RetentionDays ?? SetRetention.Standard) * 24L * 60 * Instant.Minute;
        var through = Keeping.Through(room, await LastBeforeAsync(on, room, cutoff, cancel), cutoff);
        if (through <= room.PurgedThrough || !await AnyAsync(on, room, through, cancel)) return false;
        var together = room.Review is null ? Together : through;
        for (var done = room.PurgedThrough; done < through;)
        {
            done = Math.Min(through, done + together);
            try
            {
                await rooms.ExecuteAsSystemAsync(id, new Purge(done) { Id = Ids.New(clock.GetUtcNow()) }, cancel);
            }
            catch (Refusal held) when (held.Status == 409)
            {
                return false;
            }
        }
        return true;
    }

    // A room that was tampered with is left as it is: verify names it, and nothing of the evidence is taken.
    private async Task<Room?> OpenAsync(DbConnection on, Guid id, CancellationToken cancel) => (await journal.OpenAsync(on, [id], cancel)).SingleOrDefault()?.Fold;

    /// <summary>The last event before an instant. Instants never go back within a room, so halving finds it.</summary>
    private static async Task<long> LastBeforeAsync(DbConnection on, Room room, long cutoff, CancellationToken cancel)
    {
        long low = room.PurgedThrough, high = room.Head;
        while (low < high)
        {
            var middle = low + (high - low + 1) / 2;
            var at = await on.Command("SELECT at FROM events WHERE room = @room AND seq = @seq", ("@room", room.Id), ("@seq", middle)).ListAsync(r => r.GetInt64(0), cancel);
            if (at.Count == 1 && at[0] < cutoff) low = middle;
            else high = middle - 1;
        }
        return low;
    }

    private static async Task<bool> AnyAsync(DbConnection on, Room room, long through, CancellationToken cancel) =>
        (await on.Command($"SELECT seq FROM events WHERE room = @room AND seq > @from AND seq <= @through AND type IN ({PurgeWrites.Passing}, '{Feedback.SessionOpened.Name}') LIMIT 1",
            ("@room", room.Id), ("@from", room.PurgedThrough), ("@through", through)).ListAsync(r => r.GetInt64(0), cancel)).Count > 0;
}

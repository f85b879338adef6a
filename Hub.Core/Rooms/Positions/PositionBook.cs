using Hub.Core.Data;
using Hub.Core.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hub.Core.Rooms.Positions;

/// <param name="Read">Seq up to which they have read.</param>
/// <param name="ReadN">Number of messages up to there: unread = room's n − this.</param>
/// <param name="Delivered">Seq up to which it has reached one of their devices.</param>
public readonly record struct Position(Guid Room, Guid UserId, long Read, long ReadN, long Delivered);

/// <summary>Hears of positions that moved, after they were written. Must return at once and not throw.</summary>
public interface IPositionListener
{
    void Moved(IReadOnlyList<Position> positions);
}

/// <summary>
/// How far each person has read each room. Positions only move forward; they are gathered and written once a second.
/// One that is lost in a crash costs a message shown as unread once more, never a message.
/// </summary>
public sealed partial class PositionBook(Database database, RoomJournal journal, IEnumerable<IPositionListener> listeners, TimeProvider clock, ILogger<PositionBook> log) : BackgroundService
{
    private const int MostTogether = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly Lock gate = new();
    private Dictionary<(Guid Room, Guid User), (long Read, long Delivered)> waiting = [];

    /// <summary>Notes that a member has read up to, or has been delivered up to, a seq. Written within a second.</summary>
    /// <exception cref="Refusal">400: a seq beyond the head.</exception>
    public void Note(Room room, Guid user, long read, long delivered)
    {
        if (!room.Has(user)) throw Refusal.NotFound();
        if (read < 0 || delivered < 0 || read > room.Head || delivered > room.Head) throw Refusal.Malformed("There is no such event yet.");
        lock (gate)
        {
            var was = waiting.GetValueOrDefault((room.Id, user));
            waiting[(room.Id, user)] = (Math.Max(was.Read, read), Math.Max(was.Delivered, Math.Max(delivered, read)));
        }
    }

    /// <summary>The positions of all who have one in a room.</summary>
    public async Task<IReadOnlyList<Position>> OfRoomAsync(Guid room, CancellationToken cancel = default)
    {
        await using var on = await journal.ReadAsync(cancel);
        return await on.Command("SELECT room, person, read, read_n, delivered FROM positions WHERE room = @room", ("@room", room)).ListAsync(Read, cancel);
    }

    /// <summary>One person's positions in all rooms.</summary>
    public async Task<IReadOnlyList<Position>> OfPersonAsync(Guid user, CancellationToken cancel = default)
    {
        await using var on = await journal.ReadAsync(cancel);
        return await on.Command("SELECT room, person, read, read_n, delivered FROM positions WHERE person = @user", ("@user", user)).ListAsync(Read, cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await WriteAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
        }
        await WriteAsync(CancellationToken.None);
    }

    /// <summary>Writes what waits. What cannot be written waits on.</summary>
    public async Task WriteAsync(CancellationToken cancel)
    {
        Dictionary<(Guid Room, Guid User), (long Read, long Delivered)> taken;
        lock (gate)
        {
            if (waiting.Count == 0) return;
            (taken, waiting) = (waiting, []);
        }
        try
        {
            var written = await WriteAsync([.. taken.Select(t => new PositionRow { Room = t.Key.Room, User = t.Key.User, Read = t.Value.Read, Delivered = t.Value.Delivered })], cancel);
            foreach (var listener in listeners) listener.Moved(written);
        }
        catch (Exception e) when (e is System.Data.Common.DbException or TimeoutException or OperationCanceledException)
        {
            LogNotWritten(log, taken.Count, e);
            lock (gate)
                foreach (var (key, (read, delivered)) in taken)
                {
                    var since = waiting.GetValueOrDefault(key);
                    waiting[key] = (Math.Max(since.Read, read), Math.Max(since.Delivered, delivered));
                }
        }
    }

    private async Task<IReadOnlyList<Position>> WriteAsync(List<PositionRow> rows, CancellationToken cancel)
    {
        if (journal.Sqlite is { } writer) return await WriteAsync(writer, rows, cancel);
        await using var on = await database.OpenAsync(cancel);
        return await on.Command(PositionRows.ForwardOnPostgres,
            ("@rooms", rows.ConvertAll(r => r.Room).ToArray()), ("@people", rows.ConvertAll(r => r.User).ToArray()),
            ("@reads", rows.ConvertAll(r => r.Read).ToArray()), ("@delivereds", rows.ConvertAll(r => r.Delivered).ToArray())).ListAsync(Read, cancel);
    }

    private static async Task<IReadOnlyList<Position>> WriteAsync(SqliteStore writer, List<PositionRow> rows, CancellationToken cancel)
    {
        var written = new List<Position>(rows.Count);
        foreach (var some in rows.Chunk(MostTogether))
            await writer.BesideAsync(sql =>
            {
                var forward = sql.Other(PositionRows.ForwardOnSqlite, "room", "person", "read", "delivered");
                foreach (var row in some)
                    written.Add(forward.Single(r => new Position(r.Id(0), r.Id(1), r.Long(2), r.Long(3), r.Long(4)), row.Room, row.User, row.Read, row.Delivered));
            }, cancel);
        return written;
    }

    private static Position Read(System.Data.Common.DbDataReader r) => new(r.Id(0), r.Id(1), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4));

    [LoggerMessage(110, LogLevel.Warning, "{Count} positions were not written; they wait on.")]
    private static partial void LogNotWritten(ILogger log, int count, Exception e);
}

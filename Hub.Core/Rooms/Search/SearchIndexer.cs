using System.Data.Common;
using Hub.Core.Data;
using Hub.Core.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hub.Core.Rooms.Search;

/// <summary>
/// Follows the journals and keeps the search index behind them, within a second: woken by each commit of this node, and looking now and then for
/// rooms that another node left behind. It stands still where it was after a crash, and on several nodes at once each step is written once.
/// Runs on the real clock, in small transactions with pauses between: posting comes first.
/// </summary>
public sealed partial class SearchIndexer(Database database, RoomJournal journal, ILogger<SearchIndexer> log) : BackgroundService, ICommitListener
{
    private const int MostRooms = 32;
    private const int MostTerms = 4000;
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LeaveTampered = TimeSpan.FromMinutes(10);
    private static readonly TimeProvider Clock = TimeProvider.System;

    private readonly Lock gate = new();
    private readonly SemaphoreSlim woken = new(0, 1);
    private readonly Dictionary<Guid, long> tampered = [];
    private HashSet<Guid> moved = [];

    void ICommitListener.Committed(RoomCommit commit) => Wake(commit.After.Id);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        journal.Subscribe(this);
        return base.StartAsync(cancellationToken);
    }

    /// <summary>Indexes all that is missing, of all rooms, without pauses.</summary>
    public async Task CatchUpAsync(CancellationToken cancel = default)
    {
        await using var writer = IndexWriter.For(database);
        while (await BehindAsync(cancel) is { Count: > 0 } rooms) await IndexAsync(writer, rooms, false, cancel);
    }

    public override void Dispose()
    {
        woken.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var writer = IndexWriter.For(database);
        var swept = 0L;
        while (!stoppingToken.IsCancellationRequested)
        {
            HashSet<Guid> rooms = [];
            try
            {
                await woken.WaitAsync(Sweep, stoppingToken);
                await Task.Delay(Gather, Clock, stoppingToken);
                rooms = Take();
                if (swept == 0 || Clock.GetElapsedTime(swept) >= Sweep)
                {
                    rooms.UnionWith(await BehindAsync(stoppingToken));
                    swept = Clock.GetTimestamp();
                }
                await IndexAsync(writer, rooms, true, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
            }
            catch (Exception e)
            {
                LogFailed(log, e);
                foreach (var room in rooms) Wake(room);
                await Task.Delay(TimeSpan.FromSeconds(1), Clock, stoppingToken).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }
    }

    private void Wake(Guid room)
    {
        lock (gate)
            if (!moved.Add(room)) return;
        try
        {
            woken.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }

    private HashSet<Guid> Take()
    {
        lock (gate)
        {
            var taken = moved;
            moved = [];
            return taken;
        }
    }

    private async Task<List<Guid>> BehindAsync(CancellationToken cancel)
    {
        await using var on = await journal.ReadAsync(cancel);
        var rooms = await on.Command("SELECT r.id FROM rooms r LEFT JOIN search_cursors c ON c.room = r.id WHERE r.head > coalesce(c.seq, 0) ORDER BY r.id LIMIT 1000").ListAsync(r => r.Id(0), cancel);
        return rooms.FindAll(r => !tampered.TryGetValue(r, out var since) || Clock.GetElapsedTime(since) > LeaveTampered);
    }

    private async Task IndexAsync(IndexWriter writer, IEnumerable<Guid> rooms, bool gently, CancellationToken cancel)
    {
        var waiting = new Queue<Guid>(rooms);
        while (waiting.Count > 0)
        {
            var steps = new List<IndexStep>();
            await using (var on = await journal.ReadAsync(cancel))
                while (steps.Count < MostRooms && steps.Sum(s => s.Terms.Count) < MostTerms && waiting.TryDequeue(out var room))
                    if (await StepAsync(on, room, cancel) is { } step) steps.Add(step);
            if (steps.Count == 0) continue;
            var started = Clock.GetTimestamp();
            await writer.WriteAsync(steps, cancel);
            foreach (var step in steps.Where(s => s.More)) waiting.Enqueue(step.Room);
            if (gently && waiting.Count > 0) await Task.Delay(2 * Clock.GetElapsedTime(started), Clock, cancel);
        }
    }

    private async Task<IndexStep?> StepAsync(DbConnection on, Guid room, CancellationToken cancel)
    {
        try
        {
            if (await journal.OpenAsync(on, room, cancel) is not { } live) return null;
            var cursor = await on.Command("SELECT seq FROM search_cursors WHERE room = @room", ("@room", room)).ListAsync(r => r.GetInt64(0), cancel);
            return await IndexStep.ReadAsync(on, live, journal.Sealer, cursor.SingleOrDefault(), cancel);
        }
        catch (JournalTampered e)
        {
            tampered[room] = Clock.GetTimestamp();
            LogTampered(log, room, e.Seq);
            return null;
        }
    }

    [LoggerMessage(120, LogLevel.Warning, "The search index could not be written; it goes on from where it stands.")]
    private static partial void LogFailed(ILogger log, Exception e);

    [LoggerMessage(121, LogLevel.Critical, "Room {Room} was tampered with at event {Seq}; it is not indexed further.")]
    private static partial void LogTampered(ILogger log, Guid room, long seq);
}

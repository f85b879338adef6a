using System.Data.Common;
using Hub.Core.Data;
using Hub.Core.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hub.Core.Rooms.Search;

/// <summary>
/// Follows the journals and keeps the search index behind them: hears of each commit of this node, and looks now and then for rooms that
/// another node left behind. It stands still where it was after a crash, and on several nodes at once each step is written once.
/// Posting comes first: a term is a row somewhere in the room's part of the table, and most of its cost is the page, so a room is written when enough
/// was said in it to share pages, or after some seconds, by little with pauses between. Until then a search looks in the journal (<see cref="Recent"/>).
/// Runs on the real clock.
/// </summary>
public sealed partial class SearchIndexer(Database database, RoomJournal journal, ILogger<SearchIndexer> log) : BackgroundService, ICommitListener
{
    private const int MostRooms = 32;
    private const int MostTerms = 1000;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    /// <summary>Until something said is with a hundred members, nearly always.</summary>
    private static readonly TimeSpan GoneOut = TimeSpan.FromMilliseconds(8);
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LeaveTampered = TimeSpan.FromMinutes(10);
    private static readonly TimeProvider Clock = TimeProvider.System;

    private readonly Lock gate = new();
    private readonly Dictionary<Guid, long> tampered = [];
    private readonly Dictionary<Guid, Behind> behind = [];
    /// <summary>Taken to be written, and not written yet: how many events of each room.</summary>
    private readonly Dictionary<Guid, long> taken = [];
    private long posted;
    private long swept;
    /// <summary>Rooms of which nobody said how much they lack, until they are written: of another node, or all after the index was lost.</summary>
    private readonly HashSet<Guid> far = [];

    void ICommitListener.Committed(RoomCommit commit)
    {
        lock (gate)
        {
            posted = Clock.GetTimestamp();
            behind[commit.After.Id] = behind.GetValueOrDefault(commit.After.Id, new(Clock.GetTimestamp(), 0, false)).With(commit.Events);
        }
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        journal.Subscribe(this);
        return base.StartAsync(cancellationToken);
    }

    /// <summary>Indexes all that is missing, of all rooms, without pauses.</summary>
    public async Task CatchUpAsync(CancellationToken cancel = default)
    {
        var writer = IndexWriter.For(database, journal);
        while (await BehindAsync(cancel) is { Count: > 0 } rooms) await IndexAsync(writer, [.. rooms], false, cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var writer = IndexWriter.For(database, journal);
        while (!stoppingToken.IsCancellationRequested)
        {
            HashSet<Guid> rooms = [];
            try
            {
                await Task.Delay(Look, Clock, stoppingToken);
                await RipeAsync(rooms, stoppingToken);
                await IndexAsync(writer, rooms, true, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
            }
            catch (Exception e)
            {
                LogFailed(log, e);
                lock (gate)
                    foreach (var room in rooms) behind[room] = new(0, 0, true);
                await Task.Delay(TimeSpan.FromSeconds(1), Clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            lock (gate) taken.Clear();
        }
    }

    /// <summary>The rooms to be written now.</summary>
    /// <param name="all">They are added to these.</param>
    private async Task<List<Guid>> RipeAsync(HashSet<Guid> all, CancellationToken cancel)
    {
        var ripe = Take();
        all.UnionWith(ripe);
        if (swept != 0 && Clock.GetElapsedTime(swept) < Sweep) return ripe;
        var found = (await BehindAsync(cancel)).FindAll(r => !Waits(r));
        lock (gate) far.UnionWith(found.FindAll(r => !all.Contains(r)));
        ripe.AddRange(found);
        swept = Clock.GetTimestamp();
        all.UnionWith(ripe);
        return ripe;
    }

    private List<Guid> Take()
    {
        lock (gate)
        {
            var all = Lacking;
            var ripe = behind.Where(b => b.Value.IsRipe(Clock, all)).Select(b => b.Key).ToList();
            foreach (var room in ripe)
                if (behind.Remove(room, out var lacks)) taken[room] = taken.GetValueOrDefault(room) + lacks.Events;
            return ripe;
        }
    }

    private void Written(IReadOnlyList<IndexStep> steps)
    {
        lock (gate)
            foreach (var step in steps)
            {
                if (!step.More) far.Remove(step.Room);
                if (!step.More || (taken[step.Room] = taken.GetValueOrDefault(step.Room) - (step.UpTo - step.After)) <= 0) taken.Remove(step.Room);
            }
    }

    private bool Waits(Guid room)
    {
        lock (gate) return behind.ContainsKey(room);
    }

    private async Task<List<Guid>> BehindAsync(CancellationToken cancel)
    {
        await using var on = await journal.ReadAsync(cancel);
        var rooms = await on.Command("SELECT r.id FROM rooms r LEFT JOIN search_progress c ON c.room = r.id WHERE r.head > coalesce(c.seq, 0) ORDER BY r.id LIMIT 1000").ListAsync(r => r.Id(0), cancel);
        return rooms.FindAll(r => !tampered.TryGetValue(r, out var since) || Clock.GetElapsedTime(since) > LeaveTampered);
    }

    /// <param name="rooms">With <paramref name="gently"/>, grows by what ripens meanwhile.</param>
    private async Task IndexAsync(IndexWriter writer, HashSet<Guid> rooms, bool gently, CancellationToken cancel)
    {
        var waiting = new Queue<Guid>(rooms);
        while (waiting.Count > 0)
        {
            // By turns with those that lack much (a flood, an index that was lost), or they would keep all others waiting until they have it.
            if (gently && await RipeAsync(rooms, cancel) is { Count: > 0 } ripe)
                waiting = new(waiting.Index().Select(r => (r.Item, At: 2 * r.Index)).Concat(ripe.Index().Select(r => (r.Item, At: 2 * r.Index + 1))).OrderBy(r => r.At).Select(r => r.Item).Distinct());
            var steps = new List<IndexStep>();
            await using (var on = await journal.ReadAsync(cancel))
                while (steps.Count < MostRooms && steps.Sum(s => s.Rows) < MostTerms && waiting.TryDequeue(out var room))
                    if (await StepAsync(on, room, writer.Size, gently, cancel) is { } step) steps.Add(step);
                    else lock (gate) far.Remove(room);
            if (steps.Count == 0) continue;
            await writer.WriteAsync(steps, gently ? took => RestAsync(took, cancel) : null, cancel);
            foreach (var step in steps.Where(s => s.More)) waiting.Enqueue(step.Room);
            Written(steps);
        }
    }

    // It works half of the time where nobody posts. Where somebody does, a tenth, so that it keeps up with a flood; and a twentieth while little is lacking,
    // or up to twice that right after what was said has gone out to all: beside that it would take a processor from it. What was slow because all was slow is not waited for that long.
    private async Task RestAsync(TimeSpan worked, CancellationToken cancel)
    {
        var began = Clock.GetTimestamp();
        var posting = SincePosted() < Look;
        var most = (!posting ? 1 : IsMuch() ? 9 : 19) * worked;
        if (most > Look) most = Look;
        await Task.Delay(posting ? most / 2 : most, Clock, cancel);
        while (posting && SincePosted() < GoneOut && Clock.GetElapsedTime(began) is var rested && rested < most)
            await Task.Delay(Shorter(most - rested, GoneOut - SincePosted()), Clock, cancel);

        TimeSpan SincePosted() => Clock.GetElapsedTime(Volatile.Read(ref posted));
        static TimeSpan Shorter(TimeSpan a, TimeSpan b) => TimeSpan.FromMilliseconds(Math.Max(1, Math.Min(a.TotalMilliseconds, b.TotalMilliseconds)));
    }

    private bool IsMuch()
    {
        lock (gate) return far.Count > 0 || Behind.IsCrowd(Lacking);
    }

    /// <summary>Of all rooms, while the gate is held.</summary>
    private long Lacking => behind.Values.Sum(b => (long)b.Events) + taken.Values.Sum();

    private async Task<IndexStep?> StepAsync(DbConnection on, Guid room, StepSize size, bool gently, CancellationToken cancel)
    {
        IndexStep? step = null;
        try
        {
            if (await journal.OpenAsync(on, room, cancel) is not { } live) return null;
            var cursors = await on.Command("SELECT seq FROM search_progress WHERE room = @room", ("@room", room)).ListAsync(r => r.GetInt64(0), cancel);
            var (after, key) = (cursors.SingleOrDefault(), new SearchKey(live.Key));
            while (step is null || (step.More && step.UpTo - after < size.Events))
            {
                var began = Clock.GetTimestamp();
                if (await IndexStep.ReadAsync(on, live, journal.Sealer, key, step?.UpTo ?? after, size.AtOnce, cancel) is not { } next) break;
                step = step is null ? next : step.Then(next);
                if (gently) await RestAsync(Clock.GetElapsedTime(began), cancel);
            }
            return step;
        }
        catch (JournalTampered e)
        {
            tampered[room] = Clock.GetTimestamp();
            journal.Tampered.Say(e);
            // As far as it opens.
            return step;
        }
    }

    [LoggerMessage(120, LogLevel.Warning, "The search index could not be written; it goes on from where it stands.")]
    private static partial void LogFailed(ILogger log, Exception e);
}

using System.Data.Common;
using Hub.Core.Data;
using Hub.Core.Rooms;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hub.Core.Journal;

/// <summary>The journals of all rooms: submits commands to lanes, and reads back what was committed. Started and stopped with the host.</summary>
public sealed class RoomJournal : IHostedService, IAsyncDisposable
{
    private const int PostgresLanes = 3;

    private readonly Database database;
    private readonly IAppendStore store;
    private readonly LiveRooms live;
    private readonly Loader loader;
    private readonly Sealer sealer;
    private readonly Lane[] lanes;
    private readonly CancellationTokenSource stop = new();
    private readonly List<ICommitListener> listeners = [];
    private Task running = Task.CompletedTask;
    private bool disposed;

    public RoomJournal(Database database, MasterKey master, TimeProvider clock, ILoggerFactory logs)
        : this(database, master, clock, logs, database.Engine == Engine.Postgres ? new PostgresStore(database, PostgresLanes) : new SqliteStore(database))
    {
    }

    internal RoomJournal(Database database, MasterKey master, TimeProvider clock, ILoggerFactory logs, IAppendStore store)
    {
        this.store = store;
        this.database = database;
        var chain = new Chain(master);
        sealer = new Sealer(master, chain);
        loader = new Loader(sealer, chain);
        live = new LiveRooms();
        Tampered = new TamperLog(logs.CreateLogger<TamperLog>());
        var work = new Batch(loader, sealer, chain, live, clock, Tampered);
        lanes = [.. Enumerable.Range(0, store.Lanes).Select(_ => new Lane(store, work, live, listeners, logs.CreateLogger<Lane>()))];
    }

    internal Sealer Sealer => sealer;

    /// <summary>Whoever comes upon a room that was tampered with, and goes on without it or refuses it, says so here.</summary>
    public TamperLog Tampered { get; }

    /// <summary>Call before the start: whoever listens hears of every commit.</summary>
    public void Subscribe(ICommitListener listener) => listeners.Add(listener);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        running = Task.WhenAll(lanes.Select(lane => Task.Run(() => lane.RunAsync(stop.Token), CancellationToken.None)));
        return Task.CompletedTask;
    }

    /// <summary>Commits what waits, for a few seconds at most.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var lane in lanes) lane.Complete();
        stop.CancelAfter(TimeSpan.FromSeconds(5));
        await running;
    }

    public async ValueTask DisposeAsync()
    {
        // The container knows it twice, as itself and as a hosted service, and disposes of both.
        if (disposed) return;
        disposed = true;
        await StopAsync(CancellationToken.None);
        await store.DisposeAsync();
        stop.Dispose();
    }

    /// <summary>Answers with the seq of the command's first event after it is on disk.</summary>
    /// <exception cref="Refusal">The command may not be, or cannot be written now (503).</exception>
    internal async Task<long> SubmitAsync(Guid room, Guid actor, RoomCommand command, Named named, CancellationToken cancel)
    {
        var submission = new Submission(room, actor, command, sealer.Fingerprint(room, actor, Vocabulary.Canonical(command)), named);
        var lane = lanes[(uint)room.GetHashCode() % (uint)lanes.Length];
        if (!lane.Enqueue(submission)) throw Refusal.TryLater("Too much waits to be written. Send it again in a moment.");
        return await submission.Done.WaitAsync(cancel);
    }

    /// <summary>The room at its committed head, read afresh; null when there is no such room.</summary>
    internal async Task<LiveRoom?> OpenAsync(DbConnection on, Guid room, CancellationToken cancel)
    {
        foreach (var head in await on.HeadsAsync([room], cancel)) return await OpenAsync(on, head, cancel);
        return null;
    }

    /// <summary>The same for many: one query tells which of them moved since they were last used. One that was tampered with is left out, and the others are there.</summary>
    internal Task<IReadOnlyList<LiveRoom>> OpenAsync(DbConnection on, Guid[] rooms, CancellationToken cancel) => OpenAsync(on, rooms, [], cancel);

    /// <summary>The same.</summary>
    /// <param name="leftOut">Takes those that were left out.</param>
    internal async Task<IReadOnlyList<LiveRoom>> OpenAsync(DbConnection on, Guid[] rooms, List<Guid> leftOut, CancellationToken cancel)
    {
        var opened = new List<LiveRoom>(rooms.Length);
        foreach (var head in await on.HeadsAsync(rooms, cancel))
        {
            try
            {
                if (await OpenAsync(on, head, cancel) is { } room) opened.Add(room);
            }
            catch (JournalTampered tampered)
            {
                Tampered.Say(tampered);
                leftOut.Add(head.Room);
            }
        }
        return opened;
    }

    private async Task<LiveRoom?> OpenAsync(DbConnection on, RoomHead head, CancellationToken cancel)
    {
        var known = live.Find(head.Room);
        if (known?.Fold.Head == head.Head) return known;
        if (await on.RoomAsync(head.Room, cancel) is not { } row) return null;
        var loaded = await loader.LoadAsync(on, row, known, cancel);
        live.Keep(loaded);
        return loaded;
    }

    /// <summary>The next reader of this room finds it as after a start.</summary>
    internal void Forget(Guid room) => live.Drop(room);

    /// <summary>SQLite's one writer; null on PostgreSQL.</summary>
    internal SqliteStore? Sqlite => store.Sqlite;

    /// <summary>A connection for reading; the caller disposes of it.</summary>
    internal ValueTask<DbConnection> ReadAsync(CancellationToken cancel) => database.OpenAsync(cancel);
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using Hub.Core;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Duty;
using Hub.Core.Rooms.Positions;
using Hub.Tests.Data;
using Hub.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Tests.Journal;

/// <summary>The journal and the rooms on a database of one test's own, without a server around them.</summary>
internal sealed class JournalHost : IAsyncDisposable, ICommitListener
{
    private readonly OwnDatabase _own;

    private JournalHost(OwnDatabase own) => _own = own;

    public Database Database => _own.Database;
    public MasterKey Key { get; } = new(RandomNumberGenerator.GetBytes(MasterKey.Size));
    public ManualClock Clock { get; } = new();
    public ConcurrentQueue<RoomCommit> Commits { get; } = new();
    /// <summary>People who do not exist; all others do.</summary>
    public HashSet<Guid> Unknown { get; } = [];

    /// <summary>What the roster says.</summary>
    public FakeRoster Duty { get; } = new();

    public EpochOf Epoch { get; private set; } = null!;
    public RoomJournal Journal { get; private set; } = null!;
    public RoomService Rooms { get; private set; } = null!;
    public RoomReader Reader { get; private set; } = null!;
    public PositionBook Positions { get; private set; } = null!;

    public static async Task<JournalHost> StartAsync(Engine engine, TestServers servers, Func<Database, IAppendStore>? store = null)
    {
        var host = new JournalHost(await OwnDatabase.MigratedAsync(engine, servers));
        await host.OpenAsync(store);
        return host;
    }

    /// <summary>As a process that starts anew on the same database.</summary>
    public async Task ReopenAsync()
    {
        await Journal.DisposeAsync();
        await OpenAsync(null);
    }

    /// <summary>A second node on the same database, with a memory of its own. The caller disposes of its journal.</summary>
    public async Task<(RoomJournal Journal, RoomService Rooms, RoomReader Reader)> OtherNodeAsync(TimeProvider? clock = null)
    {
        var journal = new RoomJournal(Database, Key, clock ?? Clock, NullLoggerFactory.Instance);
        await journal.StartAsync(CancellationToken.None);
        return (journal, new RoomService(journal, new Everybody(Unknown), Duty), new RoomReader(journal, Epoch));
    }

    public async ValueTask DisposeAsync()
    {
        await Journal.DisposeAsync();
        await _own.DisposeAsync();
    }

    void ICommitListener.Committed(RoomCommit commit) => Commits.Enqueue(commit);

    private async Task OpenAsync(Func<Database, IAppendStore>? store)
    {
        Epoch = new EpochOf();
        await Epoch.OpenAsync(Database, Key, Clock);
        Journal = store is null
            ? new RoomJournal(Database, Key, Clock, NullLoggerFactory.Instance)
            : new RoomJournal(Database, Key, Clock, NullLoggerFactory.Instance, store(Database));
        Journal.Subscribe(this);
        Rooms = new RoomService(Journal, new Everybody(Unknown), Duty);
        Reader = new RoomReader(Journal, Epoch);
        Positions = new PositionBook(Database, Journal, [], Clock, NullLogger<PositionBook>.Instance);
        await Journal.StartAsync(CancellationToken.None);
    }

    internal sealed class FakeRoster : Dictionary<Guid, DutyNow>, IDutyRoster
    {
        public ValueTask<IReadOnlyDictionary<Guid, DutyNow>> NowAsync(IReadOnlyCollection<Guid> roles, CancellationToken cancel = default) => new(this);
    }

    private sealed class Everybody(HashSet<Guid> except) : IPeopleDirectory
    {
        public ValueTask<IReadOnlySet<Guid>> ExistingAsync(IReadOnlyCollection<Guid> people, CancellationToken cancel = default) =>
            ValueTask.FromResult<IReadOnlySet<Guid>>(people.Where(p => !except.Contains(p)).ToHashSet());

        public ValueTask<string?> DisciplineAsync(Guid person, CancellationToken cancel = default) => new("nurse");
    }
}

/// <summary>The small language of the journal's tests.</summary>
internal static class Do
{
    public static Guid NewId() => Ids.New(TimeProvider.System.GetUtcNow());

    public static T As<T>(this T command, Guid id) where T : RoomCommand => (T)(command with { Id = id });

    /// <summary>With a fresh command id.</summary>
    public static T Fresh<T>(this T command) where T : RoomCommand => command.As(NewId());

    public static Task<long> Say(this JournalHost host, Guid who, Guid room, RoomCommand command) =>
        host.Rooms.ExecuteAsync(who, room, command.Id == default ? command.Fresh() : command);

    public static Task<Guid> Channel(this JournalHost host, Guid owner, params Guid[] others) =>
        host.Rooms.CreateAsync(owner, new CreateRoom(RoomKind.Channel, "Ward 4", others).Fresh());

    /// <summary>Expects a refusal with this status.</summary>
    public static async Task Refused(int status, Func<Task> act)
    {
        var refusal = await Assert.ThrowsAsync<Refusal>(act);
        Assert.Equal(status, refusal.Status);
    }
}

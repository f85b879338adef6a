using System.Collections.Concurrent;
using System.Text.Json;
using Hub.Core;
using Hub.Core.Data;
using Hub.Core.Notifications;
using Hub.Core.Notifications.Outbox;
using Hub.Core.People;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Messages;
using Hub.Tests.Data;
using Hub.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Tests.Notifications.Outbox;

/// <summary>A table of notices to be sent, and a provider that remembers what it was given.</summary>
internal sealed class OutboxBench(OwnDatabase own, int seed = 1) : IAsyncDisposable
{
    public static readonly Guid Chen = new("cccccccc-0000-7000-8000-cccccccccccc"), Priya = new("dddddddd-0000-7000-8000-dddddddddddd");
    private readonly Random random = new(seed);

    public ManualClock Clock { get; } = new();
    public Provider Provider { get; } = new();

    public static async Task<OutboxBench> StartAsync(Engine engine, TestServers servers) => new(await OwnDatabase.MigratedAsync(engine, servers));

    public OutboxRows Outbox => new(own.Database, Clock, Clock);

    public OutboxSender Sender(IOutbox? outbox = null, IChannel? channel = null) => new(outbox ?? Outbox, [channel ?? Provider], new(new(new Factory(own.Database)), Clock), NullLogger<OutboxSender>.Instance);

    public OutboxAdmin Admin => new(new Factory(own.Database), [Provider], Clock);

    public async Task<NotificationRow> AddAsync(Guid person, Priority priority = Priority.Important, NoticeKind kind = NoticeKind.Nudge, TimeSpan? due = null)
    {
        var now = Clock.GetUtcNow();
        var row = new NotificationRow
        {
            Id = Ids.New(now), Key = $"nudge/{random.NextInt64()}", Kind = kind, Person = person, Channel = NoticeChannel.Push, Priority = priority, Why = "", CreatedAt = now, DueAt = now + (due ?? TimeSpan.Zero),
        };
        await using var db = own.Database.NewContext();
        db.Add(row);
        await db.SaveChangesAsync();
        return row;
    }

    /// <summary>Gives one of them an account, and hours.</summary>
    public async Task LivesAsync(Guid person, NotificationPreferences preferences)
    {
        await using var db = own.Database.NewContext();
        db.Users.Add(new Person { Id = person, UserName = "chen", NormalizedUserName = "CHEN", DisplayName = "Chen", Discipline = "physician", SecurityStamp = "chen" });
        db.Add(new PreferencesRow { Person = person, Settings = JsonSerializer.Serialize(preferences, Vocabulary.Json) });
        await db.SaveChangesAsync();
    }

    public async Task DoneAsync(Guid id)
    {
        await using var db = own.Database.NewContext();
        var now = Clock.GetUtcNow();
        await db.Set<NotificationRow>().Where(n => n.Id == id).ExecuteUpdateAsync(s => s.SetProperty(n => n.DoneAt, now));
    }

    public async Task<List<NotificationRow>> RowsAsync()
    {
        await using var db = own.Database.NewContext();
        return await db.Set<NotificationRow>().AsNoTracking().OrderBy(n => n.Id).ToListAsync();
    }

    public ValueTask DisposeAsync() => own.DisposeAsync();

    private sealed class Factory(Database database) : IDbContextFactory<HubDb>
    {
        public HubDb CreateDbContext() => database.NewContext();
    }
}

/// <summary>Stands for a push service: takes each parcel, and knows a repetition by its id.</summary>
internal sealed class Provider : IChannel
{
    private readonly ConcurrentDictionary<Guid, int> calls = [];
    private readonly ConcurrentDictionary<Guid, Guid[]> recorded = [];

    public NoticeChannel Channel => NoticeChannel.Push;
    public string? OffBecause { get; set; }
    /// <summary>What is answered instead of taking it.</summary>
    public Func<Posted>? Answer { get; set; }
    public IReadOnlyDictionary<Guid, int> Calls => calls;
    /// <summary>By its id, the rows that were told. The first one counts.</summary>
    public IReadOnlyDictionary<Guid, Guid[]> Recorded => recorded;

    public Task<Posted> SendAsync(Parcel parcel, CancellationToken cancel)
    {
        calls.AddOrUpdate(parcel.Id, 1, (_, n) => n + 1);
        if (Answer is { } answer) return Task.FromResult(answer());
        recorded.TryAdd(parcel.Id, [.. parcel.Rows.Select(r => r.Id)]);
        return Task.FromResult(Posted.Sent);
    }
}

using System.Threading.Channels;
using Hub.Core.Journal;
using Hub.Core.Notifications;
using Hub.Core.Rooms;

namespace Hub.Server.Realtime;

/// <summary>
/// Keeps the inbox of everybody connected to this node as it is in the database. That something was done it hears of the rooms' events, which
/// every node relays; that something was added, through the bus, and by a poll each second should the bus be away. Each hint only says "look".
/// </summary>
public sealed partial class InboxFeed(Receivers receivers, Inbox inbox, NoticeListeners listeners, IBus bus, TimeProvider work, ILogger<InboxFeed> log) : BackgroundService, INoticeListener
{
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100), Poll = TimeSpan.FromSeconds(1);
    /// <summary>How far back the poll looks: longer than a transaction lasts, and nodes' clocks differ.</summary>
    private static readonly TimeSpan LookBack = TimeSpan.FromSeconds(20);

    private readonly Channel<Hint> hints = Channel.CreateBounded<Hint>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private HashSet<Guid> lately = [];

    /// <summary>These people's notices, and those of whoever was told about these messages.</summary>
    private sealed record Hint(IReadOnlyCollection<Guid> People, Guid Room = default, IReadOnlyCollection<long>? Seqs = null);

    void INoticeListener.Changed(IReadOnlyCollection<Guid> people)
    {
        Look(people);
        bus.Tell(new NoticesMoved(people));
    }

    public void Look(IReadOnlyCollection<Guid> people)
    {
        if (people.Count > 0) hints.Writer.TryWrite(new(people));
    }

    /// <summary>A room was relayed: perhaps an ask was closed, or somebody left. Called under the room's lock, so it only takes note.</summary>
    public void Moved(Room before, Room after, IReadOnlyList<JournalEvent> events)
    {
        var asks = !ReferenceEquals(before.Asks, after.Asks) || !ReferenceEquals(before.Unclear, after.Unclear);
        IReadOnlyCollection<Guid> gone = ReferenceEquals(before.Members, after.Members) ? [] : [.. before.Members.Keys.Where(m => !after.Has(m))];
        if (!asks && gone.Count == 0) return;
        // What is about one message closes asks of that message; only who leaves, a hand-over and a purge close any, seldom.
        HashSet<long> touched = asks ? [.. events.Select(e => e.About).OfType<long>()] : [];
        if (gone.Count > 0 || !ReferenceEquals(before.Roles, after.Roles) || before.PurgedThrough != after.PurgedThrough)
            touched.UnionWith(before.Asks.Keys.Concat(before.Unclear.Keys).Where(seq => before.Asks.GetValueOrDefault(seq) != after.Asks.GetValueOrDefault(seq) || before.Unclear.GetValueOrDefault(seq) != after.Unclear.GetValueOrDefault(seq)));
        if (gone.Count > 0 || touched.Count > 0) hints.Writer.TryWrite(new(gone, after.Id, touched));
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        listeners.Subscribe(this);
        return base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        EachTimeAsync(async () => { await hints.Reader.WaitToReadAsync(stoppingToken); await Task.Delay(Gather, TimeProvider.System, stoppingToken); }, TellAsync, stoppingToken),
        EachTimeAsync(() => Task.Delay(Poll, TimeProvider.System, stoppingToken), PollAsync, stoppingToken));

    // The database may be away for a while: it goes on when it is back.
    private async Task EachTimeAsync(Func<Task> wait, Func<CancellationToken, Task> work, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await wait();
                await work(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failed)
            {
                LogFailed(log, failed);
            }
        }
    }

    private async Task PollAsync(CancellationToken cancel)
    {
        var users = receivers.Users;
        if (users.Count == 0) return;
        var told = await inbox.SinceAsync([.. users], work.GetUtcNow() - LookBack, cancel);
        Look([.. told.Where(n => !lately.Contains(n.Id)).Select(n => n.Person).Distinct()]);
        lately = [.. told.Select(n => n.Id)];
    }

    private async Task TellAsync(CancellationToken cancel)
    {
        var people = new HashSet<Guid>();
        var closed = new Dictionary<Guid, HashSet<long>>();
        while (hints.Reader.TryRead(out var hint))
        {
            people.UnionWith(hint.People);
            if (hint.Seqs is not { Count: > 0 } seqs) continue;
            if (!closed.TryGetValue(hint.Room, out var all)) closed.Add(hint.Room, all = []);
            all.UnionWith(seqs);
        }
        foreach (var (room, seqs) in closed) people.UnionWith(await inbox.ToldOfAsync(room, seqs, cancel));
        people.RemoveWhere(p => receivers.Of(p).IsEmpty);
        if (people.Count == 0) return;
        foreach (var (person, items) in await inbox.OfAsync(people, cancel))
        {
            var frame = Frame.Inbox(items);
            foreach (var receiver in receivers.Of(person)) receiver.Send(frame);
        }
    }

    [LoggerMessage(250, LogLevel.Warning, "Notices could not be told just now; the pages ask again within a minute.")]
    private static partial void LogFailed(ILogger log, Exception failed);
}

/// <summary>Who has which room before their eyes: here, or as far as this node has heard.</summary>
public sealed class Attention(Receivers receivers, PresenceBoard presence) : IAttention
{
    public bool IsLooking(Guid person, Guid room) =>
        receivers.Of(person).Any(r => r.IsAttended && r.Entered.ContainsKey(room)) || presence.IsAttendedElsewhere(room, person);
}

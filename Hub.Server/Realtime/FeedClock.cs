using System.Data.Common;
using Hub.Core.Journal;
using Hub.Core.Rooms;
using Hub.Core.Sessions;

namespace Hub.Server.Realtime;

/// <summary>
/// What the feed does by the clock. Each quarter of a second: presence, and rooms of people who have just come. Each second: the poll
/// that makes a lost announcement harmless, heads for those outside, sessions that ended, connections that are stuck. Each ten: all again.
/// Runs on the real clock: it is about connections, not about care.
/// </summary>
public sealed partial class FeedClock(RoomJournal journal, RoomFeed feed, Receivers receivers, RoomReader reader, PresenceBoard presence, IBus bus, ISessionWatch sessions, ILogger<FeedClock> log) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);
    private static readonly TimeProvider Clock = TimeProvider.System;

    /// <summary>Before anything is asked of this node: every commit of its own, a job's too, is announced.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        journal.Subscribe(feed);
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, Clock);
        try
        {
            for (var tick = 1L; await timer.WaitForNextTickAsync(stoppingToken); tick++)
            {
                var second = tick % 4 == 0;
                var ten = tick % 40 == 0;
                presence.Tell(feed, bus, ten);
                await TryAsync(() => feed.RefreshMembershipsAsync(ten, stoppingToken), stoppingToken);
                if (!second) continue;
                await TryAsync(() => PollAsync(stoppingToken), stoppingToken);
                TellHeads(ten);
                await TryAsync(() => EndSessionsAsync(stoppingToken), stoppingToken);
                var now = Clock.GetTimestamp();
                foreach (var receiver in receivers.All) receiver.CloseIfStuck(now, Clock);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>One query for all watched rooms.</summary>
    private async Task PollAsync(CancellationToken cancel)
    {
        var watched = feed.Rooms;
        if (watched.Count == 0) return;
        foreach (var head in await reader.HeadsAsync([.. watched.Select(r => r.Room.Id)], cancel))
            feed.Watched(head.Room)?.Look(head.Head);
    }

    /// <summary>Tells members who are outside of rooms that moved; everybody of all their rooms when <paramref name="all"/>.</summary>
    private void TellHeads(bool all)
    {
        var heads = new Dictionary<Receiver, List<(Guid, long, long)>>();
        foreach (var watched in feed.Rooms)
        {
            var room = watched.Room;
            if (!all && watched.ToldHead == room.Head) continue;
            watched.ToldHead = room.Head;
            foreach (var member in room.Members.Keys)
                foreach (var receiver in receivers.Of(member))
                {
                    if (!all && receiver.Entered.ContainsKey(room.Id)) continue;
                    if (!heads.TryGetValue(receiver, out var own)) heads.Add(receiver, own = []);
                    own.Add((room.Id, room.Head, room.N));
                }
        }
        foreach (var (receiver, own) in heads) receiver.Send(Frame.Heads(own));
    }

    private async Task EndSessionsAsync(CancellationToken cancel)
    {
        var open = receivers.All.ToLookup(r => r.Session);
        if (open.Count == 0) return;
        foreach (var ended in await sessions.EndedAmong([.. open.Select(s => s.Key)], cancel))
            foreach (var receiver in open[ended]) receiver.Close();
    }

    // The database may be away for a while: the feed goes on when it is back.
    private async Task TryAsync(Func<Task> work, CancellationToken stop)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            LogFailed(log, e);
        }
    }

    [LoggerMessage(220, LogLevel.Warning, "The feed could not look at the database; it tries again.")]
    private static partial void LogFailed(ILogger log, Exception e);
}

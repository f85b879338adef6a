using System.Threading.Channels;
using Hub.Core.Journal;
using Hub.Core.Notifications;
using Hub.Core.Notifications.Outbox;
using Hub.Core.Rooms.Asks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hub.Jobs.Channels;

/// <summary>
/// Sends what is due at once as soon as the commit that wrote it is on disk: woken by each commit of this node with something to send. What falls due later, what
/// other nodes wrote and what is missed here, the jobs find that look each second or two. A claim keeps them from sending it twice.
/// </summary>
public sealed partial class SendAtOnce(RoomJournal journal, NoticeListeners notices, OutboxSender sender, ILogger<SendAtOnce> log)
    : BackgroundService, IHostedLifecycleService, ICommitListener, INoticeListener
{
    // One way that hangs keeps no other waiting. One wake is kept while a way is at work, so that nothing written meanwhile is passed over.
    private readonly (NoticeChannel Way, Channel<bool> Wake)[] ways =
        [.. ((NoticeChannel[])[NoticeChannel.Push, NoticeChannel.Email, NoticeChannel.Webhook]).Select(way => (way, Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite })))];

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        journal.Subscribe(this);
        notices.Subscribe(this);
        return Task.CompletedTask;
    }

    // Of what a room is told, only nudges write rows to send in their own commit.
    void ICommitListener.Committed(RoomCommit commit)
    {
        if (commit.Events.Any(e => e.Payload is NudgeEvent { Rows.Count: > 0 })) Wake();
    }

    void INoticeListener.Changed(IReadOnlyCollection<Guid> people) => Wake();

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(ways.Select(w => FollowAsync(w.Way, w.Wake.Reader, stoppingToken)));

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Wake()
    {
        foreach (var (_, wake) in ways) wake.Writer.TryWrite(true);
    }

    private async Task FollowAsync(NoticeChannel way, ChannelReader<bool> woken, CancellationToken stop)
    {
        await foreach (var _ in woken.ReadAllAsync(stop))
        {
            try
            {
                await sender.RunAsync(way, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failed)
            {
                LogLater(log, way, failed);
            }
        }
    }

    [LoggerMessage(303, LogLevel.Warning, "What is due by {Way} could not be sent at once; it is looked at within two seconds.")]
    private static partial void LogLater(ILogger log, NoticeChannel way, Exception failed);
}

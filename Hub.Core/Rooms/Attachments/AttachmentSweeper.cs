using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms.Messages;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using System.Threading.Channels;

namespace Hub.Core.Rooms.Attachments;

/// <summary>
/// Throws away files that nobody can get any more. Rows go first where a file was never used, files first where its message was deleted:
/// wherever a crash cuts in, the next sweep finds what is left, and no message ever lacks its file.
/// </summary>
public sealed class AttachmentSweeper(Database database, FileStore files, TimeProvider clock)
{
    /// <summary>Files of deleted messages; answers how many.</summary>
    public async Task<int> RemoveDeletedAsync(CancellationToken cancel)
    {
        var removed = 0;
        await using var on = await database.OpenAsync(cancel);
        while (await on.GoneAsync(cancel) is { Count: > 0 } gone)
        {
            foreach (var id in gone) files.Delete(id);
            await on.ForgetAsync([.. gone], cancel);
            removed += gone.Count;
        }
        return removed;
    }

    /// <summary>Deleted ones, those unused for a day, and files that a crash left without a row; answers how many.</summary>
    public async Task<int> SweepAsync(CancellationToken cancel)
    {
        var removed = await RemoveDeletedAsync(cancel);
        var before = clock.GetUtcNow() - AttachmentLimits.UnusedFor;
        await using var on = await database.OpenAsync(cancel);
        var unused = await on.DropUnusedAsync(Instant.ToMicros(before), cancel);
        foreach (var id in unused) files.Delete(id);
        return removed + unused.Count + await RemoveStrayAsync(on, before, cancel);
    }

    private async Task<int> RemoveStrayAsync(System.Data.Common.DbConnection on, DateTimeOffset before, CancellationToken cancel)
    {
        var removed = 0;
        foreach (var some in files.Before(before).Chunk(500))
        {
            var known = (await on.KnownAsync([.. some.Select(f => f.Id).OfType<Guid>()], cancel)).ToHashSet();
            foreach (var (path, id) in some)
            {
                if (id is { } named && known.Contains(named)) continue;
                File.Delete(path);
                removed++;
            }
        }
        return removed;
    }
}

/// <summary>Removes a deleted message's files as soon as the deletion is on disk. What it misses, the sweeper's next round finds.</summary>
internal sealed partial class AttachmentRemoval(RoomJournal journal, AttachmentSweeper sweeper, ILogger<AttachmentRemoval> log) : BackgroundService, IHostedLifecycleService, ICommitListener
{
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        journal.Subscribe(this);
        return Task.CompletedTask;
    }

    void ICommitListener.Committed(RoomCommit commit)
    {
        foreach (var e in commit.Events)
            if (e.Type is MessageDeleted.Name or Retention.Purged.Name) { wake.Writer.TryWrite(true); return; }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in wake.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await sweeper.RemoveDeletedAsync(stoppingToken);
            }
            catch (Exception later) when (later is System.Data.Common.DbException or IOException or UnauthorizedAccessException or TimeoutException)
            {
                LogLater(log, later);
            }
        }
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(125, LogLevel.Warning, "Files of deleted messages could not be removed; nobody gets them, and the next sweep removes them.")]
    private static partial void LogLater(ILogger log, Exception e);
}

using Hub.Core.Rooms.Attachments;
using Microsoft.Extensions.Logging;

namespace Hub.Jobs.Jobs;

/// <summary>Throws away files of deleted messages, files that were never sent, and what a crash left half done.</summary>
public sealed partial class SweepAttachments(AttachmentSweeper sweeper, ILogger<SweepAttachments> log) : IJob
{
    public async Task RunAsync(CancellationToken cancel)
    {
        var removed = await sweeper.SweepAsync(cancel);
        if (removed > 0) LogRemoved(log, removed);
    }

    [LoggerMessage(320, LogLevel.Information, "{Count} files that nobody can get any more were removed.")]
    private static partial void LogRemoved(ILogger log, int count);
}

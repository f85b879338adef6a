using Hub.Core.Rooms.Reviews;
using Microsoft.Extensions.Logging;

namespace Hub.Jobs.Jobs;

/// <summary>A chair who is gone passes the chair on, so that a live review goes on.</summary>
public sealed partial class PassChairs(ChairWatch watch, ILogger<PassChairs> log) : IJob
{
    public async Task RunAsync(CancellationToken cancel)
    {
        var passed = await watch.RunAsync(cancel);
        if (passed > 0) LogPassed(log, passed);
    }

    [LoggerMessage(330, LogLevel.Information, "The chair of {Count} live reviews was gone and passed on.")]
    private static partial void LogPassed(ILogger log, int count);
}

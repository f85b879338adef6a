using Hub.Core.Journal;
using Microsoft.Extensions.Logging;

namespace Hub.Jobs.Jobs;

/// <summary>Walks every room's journal from its first event; what was changed, deleted, swapped or cut off behind the program's back is named in the log by room and event.</summary>
public sealed partial class VerifyJournals(Verifier verifier, ILogger<VerifyJournals> log) : IJob
{
    public async Task RunAsync(CancellationToken cancel)
    {
        var result = await verifier.RunAsync(fault => LogFault(log, fault), null, cancel);
        if (result.Faults == 0) LogSound(log, result.Rooms, result.Events);
        else LogFaults(log, result.Faults, result.Rooms);
    }

    [LoggerMessage(310, LogLevel.Information, "The journals are sound: {Rooms} rooms, {Events} events.")]
    private static partial void LogSound(ILogger log, long rooms, long events);

    [LoggerMessage(311, LogLevel.Critical, "The journal was tampered with: {Fault}")]
    private static partial void LogFault(ILogger log, JournalFault fault);

    [LoggerMessage(312, LogLevel.Critical, "{Faults} of {Rooms} rooms are not as the journal wrote them.")]
    private static partial void LogFaults(ILogger log, long faults, long rooms);
}

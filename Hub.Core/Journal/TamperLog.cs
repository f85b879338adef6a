using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Hub.Core.Journal;

/// <summary>
/// Says in the log where a room was tampered with: once an hour for each place, however many ask for the room meanwhile. A line for each of them would bury the first.
/// </summary>
public sealed partial class TamperLog(ILogger log)
{
    private static readonly TimeSpan Apart = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(Guid Room, long Seq), long> said = new();

    public void Say(JournalTampered tampered)
    {
        var (place, now) = ((tampered.Room, tampered.Seq), TimeProvider.System.GetTimestamp());
        if (said.TryGetValue(place, out var before) && TimeProvider.System.GetElapsedTime(before, now) < Apart) return;
        said[place] = now;
        LogTampered(log, tampered.Room, tampered.Seq, tampered.What);
    }

    [LoggerMessage(102, LogLevel.Critical, "Room {Room} was tampered with at event {Seq}: {What}. Whoever asks for it is refused, and nothing is written to it. Run the verify command.")]
    private static partial void LogTampered(ILogger log, Guid room, long seq, string what);
}

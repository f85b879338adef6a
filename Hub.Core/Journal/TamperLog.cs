using Hub.Core.Data;
using Microsoft.Extensions.Logging;

namespace Hub.Core.Journal;

/// <summary>
/// Says in the log where a room was tampered with: once an hour for each place, however many ask for the room meanwhile. A line for each of them would bury the first.
/// </summary>
public sealed partial class TamperLog(ILogger log)
{
    private readonly ToldLately<(Guid Room, long Seq)> told = new(TimeSpan.FromHours(1), TimeProvider.System);

    public void Say(JournalTampered tampered)
    {
        if (told.IsNew((tampered.Room, tampered.Seq))) LogTampered(log, tampered.Room, tampered.Seq, tampered.What);
    }

    [LoggerMessage(102, LogLevel.Critical, "Room {Room} was tampered with at event {Seq}: {What}. Whoever asks for it is refused, and nothing is written to it. Run the verify command.")]
    private static partial void LogTampered(ILogger log, Guid room, long seq, string what);
}

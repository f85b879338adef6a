using Hub.Core.Data;
using Hub.Core.Journal;
using Microsoft.Extensions.Logging;

namespace Hub.Core.Rooms;

/// <summary>What somebody is told who comes upon a room that was tampered with, by whichever door; the log is told where it is.</summary>
public sealed partial class TamperedRooms(Database database, ILogger<TamperedRooms> log)
{
    public const string Code = "recordTampered";

    /// <summary>409, so that no client asks or sends again by itself: what was written stays with it. To a stranger the room is as unknown as any.</summary>
    public async Task<Refusal> RefusalAsync(JournalTampered tampered, Guid? viewer, CancellationToken cancel = default)
    {
        if (!tampered.IsLogged)
        {
            LogTampered(log, tampered.Room, tampered.Seq, tampered.What);
            tampered.IsLogged = true;
        }
        await using var on = await database.OpenAsync(cancel);
        // Off the table, since the journal, which says it for certain, cannot be read.
        var isMember = viewer is { } person && (await on.Command("SELECT 1 FROM members WHERE room = @room AND person = @person", ("@room", tampered.Room), ("@person", person)).ListAsync(r => r.GetInt32(0), cancel)).Count > 0;
        return isMember ? new(409, "The record of this room was changed outside Care Hub, so it cannot be shown or written to. Tell your administrator. Other rooms go on as usual.") { Code = Code } : Refusal.NotFound();
    }

    [LoggerMessage(104, LogLevel.Critical, "Room {Room} was tampered with at event {Seq}: {What}. Whoever asks for it is refused. Run the verify command.")]
    private static partial void LogTampered(ILogger log, Guid room, long seq, string what);
}

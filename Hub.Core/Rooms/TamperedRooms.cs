using Hub.Core.Data;
using Hub.Core.Journal;

namespace Hub.Core.Rooms;

/// <summary>What somebody is told who comes upon a room that was tampered with, by whichever door; the log is told where it is.</summary>
public sealed class TamperedRooms(Database database, RoomJournal journal)
{
    public const string Code = "recordTampered";

    /// <summary>409, so that no client asks or sends again by itself: what was written stays with it. To a stranger the room is as unknown as any.</summary>
    public async Task<Refusal> RefusalAsync(JournalTampered tampered, Guid? viewer, CancellationToken cancel = default)
    {
        journal.Tampered.Say(tampered);
        await using var on = await database.OpenAsync(cancel);
        // Off the table, since the journal, which says it for certain, cannot be read.
        var isMember = viewer is { } person && (await on.Command("SELECT 1 FROM members WHERE room = @room AND person = @person", ("@room", tampered.Room), ("@person", person)).ListAsync(r => r.GetInt32(0), cancel)).Count > 0;
        return isMember ? new(409, "The record of this room was changed outside Care Hub, so it cannot be shown or written to. Tell your administrator. Other rooms go on as usual.") { Code = Code } : Refusal.NotFound();
    }
}

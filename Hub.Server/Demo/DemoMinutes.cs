using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Reviews.Record;

namespace Hub.Server.Demo;

/// <summary>Puts names under the minutes of a demo review.</summary>
internal static class DemoMinutes
{
    /// <param name="who">The chair first.</param>
    public static async Task SignAsync(Database database, MasterKey master, RoomJournal journal, RoomService rooms, TimeProvider clock, Guid room, IReadOnlyList<Guid> who, CancellationToken ct)
    {
        var minutes = new MinutesReader(journal, new Verifier(database, master));
        var signer = new MinutesSigner(minutes, rooms, clock);
        foreach (var person in who)
        {
            var read = await minutes.ReadAsync(person, room, ct);
            // A start that was cut off half way is done again.
            if (read.Signing?.Signing.Signatures.Exists(s => s.By == person) == true) continue;
            await signer.SignAsync(person, room, read.Hash, SigningMethod.Confirmation, ct);
        }
    }
}

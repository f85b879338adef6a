using Hub.Core.Data;
using Hub.Core.Journal;

namespace Hub.Core.Rooms.Search;

/// <summary>Counts the messages that mention somebody and were not read yet.</summary>
public sealed class Mentioned(RoomJournal journal)
{
    /// <summary>By room; rooms without any are left out. One query: a range of the table for each room.</summary>
    public async Task<IReadOnlyDictionary<Guid, int>> UnreadAsync(Guid user, CancellationToken cancel = default)
    {
        await using var on = await journal.ReadAsync(cancel);
        // What was said to everybody before somebody came was not said to them.
        var rows = await on.Command("""
            SELECT m.room, count(DISTINCT m.seq) FROM members i
            LEFT JOIN positions p ON p.room = i.room AND p.person = i.person
            JOIN mentions m ON m.room = i.room AND m.seq > coalesce(p.read, 0)
                AND (m.person = @user OR (m.person = @everybody AND m.seq > i.since))
            WHERE i.person = @user GROUP BY m.room
            """, ("@user", user), ("@everybody", MentionRow.MentionsEverybody)).ListAsync(r => (Room: r.Id(0), Count: r.GetInt32(1)), cancel);
        return rows.ToDictionary(r => r.Room, r => r.Count);
    }
}

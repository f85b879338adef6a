using Hub.Core.Journal;
using Hub.Core.Rooms.Messages;

namespace Hub.Core.Rooms.Search;

/// <summary>What a room's index lacks, since when.</summary>
/// <param name="Since">A timestamp of the clock.</param>
/// <param name="Urgent">Who is mentioned where, the index alone tells; and what was deleted leaves it.</param>
internal readonly record struct Behind(long Since, int Events, bool Urgent)
{
    private const int Together = 256;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    public Behind With(IReadOnlyList<JournalEvent> events) =>
        new(Since, Events + events.Count, Urgent || events.Any(e => e.Payload is MessagePosted { Mentions: not null } or MessageEdited or MessageDeleted));

    public bool IsRipe(TimeProvider clock) => Urgent || Events >= Together || clock.GetElapsedTime(Since) >= Longest;
}

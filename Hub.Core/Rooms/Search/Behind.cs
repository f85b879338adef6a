using Hub.Core.Journal;
using Hub.Core.Rooms.Messages;

namespace Hub.Core.Rooms.Search;

/// <summary>What a room's index lacks, since when.</summary>
/// <param name="Since">A timestamp of the clock.</param>
/// <param name="Urgent">Who is mentioned where, the index alone tells; and what was deleted leaves it.</param>
internal readonly record struct Behind(long Since, int Events, bool Urgent)
{
    private const int Together = 1024;
    private const int TogetherInACrowd = 256;
    /// <summary>Where more lack in all rooms together, busy ones do not wait for many to share pages: a query should not have to open more than it may (<see cref="Recent.MostAltogether"/>).</summary>
    private const int Crowd = Recent.MostAltogether / 2;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    public Behind With(IReadOnlyList<JournalEvent> events) =>
        new(Since, Events + events.Count, Urgent || events.Any(e => e.Payload is MessagePosted { Mentions: not null } or MessageEdited or MessageDeleted));

    /// <summary>Whether all rooms together lack much.</summary>
    /// <param name="all">What they lack.</param>
    public static bool IsCrowd(long all) => all > Crowd;

    /// <param name="all">What all rooms lack.</param>
    public bool IsRipe(TimeProvider clock, long all) => Urgent || Events >= (IsCrowd(all) ? TogetherInACrowd : Together) || clock.GetElapsedTime(Since) >= Longest;
}

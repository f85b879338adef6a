using Hub.Core.Journal;
using Hub.Core.Notifications;

namespace Hub.Core.Rooms.Asks;

/// <summary>What nudging writes with a commit: when each part is looked at next, and what people are told.</summary>
internal static class NudgeWrites
{
    /// <summary>When the job first looks at a part: not before it is due, and where no time was given in a minute, when by the team's policy the right time is found.</summary>
    public static long FirstLook(Ask ask) => ask.DueAt ?? ask.Since + Instant.Minute;

    public static void Add(NudgeEvent nudge, JournalEvent e, AppendSet set)
    {
        set.Also.Add(new("UPDATE asks SET next_at = @next WHERE room = @room AND seq = @seq AND person = @person",
            ("@next", nudge.NextAt), ("@room", e.Room), ("@seq", nudge.Seq), ("@person", nudge.PartOf(e.Actor))));
        foreach (var row in nudge.Rows) set.Also.Add(new(NotificationSql.Insert, NotificationSql.Values(row)));
    }
}

using Hub.Core.Notifications;
using Hub.Core.Notifications.Outbox;
using Hub.Core.Rooms.Messages;

namespace Hub.Jobs.Channels;

/// <summary>All that leaves the house in words: that something waits, never what it is or where.</summary>
public static class Words
{
    public const string House = "Care Hub";

    public static string For(Parcel parcel) => parcel.Rows.Count == 1 ? For(parcel.Rows[0].Kind) : $"{parcel.Rows.Count} things wait for you in Care Hub";

    /// <summary>Of a parcel: where its link leads, relative to the hub.</summary>
    public static string LinkOf(Parcel parcel) => $"/open/{parcel.Rows[0].Id}";

    /// <summary>Urgent when one of them is.</summary>
    public static Priority PriorityOf(Parcel parcel) => parcel.Rows.Max(r => r.Priority);

    private static string For(NoticeKind kind) => kind switch
    {
        NoticeKind.Escalated => "A message needs somebody in Care Hub, and you are asked next",
        NoticeKind.NobodyReached => "Nobody could be reached yet for a message of yours in Care Hub",
        NoticeKind.CaseNotReady => "A case is not ready yet in Care Hub",
        NoticeKind.DecisionDue => "A decision is due in Care Hub",
        NoticeKind.CommitmentDue => "A commitment of yours is due in Care Hub",
        NoticeKind.SessionReminder => "A session begins soon in Care Hub",
        NoticeKind.SessionChanged => "A session of yours has changed in Care Hub",
        NoticeKind.SessionMissed => "A session did not take place; a new time is proposed in Care Hub",
        NoticeKind.Thanks => "Somebody thanked you in Care Hub",
        NoticeKind.Digest => "The week of your team is ready to read in Care Hub",
        _ => "A message waits for you in Care Hub",
    };
}

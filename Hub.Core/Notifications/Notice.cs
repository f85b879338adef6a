using Hub.Core.Rooms.Messages;

namespace Hub.Core.Notifications;

/// <summary>What somebody is told about.</summary>
public enum NoticeKind : short
{
    Nudge = 1, Escalated = 2, NobodyReached = 3, CaseNotReady = 4, DecisionDue = 5, CommitmentDue = 6,
    SessionReminder = 7, SessionChanged = 8, SessionMissed = 9, Thanks = 10, Digest = 11,
}

/// <summary>By which way it reaches them.</summary>
public enum NoticeChannel : short { InApp = 1, Push = 2, Email = 3, Webhook = 4 }

/// <summary>What somebody is to be told, once: (key, recipient, channel) is unique. Ids and instants only, never content.</summary>
/// <param name="Key">What and which occurrence, e.g. <c>session/{series}/{instant}/10m</c>; at most <see cref="LongestKey"/> characters.</param>
/// <param name="To">For whom it is meant; their stand-in may get it instead.</param>
/// <param name="At">When it is due to be told.</param>
/// <param name="Subject">What it is about where that is no message: a series, a digest, a case.</param>
public sealed record Notice(string Key, NoticeKind Kind, Guid To, Priority Priority, DateTimeOffset At, Guid? Room = null, long? Seq = null, Guid? Subject = null)
{
    public const int LongestKey = 200;

    /// <summary>Who is told and in which hours was chosen already: a ladder puts stand-ins in, who may see the room, and waits for the right morning itself.</summary>
    public bool Settled { get; init; }
}

namespace Hub.Core.Sessions;

/// <summary>One sign-in on one device. It can be listed, locked and ended from elsewhere.</summary>
public sealed class Session
{
    public Guid Id { get; set; }
    public Guid PersonId { get; set; }
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>To the minute or so: written at most once a minute.</summary>
    public DateTimeOffset LastSeenAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public DateTimeOffset? LockedAt { get; set; }

    /// <summary>What the person would call it: "Firefox on Windows".</summary>
    public string Device { get; set; } = "";
}

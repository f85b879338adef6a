namespace Hub.Core.Notifications.Outbox;

/// <summary>What one person is sent at once by one channel: one notice, or the routine ones that are due together.</summary>
/// <param name="Id">The id of its first row. Each try carries it, so that whoever receives it can tell a repetition.</param>
/// <param name="Rows">At least one.</param>
/// <param name="Lease">Until when it is this sender's, in real UTC microseconds.</param>
/// <param name="Attempt">Which try this is; 1 is the first.</param>
public sealed record Parcel(Guid Id, NoticeChannel Channel, Guid Person, IReadOnlyList<NotificationRow> Rows, long Lease, int Attempt);

/// <summary>What became of a try that did not throw.</summary>
public sealed record Posted(NotificationState State, string? Because = null)
{
    public static readonly Posted Sent = new(NotificationState.Sent);

    /// <summary>There is nowhere to send it: no address, no device. Nothing is wrong.</summary>
    public static Posted Nowhere(string because) => new(NotificationState.Dropped, because);

    /// <summary>It will never go through as it is.</summary>
    public static Posted Refused(string because) => new(NotificationState.Dead, because);
}

/// <summary>One way out of the house. What it throws is tried again later.</summary>
public interface IChannel
{
    NoticeChannel Channel { get; }

    /// <summary>Why nothing leaves this way; null while it is set up.</summary>
    string? OffBecause { get; }

    /// <summary>Sends it. None of it may tell what is in a room, or what a room is called.</summary>
    Task<Posted> SendAsync(Parcel parcel, CancellationToken cancel);
}

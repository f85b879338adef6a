namespace Hub.Core.Notifications.Outbox;

/// <summary>
/// What waits to be sent. A claim is a lease: until it ends nobody else gets the same rows, and a sender that dies gives them back by not renewing it.
/// Each claim counts as a try, also where its sender died; but only a try that failed gives a row up, for a dying sender had others in hand too.
/// </summary>
public interface IOutbox
{
    /// <summary>When the next row of a channel that nobody has in hand is due; null: none waits.</summary>
    Task<DateTimeOffset?> NextDueAsync(NoticeChannel channel, CancellationToken cancel);

    /// <summary>Takes what is due on a channel and not done, the longest due first.</summary>
    /// <param name="most">How many rows at most, besides those that go together with them.</param>
    Task<IReadOnlyList<Parcel>> ClaimAsync(NoticeChannel channel, int most, CancellationToken cancel);

    /// <summary>Whether anything of it is still to be told: what it is about may have been done since it was claimed.</summary>
    Task<bool> IsWantedAsync(Parcel parcel, CancellationToken cancel);

    /// <summary>Writes down what became of it for good.</summary>
    Task EndAsync(Parcel parcel, Posted how, CancellationToken cancel);

    /// <summary>Gives it back for a later try, unless somebody else has it by now.</summary>
    Task RetryAsync(Parcel parcel, string error, TimeSpan after, CancellationToken cancel);

    /// <summary>Gives it back until an instant of the work clock. That was no try.</summary>
    Task PutOffAsync(Parcel parcel, DateTimeOffset until, CancellationToken cancel);
}

using Hub.Core.Rooms.Messages;

namespace Hub.Core.Notifications.Outbox;

/// <summary>
/// What is sent later than it was decided is looked at once more: a mail server may have been away until late in the evening, and its receiver may have
/// gone on leave since. What is sent at once was decided a moment ago.
/// </summary>
public sealed class SendHours(Standings standings, TimeProvider clock)
{
    private static readonly TimeSpan AMoment = TimeSpan.FromMinutes(1);

    /// <summary>Until when it has to wait still; null: it may go; <see cref="DateTimeOffset.MaxValue"/>: later it is worth nothing.</summary>
    public async Task<DateTimeOffset?> WaitsUntilAsync(Parcel parcel, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var first = parcel.Rows[0];
        if (first.Priority == Priority.Urgent || parcel.Rows.All(r => now - r.CreatedAt < AMoment)) return null;
        var found = await standings.OfAsync([new Notice(first.Key, first.Kind, parcel.Person, first.Priority, now)], now, cancel);
        return found.TryGetValue((parcel.Person, null), out var who) ? Delivery.StillWaits(first.Kind, first.Priority, who, now) : null;
    }
}

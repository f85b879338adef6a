namespace Hub.Core.Rooms.Reviews;

/// <summary>When the chair of a live review is taken for gone. All of it by the database's clock: the nodes' own may differ.</summary>
/// <param name="Lapses">How long after the last renewal; the chair's node renews six times as often.</param>
public sealed record ChairLease(TimeSpan Lapses)
{
    public static readonly ChairLease Standard = new(TimeSpan.FromSeconds(60));

    public TimeSpan Renewed => Lapses / 6;
}

/// <summary>Somebody in a live review. UTC microseconds.</summary>
public readonly record struct Seen(long Since, long Last);

/// <summary>
/// Who has the chair next, pure. The chair passes on when its lease has lapsed: to the first of those who attend and have been here without a gap for at least
/// as long as a lease lasts; owners before others, then in the order in which they came. That they have been here all that time says that it is the chair who is
/// gone, and not the database that was: after an outage nobody is passed over before everybody had the time to come back.
/// </summary>
public static class ChairSuccession
{
    /// <param name="room">The room of a review.</param>
    /// <param name="seen">Who was seen, by the rows of the database.</param>
    /// <param name="now">UTC microseconds by the database's clock.</param>
    /// <param name="lapses">Microseconds.</param>
    /// <returns>The next chair; null: the chair is here, or nobody is who could follow.</returns>
    public static Guid? Next(Room room, IReadOnlyDictionary<Guid, Seen> seen, long now, long lapses)
    {
        if (room.Review is not { } review || !review.IsLive(now)) return null;
        var last = review.Chair is { } chair && seen.TryGetValue(chair, out var lease) ? Math.Max(lease.Last, review.ChairSince) : review.ChairSince;
        if (now - last <= lapses) return null;
        return review.Attended
            .Where(a => a.Key != review.Chair && room.Has(a.Key) && seen.TryGetValue(a.Key, out var here) && now - here.Last <= lapses / 2 && now - here.Since >= lapses)
            .OrderByDescending(a => room.IsOwner(a.Key)).ThenBy(a => a.Value.Seq).Select(a => (Guid?)a.Key).FirstOrDefault();
    }
}

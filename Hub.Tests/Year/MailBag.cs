using System.Globalization;
using Hub.Core.Notifications;
using Hub.Core.Notifications.Outbox;

namespace Hub.Tests.Year;

/// <summary>Something that was handed over, when, and whether at its first try.</summary>
internal readonly record struct Handed(Told Told, NoticeChannel Way, int At, bool First);

/// <summary>
/// Stands for everybody's devices and mail boxes: takes each parcel and knows a repetition by its id, as they do. Now and then it is out of order, before it
/// has taken something or after.
/// </summary>
internal sealed class MailBag(Random random)
{
    private const int Trouble = 100;

    private readonly Lock one = new();
    private readonly HashSet<Guid> parcels = [];
    private List<Handed> handed = [];

    /// <summary>How often the same parcel came again.</summary>
    public int Repeated { get; private set; }
    public int Failed { get; private set; }

    public void Take(Parcel parcel, int at)
    {
        lock (one)
        {
            var fate = random.Next(Trouble);
            if (fate == 0) Fail();
            if (!parcels.Add(parcel.Id)) Repeated++;
            else handed.AddRange(parcel.Rows.Select(r => new Handed(Of(r), parcel.Channel, at, parcel.Attempt == 1)));
            if (fate == 1) Fail();
        }
    }

    /// <summary>What came since the last time.</summary>
    public IReadOnlyList<Handed> Empty()
    {
        lock (one)
        {
            var all = handed;
            handed = [];
            return all;
        }
    }

    /// <summary>Whether this parcel is here, though its sender may not know so: it failed after that, or died.</summary>
    public bool Has(Guid parcel)
    {
        lock (one) return parcels.Contains(parcel);
    }

    public static Told Of(NotificationRow row) =>
        new(row.Kind, row.Person, row.Room, row is { Room: null, Seq: null, Kind: NoticeKind.Nudge or NoticeKind.Escalated } ? SeqOf(row.Key) : row.Seq, row.Kind == NoticeKind.Digest ? null : row.Subject, Timeline.Of(row.CreatedAt));

    // What does not say of what it is can only be told from its like by its key: nudge/room/seq/…
    private static long SeqOf(string key) => long.Parse(key.Split('/')[2], CultureInfo.InvariantCulture);

    private void Fail()
    {
        Failed++;
        throw new HttpRequestException("Out of order.");
    }
}

/// <summary>One way out of the house, into the bag.</summary>
internal sealed class Post(NoticeChannel way, MailBag bag, TimeProvider clock) : IChannel
{
    public NoticeChannel Channel => way;
    public string? OffBecause => null;

    public Task<Posted> SendAsync(Parcel parcel, CancellationToken cancel)
    {
        bag.Take(parcel, Timeline.Of(clock.GetUtcNow()));
        return Task.FromResult(Posted.Sent);
    }
}

using Hub.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Notifications.Outbox;

/// <summary>What a device shows may have been dealt with on another one.</summary>
public sealed class ShownElsewhere(IDbContextFactory<HubDb> databases)
{
    /// <summary>Those of <paramref name="parcels"/>, pushed to this person, of which everything is done or was seen in the page.</summary>
    public async Task<IReadOnlyList<Guid>> OverAsync(Guid person, IReadOnlyCollection<Guid> parcels, CancellationToken ct = default)
    {
        Guid[] asked = [.. parcels.Distinct()];
        await using var db = await databases.CreateDbContextAsync(ct);
        var rows = await (from pushed in db.Set<NotificationRow>().AsNoTracking()
                          where pushed.Person == person && pushed.Parcel != null && EF.Parameter(asked).Contains(pushed.Parcel.Value)
                          let inPage = db.Set<NotificationRow>().Any(n => n.Key == pushed.Key && n.Person == person && n.Channel == NoticeChannel.InApp && (n.SeenAt != null || n.DoneAt != null))
                          select new { Parcel = pushed.Parcel!.Value, Over = pushed.DoneAt != null || inPage }).ToListAsync(ct);
        return [.. rows.GroupBy(r => r.Parcel).Where(g => g.All(r => r.Over)).Select(g => g.Key)];
    }
}

using Hub.Core.Data;
using Hub.Core.Rooms;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Notifications.Outbox;

/// <param name="OffBecause">Why nothing leaves this way; null while it is set up.</param>
public sealed record ChannelView(NoticeChannel Channel, string? OffBecause);

/// <summary>One that was given up. It says to whom and of which kind, never about what.</summary>
public sealed record DeadView(Guid Id, NoticeChannel Channel, NoticeKind Kind, Guid Person, DateTimeOffset DueAt, int Attempts, string? Error);

/// <param name="Depth">How many are due and not sent.</param>
/// <param name="Oldest">Since when the longest waiting of them is due.</param>
/// <param name="Later">How many are due later.</param>
/// <param name="Dead">The newest 100 that were given up.</param>
public sealed record OutboxView(int Depth, DateTimeOffset? Oldest, int Later, IReadOnlyList<ChannelView> Channels, IReadOnlyList<DeadView> Dead);

/// <summary>How it stands with what is to be sent, and another try for what was given up.</summary>
public sealed class OutboxAdmin(IDbContextFactory<HubDb> databases, IEnumerable<IChannel> channels, TimeProvider clock)
{
    private const int Shown = 100;

    public async Task<OutboxView> ReadAsync(CancellationToken ct = default)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(ct);
        var waiting = db.Set<NotificationRow>().AsNoTracking().Where(n => n.State == NotificationState.Waiting && n.DoneAt == null);
        var due = waiting.Where(n => n.DueAt <= now);
        var dead = await db.Set<NotificationRow>().AsNoTracking().Where(n => n.State == NotificationState.Dead).OrderByDescending(n => n.DueAt).ThenByDescending(n => n.Id).Take(Shown)
            .Select(n => new DeadView(n.Id, n.Channel, n.Kind, n.Person, n.DueAt, n.Attempts, n.Error)).ToListAsync(ct);
        return new(await due.CountAsync(ct), await due.MinAsync(n => (DateTimeOffset?)n.DueAt, ct), await waiting.CountAsync(n => n.DueAt > now, ct),
            [.. channels.OrderBy(c => c.Channel).Select(c => new ChannelView(c.Channel, c.OffBecause))], dead);
    }

    /// <summary>Has one that was given up tried again, from the first try on.</summary>
    /// <exception cref="Refusal">404: nothing of this id was given up.</exception>
    public async Task RetryAsync(Guid id, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var changed = await db.Set<NotificationRow>().Where(n => n.Id == id && n.State == NotificationState.Dead)
            .ExecuteUpdateAsync(s => s.SetProperty(n => n.State, NotificationState.Waiting).SetProperty(n => n.Attempts, 0).SetProperty(n => n.LeaseUntil, (DateTimeOffset?)null), ct);
        if (changed == 0) throw Refusal.NotFound("Nothing of this id was given up.");
    }
}

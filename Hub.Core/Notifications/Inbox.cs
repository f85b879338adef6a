using System.Data.Common;
using Hub.Core.Data;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Messages;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Notifications;

/// <param name="For">For whom it was meant, when I stand in for them.</param>
/// <param name="Why">Codes of <see cref="Reason"/>.</param>
/// <param name="Done">What it is about was done meanwhile.</param>
public sealed record InboxItem(
    Guid Id, NoticeKind Kind, DateTimeOffset At, Guid? Room, long? Seq, Guid? Subject, Priority Priority, Guid? For, IReadOnlyList<string> Why, bool Seen, bool Done);

/// <summary>What somebody was told, read off the in-app rows of the outbox.</summary>
public sealed class Inbox(IDbContextFactory<HubDb> databases, TimeProvider clock, NoticeListeners listeners)
{
    public const int Most = 50;

    /// <summary>The last <see cref="Most"/> of one person, newest first.</summary>
    public async Task<IReadOnlyList<InboxItem>> OfAsync(Guid person, CancellationToken cancel = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await OfAsync(db, person, cancel);
    }

    /// <summary>The same for many.</summary>
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<InboxItem>>> OfAsync(IReadOnlyCollection<Guid> people, CancellationToken cancel = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var found = new Dictionary<Guid, IReadOnlyList<InboxItem>>();
        foreach (var person in people) found[person] = await OfAsync(db, person, cancel);
        return found;
    }

    /// <summary>Who was told about these messages.</summary>
    public async Task<IReadOnlyList<Guid>> ToldOfAsync(Guid room, IReadOnlyCollection<long> seqs, CancellationToken cancel = default)
    {
        long[] asked = [.. seqs];
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Notifications.Where(n => n.Room == room && n.Seq != null && EF.Parameter(asked).Contains(n.Seq.Value) && n.Channel == NoticeChannel.InApp)
            .Select(n => n.Person).Distinct().ToListAsync(cancel);
    }

    /// <summary>What was told to any of these people since then, as (whom, id).</summary>
    public async Task<IReadOnlyList<(Guid Person, Guid Id)>> SinceAsync(IReadOnlyCollection<Guid> people, DateTimeOffset since, CancellationToken cancel = default)
    {
        Guid[] asked = [.. people];
        await using var db = await databases.CreateDbContextAsync(cancel);
        return [.. (await db.Notifications.Where(n => EF.Parameter(asked).Contains(n.Person) && n.Channel == NoticeChannel.InApp && n.CreatedAt >= since)
            .Select(n => new { n.Person, n.Id }).ToListAsync(cancel)).Select(n => (n.Person, n.Id))];
    }

    /// <summary>One's own notices were seen, by whichever of their channels; those of others, and unknown ones, are passed over.</summary>
    public async Task SeenAsync(Guid person, IReadOnlyCollection<Guid> ids, CancellationToken cancel = default)
    {
        Guid[] seen = [.. ids];
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancel);
        var keys = db.Notifications.Where(n => n.Person == person && EF.Parameter(seen).Contains(n.Id)).Select(n => n.Key);
        var changed = await db.Notifications.Where(n => n.Person == person && n.Channel == NoticeChannel.InApp && keys.Contains(n.Key) && n.SeenAt == null)
            .ExecuteUpdateAsync(n => n.SetProperty(x => x.SeenAt, now), cancel);
        if (changed > 0) listeners.Changed([person]);
    }

    /// <summary>What the link of a notice leads to. Whichever channel it came by; only for whom it was for.</summary>
    /// <exception cref="Refusal">404: no such notice of this person.</exception>
    public async Task<InboxItem> OpenAsync(Guid person, Guid id, CancellationToken cancel = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var row = await db.Notifications.AsNoTracking().SingleOrDefaultAsync(n => n.Id == id && n.Person == person, cancel)
            ?? throw Refusal.NotFound("There is no such notice of yours.");
        return Item(row);
    }

    private static async Task<IReadOnlyList<InboxItem>> OfAsync(HubDb db, Guid person, CancellationToken cancel) =>
        [.. (await db.Notifications.AsNoTracking().Where(n => n.Person == person && n.Channel == NoticeChannel.InApp)
            .OrderByDescending(n => n.CreatedAt).ThenByDescending(n => n.Id).Take(Most).ToListAsync(cancel)).Select(Item)];

    private static InboxItem Item(NotificationRow n) =>
        new(n.Id, n.Kind, n.DueAt, n.Room, n.Seq, n.Subject, n.Priority, n.ForPerson, n.Why.Split(' ', StringSplitOptions.RemoveEmptyEntries), n.SeenAt is not null, n.DoneAt is not null);
}

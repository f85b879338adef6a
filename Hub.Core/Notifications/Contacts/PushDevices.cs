using Hub.Core.Data;
using Hub.Core.Rooms;
using Hub.Core.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Notifications.Contacts;

/// <summary>What a browser tells of itself when it agrees to take pushes.</summary>
public sealed record PushSubscription(string Endpoint, byte[] PublicKey, byte[] AuthSecret);

/// <summary>Which browsers take pushes for whom. One belongs to a session: signed out here or from elsewhere, it hears nothing more.</summary>
public sealed class PushDevices(IDbContextFactory<HubDb> databases, TimeProvider realClock)
{
    private const int PointSize = 65, SecretSize = 16;

    /// <summary>Takes a browser in. Who used it before is not told there any more.</summary>
    /// <exception cref="Refusal">400: no https address, or keys of another size.</exception>
    public async Task AddAsync(Guid person, Guid session, PushSubscription asked, CancellationToken ct = default)
    {
        if (!Uri.TryCreate(asked.Endpoint, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps || asked.Endpoint.Length > ContactTables.LongestAddress)
            throw Refusal.Malformed("A push service has an https address.");
        if (asked.PublicKey.Length != PointSize || asked.PublicKey[0] != 4 || asked.AuthSecret.Length != SecretSize) throw Refusal.Malformed("These are no keys of a push subscription.");
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Set<PushDevice>().Where(d => d.Endpoint == asked.Endpoint || d.SessionId == session).ExecuteDeleteAsync(ct);
        var now = realClock.GetUtcNow();
        db.Add(new PushDevice { Id = Ids.New(now), PersonId = person, SessionId = session, Endpoint = asked.Endpoint, PublicKey = asked.PublicKey, AuthSecret = asked.AuthSecret, CreatedAt = now });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    public async Task RemoveOfSessionAsync(Guid session, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.Set<PushDevice>().Where(d => d.SessionId == session).ExecuteDeleteAsync(ct);
    }

    /// <summary>The push service no longer knows it.</summary>
    public async Task RemoveAsync(Guid device, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.Set<PushDevice>().Where(d => d.Id == device).ExecuteDeleteAsync(ct);
    }

    /// <summary>The browsers of a person that are signed in.</summary>
    public async Task<IReadOnlyList<PushDevice>> OfAsync(Guid person, CancellationToken ct = default)
    {
        var idle = realClock.GetUtcNow() - SessionStore.IdleLimit;
        await using var db = await databases.CreateDbContextAsync(ct);
        return await (from device in db.Set<PushDevice>().AsNoTracking()
                      join session in db.Sessions on device.SessionId equals session.Id
                      join of in db.Users on device.PersonId equals of.Id
                      where device.PersonId == person && session.EndedAt == null && session.LastSeenAt >= idle && !of.Disabled
                      orderby device.Id
                      select device).ToListAsync(ct);
    }
}

using Hub.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Sessions;

/// <summary>What one session allows at this moment, with what is needed of its person.</summary>
public sealed record SessionState(Guid Id, Guid PersonId, bool Ended, bool Locked, bool IsAdmin, DateTimeOffset LastSeenAt);

/// <summary>A session as its person sees it in the list.</summary>
public sealed record SessionView(Guid Id, bool Current, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, string Device);

/// <summary>
/// The rows of the sessions. Every node asks them, so ending one anywhere ends it everywhere: requests within a second, sockets within two.
/// The clock is the real one: setting the house's clock ahead must not sign people out.
/// </summary>
public sealed class SessionStore(IDbContextFactory<HubDb> databases, TimeProvider realClock) : ISessionWatch
{
    /// <summary>A session that was not used for so long is over.</summary>
    public static readonly TimeSpan IdleLimit = TimeSpan.FromDays(7);

    private static readonly TimeSpan SeenGranularity = TimeSpan.FromMinutes(1);

    public async Task<Guid> StartAsync(Guid person, string device, CancellationToken ct = default)
    {
        var now = realClock.GetUtcNow();
        var session = new Session { Id = Ids.New(now), PersonId = person, CreatedAt = now, LastSeenAt = now, Device = device };
        await using var db = await databases.CreateDbContextAsync(ct);
        db.Sessions.Add(session);
        await db.SaveChangesAsync(ct);
        return session.Id;
    }

    /// <summary>The state of a session; null when there is none of this id.</summary>
    public async Task<SessionState?> FindAsync(Guid id, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var idle = realClock.GetUtcNow() - IdleLimit;
        return await (from session in db.Sessions
                      join person in db.Users on session.PersonId equals person.Id
                      where session.Id == id
                      select new SessionState(session.Id, person.Id,
                          session.EndedAt != null || person.Disabled || session.LastSeenAt < idle, session.LockedAt != null, person.IsAdmin, session.LastSeenAt))
            .SingleOrDefaultAsync(ct);
    }

    /// <summary>Writes that the session was used, at most once a minute.</summary>
    public async Task SeenAsync(SessionState state, CancellationToken ct = default)
    {
        var now = realClock.GetUtcNow();
        if (now - state.LastSeenAt < SeenGranularity) return;
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.Sessions.Where(s => s.Id == state.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.LastSeenAt, now), ct);
    }

    /// <summary>The sessions of a person that are still good, newest use first.</summary>
    public async Task<IReadOnlyList<SessionView>> ListAsync(Guid person, Guid current, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var idle = realClock.GetUtcNow() - IdleLimit;
        return await db.Sessions
            .Where(s => s.PersonId == person && s.EndedAt == null && s.LastSeenAt >= idle)
            .OrderByDescending(s => s.LastSeenAt)
            .Select(s => new SessionView(s.Id, s.Id == current, s.CreatedAt, s.LastSeenAt, s.Device))
            .ToListAsync(ct);
    }

    /// <summary>Ends one session of this person; false when there is no such session, or it had ended.</summary>
    public async Task<bool> EndAsync(Guid person, Guid session, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = realClock.GetUtcNow();
        return await db.Sessions.Where(s => s.Id == session && s.PersonId == person && s.EndedAt == null)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedAt, now), ct) == 1;
    }

    public async Task EndAllAsync(Guid person, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = realClock.GetUtcNow();
        await db.Sessions.Where(s => s.PersonId == person && s.EndedAt == null).ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedAt, now), ct);
    }

    public async Task<IReadOnlyList<Guid>> EndedAmong(IReadOnlyCollection<Guid> sessions, CancellationToken ct = default)
    {
        if (sessions.Count == 0) return [];
        await using var db = await databases.CreateDbContextAsync(ct);
        var asked = sessions as Guid[] ?? [.. sessions];
        var open = await (from session in db.Sessions
                          join person in db.Users on session.PersonId equals person.Id
                          where EF.Parameter(asked).Contains(session.Id) && session.EndedAt == null && session.LockedAt == null && !person.Disabled
                          select session.Id)
            .ToListAsync(ct);
        return [.. asked.Except(open)];
    }

    public async Task LockAsync(Guid session, CancellationToken ct = default) => await SetLockedAsync(session, realClock.GetUtcNow(), ct);

    public async Task UnlockAsync(Guid session, CancellationToken ct = default) => await SetLockedAsync(session, null, ct);

    private async Task SetLockedAsync(Guid session, DateTimeOffset? at, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.Sessions.Where(s => s.Id == session).ExecuteUpdateAsync(s => s.SetProperty(x => x.LockedAt, at), ct);
    }
}

using Hub.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Sessions;

/// <summary>Which of the sessions that have open sockets may no longer have them. Asked once a second by every node.</summary>
public interface ISessionWatch
{
    /// <summary>Those of <paramref name="sessions"/> that ended or are locked, whose person is disabled, or that do not exist. One query.</summary>
    Task<IReadOnlyList<Guid>> EndedAmong(IReadOnlyCollection<Guid> sessions, CancellationToken ct = default);
}

public sealed class SessionWatch(IDbContextFactory<HubDb> databases) : ISessionWatch
{
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
        return asked.Except(open).ToList();
    }
}

namespace Hub.Core.Sessions;

/// <summary>Which of the sessions that have open sockets may no longer have them. Asked once a second by every node.</summary>
public interface ISessionWatch
{
    /// <summary>Those of <paramref name="sessions"/> that ended or are locked, whose person is disabled, or that do not exist. One query.</summary>
    Task<IReadOnlyList<Guid>> EndedAmong(IReadOnlyCollection<Guid> sessions, CancellationToken ct = default);
}

using System.Collections.Concurrent;
using Hub.Core.Sessions;

namespace Hub.Server.Identity;

/// <summary>Remembers a session's state for half a second, so that a burst of requests asks the database once. An ended session is out within a second on every node.</summary>
public sealed class SessionCache(SessionStore store) : ISessionWatch
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(500);
    private readonly ConcurrentDictionary<Guid, (long At, Task<SessionState?> State)> _states = new();
    private readonly TimeProvider _clock = TimeProvider.System;

    public async Task<SessionState?> FindAsync(Guid session)
    {
        if (_states.TryGetValue(session, out var known) && _clock.GetElapsedTime(known.At) < Fresh) return await known.State;
        if (_states.Count > 10_000) Sweep();
        // Not the first request's cancellation: others wait for the same answer.
        var state = store.FindAsync(session, CancellationToken.None);
        _states[session] = (_clock.GetTimestamp(), state);
        try
        {
            return await state;
        }
        catch
        {
            _states.TryRemove(session, out _);
            throw;
        }
    }

    /// <summary>Called by this node after it changed the session, so that its own next request sees the change.</summary>
    public void Forget(Guid session) => _states.TryRemove(session, out _);

    /// <summary>What closes a session's sockets ends its requests too.</summary>
    public async Task<IReadOnlyList<Guid>> EndedAmong(IReadOnlyCollection<Guid> sessions, CancellationToken ct = default)
    {
        var ended = await store.EndedAmong(sessions, ct);
        foreach (var session in ended) Forget(session);
        return ended;
    }

    private void Sweep()
    {
        foreach (var (session, entry) in _states)
            if (_clock.GetElapsedTime(entry.At) >= Fresh) _states.TryRemove(session, out _);
    }
}

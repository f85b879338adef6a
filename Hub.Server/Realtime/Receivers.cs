using System.Collections.Concurrent;
using System.Collections.Immutable;
using Hub.Server.Identity;
using Microsoft.AspNetCore.SignalR;

namespace Hub.Server.Realtime;

/// <summary>All connections of this node, by connection and by person.</summary>
public sealed class Receivers
{
    private readonly ConcurrentDictionary<string, Receiver> byConnection = new();
    private readonly ConcurrentDictionary<Guid, ImmutableArray<Receiver>> byUser = new();

    public ICollection<Receiver> All => byConnection.Values;

    public ICollection<Guid> Users => byUser.Keys;

    public Receiver? Of(string connectionId) => byConnection.GetValueOrDefault(connectionId);

    public ImmutableArray<Receiver> Of(Guid user) => byUser.TryGetValue(user, out var own) ? own : [];

    public void Add(string connectionId, Receiver receiver)
    {
        byConnection[connectionId] = receiver;
        byUser.AddOrUpdate(receiver.User, [receiver], (_, own) => own.Add(receiver));
    }

    public Receiver? Remove(string connectionId)
    {
        if (!byConnection.TryRemove(connectionId, out var receiver)) return null;
        while (byUser.TryGetValue(receiver.User, out var own))
        {
            var left = own.Remove(receiver);
            if (left.IsEmpty ? byUser.TryRemove(new(receiver.User, own)) : byUser.TryUpdate(receiver.User, left, own)) break;
        }
        return receiver;
    }
}

/// <summary>
/// Takes the place of SignalR's own manager: it only tells us of connections as they come and go.
/// Whatever goes out to members goes through <see cref="RoomFeed"/>, so sending by groups, users or connections is not offered.
/// </summary>
public sealed class HubConnections(Receivers receivers, RoomFeed feed) : HubLifetimeManager<RoomHub>
{
    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        var receiver = new Receiver(connection, connection.User!.UserId(), connection.User!.SessionId());
        receivers.Add(connection.ConnectionId, receiver);
        feed.Joined(receiver);
        return Task.CompletedTask;
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        if (receivers.Remove(connection.ConnectionId) is { } receiver) feed.Gone(receiver);
        return Task.CompletedTask;
    }

    public override Task SendAllAsync(string methodName, object?[] args, CancellationToken cancellationToken = default) => throw NotOffered();
    public override Task SendAllExceptAsync(string methodName, object?[] args, IReadOnlyList<string> excludedConnectionIds, CancellationToken cancellationToken = default) => throw NotOffered();
    public override Task SendConnectionAsync(string connectionId, string methodName, object?[] args, CancellationToken cancellationToken = default) => throw NotOffered();
    public override Task SendConnectionsAsync(IReadOnlyList<string> connectionIds, string methodName, object?[] args, CancellationToken cancellationToken = default) => throw NotOffered();
    public override Task SendGroupAsync(string groupName, string methodName, object?[] args, CancellationToken cancellationToken = default) => throw NotOffered();
    public override Task SendGroupsAsync(IReadOnlyList<string> groupNames, string methodName, object?[] args, CancellationToken cancellationToken = default) => throw NotOffered();
    public override Task SendGroupExceptAsync(string groupName, string methodName, object?[] args, IReadOnlyList<string> excludedConnectionIds, CancellationToken cancellationToken = default) => throw NotOffered();
    public override Task SendUserAsync(string userId, string methodName, object?[] args, CancellationToken cancellationToken = default) => throw NotOffered();
    public override Task SendUsersAsync(IReadOnlyList<string> userIds, string methodName, object?[] args, CancellationToken cancellationToken = default) => throw NotOffered();
    public override Task AddToGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default) => throw NotOffered();
    public override Task RemoveFromGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default) => throw NotOffered();

    private static NotSupportedException NotOffered() => new("Only RoomFeed sends to members.");
}

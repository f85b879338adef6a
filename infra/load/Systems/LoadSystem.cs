namespace Hub.Load.Systems;

/// <summary>Where a client sits: its room, and the cookie it shows when it connects.</summary>
internal sealed record Seat(string Room, string? Cookie);

/// <summary>A server that can be put under load: how to start it, and how its clients get into their rooms.</summary>
internal abstract class LoadSystem(ChildServer server) : IAsyncDisposable
{
    public ChildServer Server => server;
    public abstract string Name { get; }
    public abstract string HubPath { get; }

    /// <summary>The hub method that lets a client hear a room.</summary>
    public abstract string EnterMethod { get; }

    /// <summary>Makes the rooms and their members; returns one seat a member, those of a room side by side.</summary>
    public abstract Task<Seat[]> SeatsAsync(int rooms, int members);

    public virtual ValueTask DisposeAsync() => server.DisposeAsync();
}

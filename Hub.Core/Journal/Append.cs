using System.Data.Common;

namespace Hub.Core.Journal;

/// <summary>All that one transaction writes.</summary>
internal sealed class AppendSet
{
    public List<RoomRow> NewRooms { get; } = [];
    public List<RoomRow> Heads { get; } = [];
    public List<FoldRow> Folds { get; } = [];
    public List<EventRow> Events { get; } = [];
    public List<CommandRow> Commands { get; } = [];
    public List<MemberRow> Members { get; } = [];
    public List<(Guid Room, Guid User)> MembersGone { get; } = [];
    /// <summary>Taken away before those in <see cref="Asks"/> are written.</summary>
    public List<(Guid Room, long Seq, Guid User)> AsksGone { get; } = [];
    public List<AskRow> Asks { get; } = [];
    public List<RoomRoleRow> Roles { get; } = [];
    public List<(Guid Room, Guid Role)> RolesGone { get; } = [];
    public List<PositionRow> Positions { get; } = [];
    /// <summary>Uploads that became part of a message.</summary>
    public List<(Guid Id, long Seq)> UploadsUsed { get; } = [];
    /// <summary>Messages with files that were deleted.</summary>
    public List<(Guid Room, long Seq, long At)> UploadsGone { get; } = [];
    /// <summary>What features write with the commit into tables of their own, after all else.</summary>
    public List<SideWrite> Also { get; } = [];

    public bool IsEmpty => Commands.Count == 0 && Events.Count == 0;
}

/// <summary>One statement of a feature that is seldom needed. Both engines must understand it.</summary>
internal sealed record SideWrite(string Sql, params (string Name, object? Value)[] Values);

/// <summary>
/// One transaction of a lane: lock the rooms in id order, read, write once, commit. On PostgreSQL the row locks, on SQLite
/// the one writer, make the order of seqs the order of commits. Disposing without a commit leaves nothing behind.
/// </summary>
internal abstract class Append : IAsyncDisposable
{
    /// <summary>For reading inside the transaction.</summary>
    public abstract DbConnection Connection { get; }

    /// <summary>The rows of <paramref name="rooms"/> (in id order), locked until the end, and what is known of the command ids.</summary>
    public abstract Task<(List<RoomRow> Rooms, List<CommandRow> Known)> LockAsync(Guid[] rooms, IReadOnlyList<CommandRow> keys, CancellationToken cancel);

    /// <summary>Writes all of it and returns when it is on disk. When it throws, whether it is there is unknown.</summary>
    public abstract Task CommitAsync(AppendSet set);

    public abstract ValueTask DisposeAsync();
}

/// <summary>Begins transactions for lanes.</summary>
internal interface IAppendStore : IAsyncDisposable
{
    /// <summary>How many lanes may write at once.</summary>
    int Lanes { get; }

    /// <summary>SQLite's one writer, who lets others write between two commits; null on PostgreSQL, where others need not wait for a lane.</summary>
    SqliteStore? Sqlite { get; }

    Task<Append> BeginAsync(CancellationToken cancel);
}

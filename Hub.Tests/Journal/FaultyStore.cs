using System.Data.Common;
using Hub.Core.Data;
using Hub.Core.Journal;

namespace Hub.Tests.Journal;

internal enum CommitFault { None, Before, After }

/// <summary>A store whose commits fail as told: before anything happened, or after it did and only the word of it was lost.</summary>
internal sealed class FaultyStore(IAppendStore inner, Func<CommitFault> next) : IAppendStore
{
    public int Lanes => inner.Lanes;

    public SqliteStore? Sqlite => inner.Sqlite;

    public static Func<Database, IAppendStore> Over(Func<CommitFault> next) =>
        database => new FaultyStore(database.Engine == Engine.Postgres ? new PostgresStore(database, 2) : new SqliteStore(database), next);

    public async Task<Append> BeginAsync(CancellationToken cancel) => new FaultyAppend(await inner.BeginAsync(cancel), next);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private sealed class FaultyAppend(Append inner, Func<CommitFault> next) : Append
    {
        public override DbConnection Connection => inner.Connection;

        public override Task<(List<RoomRow> Rooms, List<CommandRow> Known)> LockAsync(Guid[] rooms, IReadOnlyList<CommandRow> keys, CancellationToken cancel) =>
            inner.LockAsync(rooms, keys, cancel);

        public override async Task CommitAsync(AppendSet set)
        {
            var fault = next();
            if (fault != CommitFault.Before) await inner.CommitAsync(set);
            if (fault != CommitFault.None) throw new IOException("The line went dead.");
        }

        public override ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}

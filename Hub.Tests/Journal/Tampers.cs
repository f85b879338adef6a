using Hub.Core.Data;
using Hub.Core.Journal;

namespace Hub.Tests.Journal;

/// <summary>What somebody with their hands in the database can do, and undo.</summary>
internal static class Tampers
{
    /// <summary>The tables that verify vouches for, with their column of the room's id.</summary>
    public static readonly (string Table, string Room)[] Tables = [("rooms", "id"), ("events", "room"), ("members", "room"), ("asks", "room"), ("folds", "room")];

    public static async Task<List<JournalFault>> FindAsync(Verifier verifier)
    {
        var found = new List<JournalFault>();
        var result = await verifier.RunAsync(found.Add);
        Assert.Equal(found.Count, result.Faults);
        return found;
    }

    /// <summary>Copies the tables aside, all together.</summary>
    public static async Task KeepAsync(Database database, string name)
    {
        foreach (var (table, _) in Tables) await database.ExecuteAsync($"CREATE TABLE {name}_{table} AS SELECT * FROM {table}");
    }

    /// <summary>Puts the tables back as they were kept.</summary>
    public static async Task BringBackAsync(Database database, string name)
    {
        await using var on = await database.OpenAsync();
        await using var transaction = await on.BeginTransactionAsync();
        foreach (var (table, _) in Tables) await on.Command($"DELETE FROM {table}").RunAsync(default);
        foreach (var (table, _) in Tables) await on.Command($"INSERT INTO {table} SELECT * FROM {name}_{table}").RunAsync(default);
        await transaction.CommitAsync();
    }

    /// <returns>Number of rows changed.</returns>
    public static async Task<int> ExecuteAsync(this Database database, string sql, params object?[] values)
    {
        await using var on = await database.OpenAsync();
        await using var command = on.Command(sql, [.. values.Select((v, i) => ($"@p{i}", v))]);
        return await command.ExecuteNonQueryAsync();
    }
}

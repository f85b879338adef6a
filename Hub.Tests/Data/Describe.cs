using Hub.Core.Data;
using Xunit;

namespace Hub.Tests.Data;

/// <summary>A schema as sorted lines of text, for comparing two databases. The migrations' own tables are left out.</summary>
internal static class Describe
{
    public static async Task<string> LinesAsync(Database database, string sql)
    {
        await using var connection = await database.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync()) lines.Add(reader.GetString(0));
        Assert.True(lines.Count > 50, $"only {lines.Count} lines describe the schema");
        return string.Join('\n', lines.Where(l => !l.Contains("__EF", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }
}

using Hub.Core.Data;

namespace Hub.Tests.Data;

/// <summary>A schema as sorted lines of text, for comparing two databases. The migrations' own tables are left out.</summary>
internal static class SchemaDescription
{
    private const string OfSqlite = """
        SELECT 'column ' || m.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" || ' pk' || c.pk || ' ' || coalesce(c.dflt_value, '') FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'
        UNION ALL SELECT 'index ' || sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL
        UNION ALL SELECT 'foreign ' || m.name || '.' || f."from" || ' ' || f."table" || '.' || f."to" || ' ' || f.on_delete FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'
        UNION ALL SELECT 'autoincrement ' || name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'
        """;

    private const string OfPostgres = """
        SELECT format('column %s.%s %s %s %s %s %s', table_name, column_name, data_type, character_maximum_length, is_nullable, column_default, identity_generation) FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        """;

    public static async Task<string> DescribeAsync(this Database database)
    {
        await using var connection = await database.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = database.Engine == Engine.Postgres ? OfPostgres : OfSqlite;
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync()) lines.Add(reader.GetString(0));
        Assert.True(lines.Count > 80, $"only {lines.Count} lines describe the schema");
        return string.Join('\n', lines.Where(l => !l.Contains("__EF", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }
}

using System.Data;
using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Hub.Core.Data;

/// <summary>Plain SQL that reads the same on both engines: ids are uuid on PostgreSQL and 16 big-endian bytes on SQLite.</summary>
internal static class Sql
{
    /// <summary>A command with its parameters; arrays are for <see cref="InIds"/> and <see cref="InNumbers"/>.</summary>
    public static DbCommand Command(this DbConnection connection, string text, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = connection is SqliteConnection ? ForSqlite(value) : value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }
        return command;
    }

    /// <summary>All that is read before it is disposed is of one instant.</summary>
    public static async Task<DbTransaction> SnapshotAsync(this DbConnection connection, CancellationToken cancel) =>
        connection is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: true) : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);

    /// <summary><c>column is one of the array @name</c>, for ids.</summary>
    public static string InIds(this DbConnection connection, string column, string name) =>
        connection is NpgsqlConnection ? $"{column} = ANY({name})" : $"{column} IN (SELECT unhex(value) FROM json_each({name}))";

    /// <summary><c>column is one of the array @name</c>, for numbers.</summary>
    public static string InNumbers(this DbConnection connection, string column, string name) =>
        connection is NpgsqlConnection ? $"{column} = ANY({name})" : $"{column} IN (SELECT value FROM json_each({name}))";

    public static Guid Id(this DbDataReader row, int column) =>
        row is SqliteDataReader ? new Guid(row.GetFieldValue<byte[]>(column), bigEndian: true) : row.GetGuid(column);

    public static byte[] Bytes(this DbDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    public static byte[]? BytesOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);

    public static async Task<List<T>> ListAsync<T>(this DbCommand command, Func<DbDataReader, T> read, CancellationToken cancel)
    {
        await using (command)
        {
            var rows = new List<T>();
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel)) rows.Add(read(reader));
            return rows;
        }
    }

    public static async Task RunAsync(this DbCommand command, CancellationToken cancel)
    {
        await using (command) await command.ExecuteNonQueryAsync(cancel);
    }

    public static object ForSqlite(object? value) => value switch
    {
        null => DBNull.Value,
        Guid id => id.ToByteArray(bigEndian: true),
        Guid[] ids => JsonSerializer.Serialize(ids.Select(i => i.ToString("N"))),
        long[] numbers => JsonSerializer.Serialize(numbers),
        _ => value,
    };
}

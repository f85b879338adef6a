using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Hub.Core.Journal;

/// <summary>
/// One prepared statement, spoken to SQLite directly: the lane runs a few of them a message, and a provider's command,
/// parameters and reader would cost more than SQLite itself. For one thread at a time. Waiting for a lock is SQLite's busy_timeout.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 connection;
    private readonly sqlite3_stmt statement;
    private readonly int[] places;

    /// <param name="names">Parameters, without the @, in the order in which values are given.</param>
    /// <exception cref="SqliteException">The text does not fit the schema.</exception>
    public SqliteStatement(SqliteConnection on, string text, string[] names)
    {
        connection = on.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v3(connection, text, raw.SQLITE_PREPARE_PERSISTENT, out statement), connection);
        places = [.. names.Select(name => raw.sqlite3_bind_parameter_index(statement, "@" + name))];
    }

    /// <exception cref="SqliteException">What SQLite says.</exception>
    public void Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        Step();
        Reset();
    }

    /// <summary>The one row there is, read by <paramref name="read"/> from this statement's columns; the default when there is none.</summary>
    /// <exception cref="SqliteException">What SQLite says.</exception>
    public T? Single<T>(Func<SqliteStatement, T> read, params ReadOnlySpan<object?> values)
    {
        Bind(values);
        var row = Step() ? read(this) : default;
        Reset();
        return row;
    }

    public long Long(int column) => raw.sqlite3_column_int64(statement, column);

    public byte[] Bytes(int column) => raw.sqlite3_column_blob(statement, column).ToArray();

    public Guid Id(int column) => new(raw.sqlite3_column_blob(statement, column), bigEndian: true);

    public void Dispose() => statement.Dispose();

    private bool Step()
    {
        var result = raw.sqlite3_step(statement);
        if (result is raw.SQLITE_ROW or raw.SQLITE_DONE) return result == raw.SQLITE_ROW;
        try
        {
            SqliteException.ThrowExceptionForRC(result, connection);
        }
        finally
        {
            Reset();
        }
        return false;
    }

    private void Reset() => raw.sqlite3_reset(statement);

    private void Bind(ReadOnlySpan<object?> values)
    {
        Span<byte> id = stackalloc byte[16];
        for (var i = 0; i < values.Length; i++)
        {
            var place = places[i];
            switch (values[i])
            {
                case null: raw.sqlite3_bind_null(statement, place); break;
                case long number: raw.sqlite3_bind_int64(statement, place, number); break;
                case short number: raw.sqlite3_bind_int64(statement, place, number); break;
                case string text: raw.sqlite3_bind_text(statement, place, text); break;
                case byte[] bytes: raw.sqlite3_bind_blob(statement, place, bytes); break;
                case Guid value:
                    value.TryWriteBytes(id, bigEndian: true, out _);
                    raw.sqlite3_bind_blob(statement, place, id);
                    break;
                default: throw new ArgumentException($"A {values[i]!.GetType().Name} is not stored.", nameof(values));
            }
        }
    }
}

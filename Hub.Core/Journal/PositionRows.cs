namespace Hub.Core.Journal;

/// <summary>Positions only move forward, whoever writes them in whatever order. Always in (room, person) order, so that no two writers wait for each other.</summary>
internal static class PositionRows
{
    private const string Columns = "room, person, read, read_n, delivered";

    /// <summary>From arrays of all five columns.</summary>
    public const string AppendOnPostgres = $"INSERT INTO positions ({Columns}) SELECT * FROM unnest(@0, @1, @2, @3, @4) ORDER BY 1, 2 {OnConflictPostgres}";

    /// <summary>From arrays; how many messages were read is looked up. Returns where the positions stand then.</summary>
    public const string ForwardOnPostgres = $"""
        INSERT INTO positions ({Columns})
        SELECT u.room, u.person, u.read, coalesce(e.n, 0), u.delivered
        FROM unnest(@rooms, @people, @reads, @delivereds) AS u (room, person, read, delivered)
        LEFT JOIN events e ON e.room = u.room AND e.seq = u.read
        ORDER BY 1, 2 {OnConflictPostgres}
        RETURNING room, person, read, read_n, delivered
        """;

    /// <summary>The same for one row.</summary>
    public const string ForwardOnSqlite = $"""
        INSERT INTO positions ({Columns})
        VALUES (@room, @person, @read, coalesce((SELECT n FROM events WHERE room = @room AND seq = @read), 0), @delivered)
        {OnConflictSqlite}
        RETURNING room, person, read, read_n, delivered
        """;

    public const string OnConflictSqlite = """
        ON CONFLICT (room, person) DO UPDATE SET
            read = max(positions.read, excluded.read),
            read_n = max(positions.read_n, excluded.read_n),
            delivered = max(positions.delivered, excluded.delivered)
        """;

    private const string OnConflictPostgres = """
        ON CONFLICT (room, person) DO UPDATE SET
            read = greatest(positions.read, excluded.read),
            read_n = greatest(positions.read_n, excluded.read_n),
            delivered = greatest(positions.delivered, excluded.delivered)
        """;
}

using System.Data.Common;
using Hub.Core.Data;
using Microsoft.Data.Sqlite;

namespace Hub.Core.Journal;

/// <summary>Where a room's journal stands.</summary>
public readonly record struct RoomHead(Guid Room, long Head, long N);

/// <summary>The journal's reading SQL, on any open connection of either engine.</summary>
internal static class Rows
{
    private const string RoomColumns = "id, kind, head, n, link, mac, wrapped_key, created_at";
    internal const string EventColumns = "room, seq, n, id, type, actor, at, about, body_hash, link, body";

    public const string SelectRoom = $"SELECT {RoomColumns} FROM rooms WHERE id = @room";

    /// <summary>Many on PostgreSQL, locked in id order.</summary>
    public const string LockRooms = $"SELECT {RoomColumns} FROM rooms WHERE id = ANY(@rooms) ORDER BY id FOR UPDATE";

    private static string SelectRooms(DbConnection on) => $"SELECT {RoomColumns} FROM rooms WHERE {on.InIds("id", "@rooms")} ORDER BY id";

    public static Task<List<RoomRow>> RoomsAsync(this DbConnection on, Guid[] rooms, CancellationToken cancel) =>
        on.Command(SelectRooms(on), ("@rooms", rooms)).ListAsync(ReadRoom, cancel);

    public static async Task<RoomRow?> RoomAsync(this DbConnection on, Guid room, CancellationToken cancel) =>
        (await on.Command(SelectRoom, ("@room", room)).ListAsync(ReadRoom, cancel)).SingleOrDefault();

    /// <summary>A room's saved fold; null when there is none.</summary>
    public static async Task<FoldRow?> FoldAsync(this DbConnection on, Guid room, CancellationToken cancel) =>
        (await on.Command("SELECT seq, sealed FROM folds WHERE room = @room", ("@room", room))
            .ListAsync(r => new FoldRow { Room = room, Seq = r.GetInt64(0), Sealed = r.Bytes(1) }, cancel)).SingleOrDefault();

    public static Task<List<RoomHead>> HeadsAsync(this DbConnection on, Guid[] rooms, CancellationToken cancel) =>
        on.Command($"SELECT id, head, n FROM rooms WHERE {on.InIds("id", "@rooms")}", ("@rooms", rooms))
            .ListAsync(r => new RoomHead(r.Id(0), r.GetInt64(1), r.GetInt64(2)), cancel);

    public const string SelectAllEvents = $"SELECT {EventColumns} FROM events WHERE room = @room ORDER BY seq";

    /// <summary>Events with after &lt; seq ≤ upTo, the first <paramref name="limit"/> of them.</summary>
    public static Task<List<EventRow>> EventsAsync(this DbConnection on, Guid room, long after, long upTo, int limit, CancellationToken cancel) =>
        on.Command($"SELECT {EventColumns} FROM events WHERE room = @room AND seq > @after AND seq <= @upTo ORDER BY seq LIMIT @limit",
            ("@room", room), ("@after", after), ("@upTo", upTo), ("@limit", limit)).ListAsync(ReadEvent, cancel);

    /// <summary>The last messages before <paramref name="before"/>, newest first. Walks back over what else happened meanwhile: an index of messages alone would cost every post a page.</summary>
    public static Task<List<EventRow>> MessagesBeforeAsync(this DbConnection on, Guid room, long before, int limit, CancellationToken cancel) =>
        on.Command($"SELECT {EventColumns} FROM events WHERE room = @room AND seq < @before AND type = 'messagePosted' ORDER BY seq DESC LIMIT @limit",
            ("@room", room), ("@before", before), ("@limit", limit)).ListAsync(ReadEvent, cancel);

    /// <summary>The first messages after <paramref name="after"/> and up to <paramref name="upTo"/>, oldest first.</summary>
    public static Task<List<EventRow>> MessagesAfterAsync(this DbConnection on, Guid room, long after, long upTo, int limit, CancellationToken cancel) =>
        on.Command($"SELECT {EventColumns} FROM events WHERE room = @room AND seq > @after AND seq <= @upTo AND type = 'messagePosted' ORDER BY seq LIMIT @limit",
            ("@room", room), ("@after", after), ("@upTo", upTo), ("@limit", limit)).ListAsync(ReadEvent, cancel);

    /// <summary>The messages at these seqs; what stands there and is no message is left out.</summary>
    public static Task<List<EventRow>> MessagesAtAsync(this DbConnection on, Guid room, long[] seqs, CancellationToken cancel) =>
        on.Command($"SELECT {EventColumns} FROM events WHERE room = @room AND {on.InNumbers("seq", "@seqs")} AND type = 'messagePosted'",
            ("@room", room), ("@seqs", seqs)).ListAsync(ReadEvent, cancel);

    /// <summary>What changed the messages at these seqs, in order: not the replies, of which there may be any number.</summary>
    // +seq: else SQLite walks the whole room along its primary key, only to have the order.
    public static Task<List<EventRow>> AboutAsync(this DbConnection on, Guid room, long[] seqs, long upTo, CancellationToken cancel) =>
        on.Command($"SELECT {EventColumns} FROM events WHERE room = @room AND {on.InNumbers("about", "@seqs")} AND type <> 'messagePosted' AND +seq <= @upTo ORDER BY +seq",
            ("@room", room), ("@seqs", seqs), ("@upTo", upTo)).ListAsync(ReadEvent, cancel);

    /// <summary>Those of these messages that were deleted since.</summary>
    public static Task<List<long>> DeletedAsync(this DbConnection on, Guid room, long[] seqs, CancellationToken cancel) =>
        on.Command($"SELECT about FROM events WHERE room = @room AND {on.InNumbers("about", "@seqs")} AND type = 'messageDeleted'",
            ("@room", room), ("@seqs", seqs)).ListAsync(r => r.GetInt64(0), cancel);

    /// <summary>Which of these people are in which rooms.</summary>
    public static Task<List<(Guid Room, Guid User)>> RoomsOfAsync(this DbConnection on, Guid[] people, CancellationToken cancel) =>
        on.Command($"SELECT room, person FROM members WHERE {on.InIds("person", "@people")} ORDER BY room", ("@people", people))
            .ListAsync(r => (r.Id(0), r.Id(1)), cancel);

    /// <exception cref="JournalTampered">A column holds what it cannot.</exception>
    public static RoomRow ReadRoom(DbDataReader r) => Readable(r, seq: null, static r => new RoomRow
    {
        Id = r.Id(0),
        Kind = r.GetInt16(1),
        Head = r.GetInt64(2),
        N = r.GetInt64(3),
        Link = r.Bytes(4),
        Mac = r.Bytes(5),
        WrappedKey = r.Bytes(6),
        CreatedAt = r.GetInt64(7),
    });

    /// <exception cref="JournalTampered">A column holds what it cannot.</exception>
    public static EventRow ReadEvent(DbDataReader r) => Readable(r, seq: 1, static r => new EventRow
    {
        Room = r.Id(0),
        Seq = r.GetInt64(1),
        N = r.GetInt64(2),
        Id = r.Id(3),
        Type = r.GetString(4),
        Actor = r.Id(5),
        At = r.GetInt64(6),
        About = r.IsDBNull(7) ? null : r.GetInt64(7),
        BodyHash = r.Bytes(8),
        Link = r.Bytes(9),
        Body = r.BytesOrNull(10),
    });

    private static T Readable<T>(DbDataReader r, int? seq, Func<DbDataReader, T> read)
    {
        try
        {
            return read(r);
        }
        // PostgreSQL's driver says so too when the connection is lost, which is no tampering; there its columns have types.
        catch (Exception e) when (IsUnreadable(e) && (r is SqliteDataReader || e is not InvalidOperationException))
        {
            throw new JournalTampered(Or(() => r.Id(0), Guid.Empty), seq is { } at ? Or(() => r.GetInt64(at), 0L) : 0, "its row cannot be read");
        }
    }

    /// <summary>What a column holds, or something else where it cannot be read.</summary>
    public static T Or<T>(Func<T> read, T otherwise)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return otherwise;
        }
    }

    /// <summary>What the drivers and Guid throw at a column of another type, length or range.</summary>
    public static bool IsUnreadable(Exception e) => e is InvalidCastException or ArgumentException or FormatException or OverflowException or InvalidOperationException;
}

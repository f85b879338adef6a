using System.Data.Common;
using System.Text;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms.Attachments.Formats;
using Npgsql;

namespace Hub.Core.Rooms.Attachments;

/// <summary>The SQL of uploads, on any open connection of either engine.</summary>
internal static class UploadRows
{
    private const string Columns = "id, room, person, kind, size, width, height, thumb_kind, thumb_size, at, seq, gone_at, name";

    public static Task InsertAsync(this DbConnection on, UploadRow row, CancellationToken cancel) =>
        on.Command("INSERT INTO attachments (id, room, person, kind, size, width, height, at, name) VALUES (@id, @room, @person, @kind, @size, @width, @height, @at, @name)",
            ("@id", row.Id), ("@room", row.Room), ("@person", row.Person), ("@kind", row.Kind), ("@size", row.Size), ("@width", row.Width), ("@height", row.Height),
            ("@at", row.At), ("@name", row.Name)).RunAsync(cancel);

    public static async Task<UploadRow?> UploadAsync(this DbConnection on, Guid room, Guid id, CancellationToken cancel) =>
        (await on.Command($"SELECT {Columns} FROM attachments WHERE id = @id AND room = @room", ("@id", id), ("@room", room)).ListAsync(Read, cancel)).SingleOrDefault();

    /// <summary>For a command that uses them, in its transaction: locked, so that the sweeper, who throws unused ones away, waits and then finds them used.</summary>
    public static Task<List<UploadRow>> UploadsToUseAsync(this DbConnection on, Guid room, Guid[] ids, CancellationToken cancel) =>
        on.Command($"SELECT {Columns} FROM attachments WHERE {on.InIds("id", "@ids")} AND room = @room ORDER BY id{(on is NpgsqlConnection ? " FOR UPDATE" : "")}",
            ("@ids", ids), ("@room", room)).ListAsync(Read, cancel);

    public static async Task<long> UnusedAsync(this DbConnection on, Guid person, CancellationToken cancel) =>
        (await on.Command("SELECT count(*) FROM attachments WHERE person = @person AND seq IS NULL", ("@person", person)).ListAsync(r => r.GetInt64(0), cancel)).Single();

    /// <summary>Notes the thumbnail of an unused upload, and its sides as they are shown; false when it is used by now.</summary>
    public static async Task<bool> NoteThumbnailAsync(this DbConnection on, Guid id, short kind, long size, Extent upright, CancellationToken cancel) =>
        (await on.Command("UPDATE attachments SET thumb_kind = @kind, thumb_size = @size, width = @width, height = @height WHERE id = @id AND seq IS NULL RETURNING id",
            ("@id", id), ("@kind", kind), ("@size", size), ("@width", upright.Width), ("@height", upright.Height)).ListAsync(r => r.Id(0), cancel)).Count > 0;

    /// <summary>Throws away the rows of uploads that were begun before <paramref name="before"/> and are in no message.</summary>
    public static Task<List<Guid>> DropUnusedAsync(this DbConnection on, long before, CancellationToken cancel) =>
        on.Command("DELETE FROM attachments WHERE seq IS NULL AND at < @before RETURNING id", ("@before", before)).ListAsync(r => r.Id(0), cancel);

    /// <summary>Files whose message was deleted.</summary>
    public static Task<List<Guid>> GoneAsync(this DbConnection on, CancellationToken cancel) =>
        on.Command("SELECT id FROM attachments WHERE gone_at IS NOT NULL LIMIT 500").ListAsync(r => r.Id(0), cancel);

    public static Task ForgetAsync(this DbConnection on, Guid[] ids, CancellationToken cancel) =>
        on.Command($"DELETE FROM attachments WHERE {on.InIds("id", "@ids")}", ("@ids", ids)).RunAsync(cancel);

    public static Task<List<Guid>> KnownAsync(this DbConnection on, Guid[] ids, CancellationToken cancel) =>
        on.Command($"SELECT id FROM attachments WHERE {on.InIds("id", "@ids")}", ("@ids", ids)).ListAsync(r => r.Id(0), cancel);

    public static byte[] SealName(RoomKey key, Guid room, Guid id, string name) => key.Seal(Encoding.UTF8.GetBytes(name), new FilePlace(room, id, false).ToBytes());

    /// <summary>The upload as commands find it, with its name in the clear.</summary>
    /// <exception cref="JournalTampered">Its name does not open.</exception>
    public static Upload Open(RoomKey key, UploadRow row)
    {
        var name = Encoding.UTF8.GetString(key.Open(row.Name, new FilePlace(row.Room, row.Id, false).ToBytes(), row.Room, row.Seq ?? 0));
        return new Upload(new Attachment(row.Id, (AttachmentKind)row.Kind, name, row.Size, row.Width, row.Height, row.ThumbKind is not null), row.Person, row.Seq);
    }

    private static UploadRow Read(DbDataReader r) => new()
    {
        Id = r.Id(0),
        Room = r.Id(1),
        Person = r.Id(2),
        Kind = r.GetInt16(3),
        Size = r.GetInt64(4),
        Width = r.IsDBNull(5) ? null : r.GetInt32(5),
        Height = r.IsDBNull(6) ? null : r.GetInt32(6),
        ThumbKind = r.IsDBNull(7) ? null : r.GetInt16(7),
        ThumbSize = r.IsDBNull(8) ? null : r.GetInt64(8),
        At = r.GetInt64(9),
        Seq = r.IsDBNull(10) ? null : r.GetInt64(10),
        GoneAt = r.IsDBNull(11) ? null : r.GetInt64(11),
        Name = r.Bytes(12),
    };
}

using System.Data.Common;
using Hub.Core.Data;
using Hub.Core.Notifications;

namespace Hub.Tests.Year;

/// <summary>What the program has written of what it told, read off its table.</summary>
internal static class Outcome
{
    private const string Columns = "SELECT kind, person, room, seq, subject, created_at, channel, parcel, key FROM notifications";

    /// <summary>What came to stand in the page between two moments; the second is not included.</summary>
    public static async Task<IReadOnlyList<Told>> PageAsync(Database database, int from, int to, CancellationToken cancel)
    {
        await using var on = await database.OpenAsync(cancel);
        // An id begins with its millisecond.
        return await on.Command($"{Columns} WHERE id >= @from AND id < @to AND channel = {(short)NoticeChannel.InApp}", ("@from", FirstId(from)), ("@to", FirstId(to))).ListAsync(Of, cancel);
    }

    /// <summary>What is in the outbox and was not taken by anybody.</summary>
    public static async Task<IReadOnlySet<(Told, NoticeChannel)>> WaitingAsync(Database database, MailBag bag, CancellationToken cancel)
    {
        await using var on = await database.OpenAsync(cancel);
        var rows = await on.Command($"{Columns} WHERE state = {(short)NotificationState.Waiting} AND done_at IS NULL")
            .ListAsync(r => (Told: Of(r), Channel: (NoticeChannel)r.GetInt16(6), Parcel: r.IsDBNull(7) ? (Guid?)null : r.Id(7)), cancel);
        return rows.Where(r => r.Parcel is not { } parcel || !bag.Has(parcel)).Select(r => (r.Told, r.Channel)).ToHashSet();
    }

    private static Told Of(DbDataReader row) => MailBag.Of(new()
    {
        Kind = (NoticeKind)row.GetInt16(0),
        Person = row.Id(1),
        Room = row.IsDBNull(2) ? null : row.Id(2),
        Seq = row.IsDBNull(3) ? null : row.GetInt64(3),
        Subject = row.IsDBNull(4) ? null : row.Id(4),
        Key = row.GetString(8),
        CreatedAt = Core.Instant.FromMicros(row.GetInt64(5)),
    });

    private static Guid FirstId(int at)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes, Timeline.At(at).ToUnixTimeMilliseconds() << 16);
        return new(bytes, bigEndian: true);
    }
}

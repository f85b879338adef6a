using System.Data.Common;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms.Messages;

namespace Hub.Core.Rooms.Asks;

/// <summary>Which asks of somebody: what others wait for from them, or what they wait for from others.</summary>
public enum AskSide : short { WaitingForMe = 1, IWaitFor = 2 }

/// <param name="Message">The message that it is about, in its present state.</param>
public sealed record OpenAsk(Room Room, Ask Ask, MessageState Message);

/// <summary>A person's open asks across all rooms, read off the table of open asks, and the messages from the rooms' journals.</summary>
public sealed class AskReader(RoomJournal journal)
{
    public const int Most = 200;

    /// <summary>The first <see cref="Most"/>, in the order they are due; those without a time after them, oldest first. Only of rooms in which the person is a member now.</summary>
    public async Task<IReadOnlyList<OpenAsk>> OfAsync(Guid me, AskSide side, CancellationToken cancel = default)
    {
        await using var on = await journal.ReadAsync(cancel);
        var rows = await RowsAsync(on, me, side, cancel);
        if (rows.Count == 0) return [];
        var found = new Dictionary<(Guid, long, AskKind), OpenAsk>();
        foreach (var live in await journal.OpenAsync(on, [.. rows.Select(r => r.Room).Distinct()], cancel))
        {
            var room = live.Fold;
            if (!room.Has(me)) continue;
            long[] seqs = [.. rows.Where(r => r.Room == room.Id).Select(r => r.Seq).Distinct()];
            foreach (var message in await MessageReader.ReadAsync(on, live, journal, seqs, cancel))
                foreach (var ask in (Ask?[])[room.Asks.GetValueOrDefault(message.Seq), room.Unclear.GetValueOrDefault(message.Seq)])
                    if (ask is not null && (side == AskSide.WaitingForMe ? ask.PartsOf(me).Any() : ask.Author == me))
                        found[(room.Id, ask.Seq, ask.Kind)] = new(room, ask, message);
        }
        // The room may have moved on since the table was read: what is no longer open there is left out.
        return [.. rows.Select(r => found.GetValueOrDefault((r.Room, r.Seq, r.Kind))).OfType<OpenAsk>()];
    }

    private static Task<List<(Guid Room, long Seq, AskKind Kind)>> RowsAsync(DbConnection on, Guid me, AskSide side, CancellationToken cancel) =>
        on.Command($"""
            SELECT room, seq, kind FROM asks WHERE {(side == AskSide.WaitingForMe ? "person" : "author")} = @me
            GROUP BY room, seq, kind, due_at, since ORDER BY (due_at IS NULL), due_at, since, room, seq LIMIT @most
            """, ("@me", me), ("@most", Most)).ListAsync(r => (r.Id(0), r.GetInt64(1), (AskKind)r.GetInt16(2)), cancel);
}

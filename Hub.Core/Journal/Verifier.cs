using System.Data;
using System.Data.Common;
using Hub.Core.Data;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Retention;
using Microsoft.Data.Sqlite;

namespace Hub.Core.Journal;

/// <summary>Something in the database, or in the checkpoint, that the journal did not write.</summary>
/// <param name="Room">Empty when no room can be named, as of a line of the checkpoint.</param>
/// <param name="Seq">The first event that is not right; 0 is the room's row.</param>
/// <param name="What">Names no content, so it may be logged.</param>
public sealed record JournalFault(Guid Room, long Seq, string What)
{
    public override string ToString() =>
        Room == Guid.Empty ? What : Seq == 0 ? $"room {Room}: {What}" : $"room {Room} event {Seq}: {What}";
}

/// <summary>How far a verification has come.</summary>
public readonly record struct VerifyProgress(long Rooms, long Events);

public sealed record VerifyResult(long Rooms, long Events, long Faults);

/// <summary>
/// Reads every journal from its first event to its head and tells the first thing in each room that is not as the journal wrote it.
/// Holds one event at a time and one room's fold; each room is read in a snapshot of its own, so the server may go on meanwhile.
/// </summary>
public sealed class Verifier
{
    private const int RoomsTogether = 500;
    private readonly Database database;
    private readonly Checkpoint? checkpoint;
    private readonly Chain chain;
    private readonly Sealer sealer;

    /// <param name="checkpoint">Null: without one a room that was rewound whole cannot be told from one that never went further.</param>
    public Verifier(Database database, MasterKey master, Checkpoint? checkpoint = null)
    {
        this.database = database;
        this.checkpoint = checkpoint;
        chain = new Chain(master);
        sealer = new Sealer(master, chain);
    }

    /// <summary>Verifies all rooms. A checkpoint that nothing was found against is compacted.</summary>
    /// <param name="found">Called for each fault, at most once for each room.</param>
    public async Task<VerifyResult> RunAsync(Action<JournalFault> found, IProgress<VerifyProgress>? progress = null, CancellationToken cancel = default)
    {
        long rooms = 0, events = 0, faults = 0;
        void Report(JournalFault fault)
        {
            faults++;
            found(fault);
        }

        // Read before the rooms are: none of them may stand further back than what was noted earlier.
        var marks = checkpoint is null ? new([], []) : await checkpoint.ReadAsync(cancel);
        foreach (var line in marks.BadLines) Report(new(Guid.Empty, 0, $"line {line} of the checkpoint was changed"));

        await using var on = await database.OpenAsync(cancel);
        for (var ids = await RoomsAfterAsync(on, Guid.Empty, cancel); ids.Count > 0; ids = await RoomsAfterAsync(on, ids[^1], cancel))
        {
            foreach (var id in ids)
            {
                marks.Last.Remove(id, out var mark);
                var fault = await CheckRoomAsync(on, id, mark, () =>
                {
                    if (++events % 10_000 == 0) progress?.Report(new(rooms, events));
                }, cancel);
                if (fault is not null) Report(fault);
                rooms++;
                progress?.Report(new(rooms, events));
            }
        }
        foreach (var fault in await VerifierTables.WithoutRoomAsync(on, cancel))
        {
            marks.Last.Remove(fault.Room);
            Report(fault);
        }
        foreach (var mark in marks.Last.Values)
            if (await on.RoomAsync(mark.Room, cancel) is null)
                Report(new(mark.Room, 0, $"the room is missing; at {Instant.ToIso(mark.At)} it stood at event {mark.Head}"));

        if (faults == 0 && checkpoint is not null) await checkpoint.CompactAsync(cancel);
        return new(rooms, events, faults);
    }

    private async Task<JournalFault?> CheckRoomAsync(DbConnection on, Guid id, CheckpointMark? mark, Action counted, CancellationToken cancel)
    {
        await using var snapshot = await SnapshotAsync(on, cancel);
        try
        {
            var row = await VerifierTables.RoomAsync(on, id, cancel);
            chain.Check(row);
            var fold = await WalkAsync(on, row, mark, (_, _, _) => counted(), cancel);
            await VerifierTables.CheckMembersAsync(on, fold, cancel);
            await VerifierTables.CheckRolesAsync(on, fold, cancel);
            await VerifierTables.CheckAsksAsync(on, fold, cancel);
            return null;
        }
        catch (JournalTampered e)
        {
            return new(e.Room, e.Seq, e.What);
        }
    }

    /// <summary>Reads one room from its first event, for somebody who wants to know what it says and whether it is as the journal wrote it.</summary>
    /// <param name="on">In a snapshot (<see cref="SnapshotAsync"/>).</param>
    /// <param name="each">Called for each event that is right, in order, with the room and the link after it.</param>
    /// <returns>The first thing that is not right; nothing was told from there on.</returns>
    internal async Task<JournalFault?> ReadAsync(DbConnection on, Guid id, Action<JournalEvent, Room, byte[]> each, CancellationToken cancel)
    {
        try
        {
            var row = await VerifierTables.RoomAsync(on, id, cancel);
            await WalkAsync(on, row, null, each, cancel);
            // Last: a head that was changed is no reason not to read the events, which vouch for themselves.
            chain.Check(row);
            return null;
        }
        catch (JournalTampered e)
        {
            return new(e.Room, e.Seq, e.What);
        }
    }

    private async Task<Room> WalkAsync(DbConnection on, RoomRow row, CheckpointMark? mark, Action<JournalEvent, Room, byte[]> each, CancellationToken cancel)
    {
        var key = sealer.Unwrap(row);
        // Read ahead of the walk, which finds out whether it is true.
        var ends = await VerifierTables.OfTypeAsync(on, row.Id, RoomShredded.Name, cancel);
        var last = ends.Count > 0 ? ends[^1] : (await VerifierTables.OfTypeAsync(on, row.Id, Purged.Name, cancel)).LastOrDefault();
        var taken = Taken.By(last is null ? null : sealer.Open(key, last));
        var walk = new VerifierWalk(row, await VerifierTables.FoldAsync(on, row.Id, cancel), key, sealer, chain, mark, taken);
        await foreach (var e in VerifierTables.EventsAsync(on, row.Id, () => walk.Next, cancel)) each(walk.Step(e), walk.Fold, walk.Link);
        walk.End();
        return walk.Fold;
    }

    private static Task<List<Guid>> RoomsAfterAsync(DbConnection on, Guid after, CancellationToken cancel) =>
        // SQLite would hold an id of any length; what belonged to one is found as rows without a room.
        on.Command($"SELECT id FROM rooms WHERE id > @after{(on is SqliteConnection ? " AND length(id) = 16" : "")} ORDER BY id LIMIT {RoomsTogether}", ("@after", after)).ListAsync(r => r.Id(0), cancel);

    /// <summary>A transaction in which all is read as it stands now.</summary>
    internal static async Task<DbTransaction> SnapshotAsync(DbConnection on, CancellationToken cancel) => on is SqliteConnection sqlite
        ? sqlite.BeginTransaction(deferred: true)
        : await on.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
}

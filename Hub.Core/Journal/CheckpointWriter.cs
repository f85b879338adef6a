using Hub.Core.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hub.Core.Journal;

/// <summary>
/// Notes once a minute, and at the end, where the rooms that moved stand. Before a room's new head is noted the journal must still
/// contain the old one: so the furthest mark of a room vouches for all before it, and evidence of a rewound room is never written over.
/// </summary>
public sealed partial class CheckpointWriter(Database database, MasterKey master, Checkpoint checkpoint, TimeProvider clock, ILogger<CheckpointWriter> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private readonly Chain chain = new(master);
    private Dictionary<Guid, CheckpointMark>? last;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await TryWriteAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
        }
        await TryWriteAsync(CancellationToken.None);
    }

    /// <summary>Notes the rooms that moved since the last time.</summary>
    public async Task WriteAsync(CancellationToken cancel = default)
    {
        last ??= (await checkpoint.ReadAsync(cancel)).Last;
        await using var on = await database.OpenAsync(cancel);
        var heads = await on.Command("SELECT id, head FROM rooms").ListAsync(r => (Room: r.Id(0), Head: r.GetInt64(1)), cancel);
        var marks = new List<CheckpointMark>();
        foreach (var some in heads.Where(h => last.GetValueOrDefault(h.Room)?.Head != h.Head).Select(h => h.Room).Chunk(200))
            foreach (var row in await on.RoomsAsync(some, cancel))
                if (await MarkAsync(on, row, cancel) is { } mark) marks.Add(mark);
        await checkpoint.AppendAsync(marks, cancel);
        foreach (var mark in marks) last[mark.Room] = mark;
    }

    private async Task<CheckpointMark?> MarkAsync(System.Data.Common.DbConnection on, RoomRow row, CancellationToken cancel)
    {
        try
        {
            chain.Check(row);
        }
        catch (JournalTampered e)
        {
            LogTampered(log, row.Id, e.What);
            return null;
        }
        if (last!.GetValueOrDefault(row.Id) is { } known)
        {
            var there = await on.EventsAsync(row.Id, known.Head - 1, known.Head, 1, cancel);
            if (there.Count == 0 || !there[0].Link.AsSpan().SequenceEqual(known.Link))
            {
                LogTampered(log, row.Id, $"event {known.Head} is not the one that was noted earlier");
                return null;
            }
        }
        return new(clock.Micros(), row.Id, row.Head, row.Link);
    }

    private async Task TryWriteAsync(CancellationToken cancel)
    {
        try
        {
            await WriteAsync(cancel);
        }
        catch (Exception e) when (e is System.Data.Common.DbException or IOException or UnauthorizedAccessException or TimeoutException)
        {
            // Noted the next time.
            LogNotWritten(log, e);
        }
    }

    [LoggerMessage(120, LogLevel.Critical, "Room {Room} was tampered with: {What}. Run the verify command.")]
    private static partial void LogTampered(ILogger log, Guid room, string what);

    [LoggerMessage(121, LogLevel.Error, "The checkpoint was not written.")]
    private static partial void LogNotWritten(ILogger log, Exception e);
}

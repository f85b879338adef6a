using System.Data.Common;
using System.Threading.Channels;
using Hub.Core.Data;
using Hub.Core.Rooms;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Hub.Core.Journal;

/// <summary>
/// One writer. Takes all commands that wait, of however many rooms, and commits them in one transaction (group commit).
///
/// What it keeps: (1) nobody is answered, and no memory is changed, before the commit; (2) a batch that failed, or whose commit
/// was lost, is taken again from the start: a lost commit that went through after all is then found by its command ids,
/// so a retry never does a thing twice; (3) a batch that keeps failing is taken one command at a time, so that one bad
/// command fails alone; (4) all commands of a room go through the same lane of this node, and are announced in order.
/// </summary>
internal sealed partial class Lane(IAppendStore store, Batch work, LiveRooms live, IEnumerable<ICommitListener> listeners, ILogger log)
{
    private const int MostWaiting = 20_000;
    private const int MostTogether = 256;
    private const int MostPasses = 16;
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1)];

    private readonly OutageLog outages = new(TimeProvider.System);
    private readonly Channel<Submission> queue = Channel.CreateBounded<Submission>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    /// <returns>False when too many wait already.</returns>
    public bool Enqueue(Submission submission) => queue.Writer.TryWrite(submission);

    /// <summary>Takes no more; <see cref="RunAsync"/> returns when what waits is done.</summary>
    public void Complete() => queue.Writer.TryComplete();

    public async Task RunAsync(CancellationToken stop)
    {
        var batch = new List<Submission>(MostTogether);
        while (await queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            await GatherAsync();
            batch.Clear();
            while (batch.Count < MostTogether && queue.Reader.TryRead(out var next)) batch.Add(next);
            await TakeAsync(batch, stop);
        }
    }

    // Standing at the back of the line of ready work, while that brings more commands: the busier the machine, the more of them
    // share a commit and a frame. When nothing else is to be done the line is empty, and this costs microseconds.
    private async ValueTask GatherAsync()
    {
        for (var pass = 0; pass < MostPasses; pass++)
        {
            var waiting = queue.Reader.Count;
            await Task.Yield();
            if (queue.Reader.Count is var now && (now == waiting || now >= MostTogether)) return;
        }
    }

    private async Task TakeAsync(IReadOnlyList<Submission> batch, CancellationToken stop)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await CommitAsync(batch, stop);
                return;
            }
            catch (Exception e)
            {
                foreach (var s in batch) live.Drop(s.Room);
                if (IsTakenPlace(e))
                {
                    await PartAsync(batch, stop);
                    return;
                }
                if (outages.MayTell(e)) LogFailed(log, batch.Count, attempt, e);
                if (attempt >= 1 && batch.Count > 1 && MayBeOneCommands(e))
                {
                    foreach (var one in batch) await TakeAsync([one], stop);
                    return;
                }
                if (attempt == Pauses.Length || stop.IsCancellationRequested || e is JournalTampered)
                {
                    var fault = e is JournalTampered ? e : Refusal.TryLater("The record could not be written just now. Send it again.");
                    foreach (var s in batch) s.Answer(fault);
                    return;
                }
            }
            await Task.Delay(Pauses[attempt], CancellationToken.None);
        }
    }

    // A value that the database will not take, or a mistake of ours; not a database that is away, locked or full: that is everybody's.
    private static bool MayBeOneCommands(Exception e) => e switch
    {
        PostgresException refused => refused.SqlState.StartsWith("22", StringComparison.Ordinal) || refused.SqlState.StartsWith("23", StringComparison.Ordinal),
        SqliteException refused => refused.SqliteErrorCode is 18 or 19 or 20, // too big, constraint, mismatch
        DbException or TimeoutException or IOException or OperationCanceledException => false,
        _ => true,
    };

    /// <summary>Of a batch that met an event where one of its own was to stand: of one room, the room is refused; of several, each is taken for itself, and nobody waits.</summary>
    private async Task PartAsync(IReadOnlyList<Submission> batch, CancellationToken stop)
    {
        var rooms = batch.GroupBy(s => s.Room).ToList();
        if (rooms.Count > 1)
            foreach (var own in rooms) await TakeAsync([.. own], stop);
        else
            foreach (var s in batch) s.Answer(new JournalTampered(s.Room, 0, "events stand beyond its head"));
    }

    // Each attempt reads the head anew, with the room locked: whoever wrote beyond it was not Care Hub.
    private static bool IsTakenPlace(Exception e) => e switch
    {
        PostgresException refused => refused is { SqlState: PostgresErrorCodes.UniqueViolation, TableName: "events" },
        SqliteException refused => refused.SqliteErrorCode == 19 && refused.Message.Contains("events.room, events.seq", StringComparison.Ordinal),
        _ => false,
    };

    private async Task CommitAsync(IReadOnlyList<Submission> batch, CancellationToken stop)
    {
        List<(Submission, Outcome)> outcomes;
        IReadOnlyCollection<Draft> drafts;
        await using (var append = await store.BeginAsync(stop))
        {
            var set = new AppendSet();
            (outcomes, drafts) = await work.DecideAsync(append, batch, set, stop);
            if (!set.IsEmpty)
                await append.CommitAsync(set);
        }
        foreach (var draft in drafts) live.Keep(draft.Live);
        foreach (var (submission, outcome) in outcomes) submission.Answer(outcome);
        foreach (var draft in drafts.Where(d => d.Events.Count > 0))
        {
            var commit = new RoomCommit(draft.Before, draft.Live.Fold, draft.Events);
            foreach (var listener in listeners) listener.Committed(commit);
        }
    }

    [LoggerMessage(101, LogLevel.Warning, "A batch of {Count} commands was not committed (attempt {Attempt}).")]
    private static partial void LogFailed(ILogger log, int count, int attempt, Exception e);
}

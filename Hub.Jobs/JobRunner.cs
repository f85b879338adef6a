using System.Collections.Concurrent;
using System.Data.Common;
using Hub.Core.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hub.Jobs;

/// <summary>
/// Runs a job of the table in a scope of its own, records the run, and keeps what it throws from everything else: whichever engine ticks. On one
/// node a job never runs beside itself; of the heavy ones a tick runs on one node only.
/// </summary>
public sealed partial class JobRunner(JobTable table, IServiceScopeFactory scopes, JobHistory history, JobLeases leases, IHostApplicationLifetime lifetime, ILogger<JobRunner> log)
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> turns = new();

    /// <summary>Whether it is being run on this node.</summary>
    public bool IsRunning(string name) => turns.TryGetValue(name, out var turn) && turn.CurrentCount == 0;

    /// <summary>The engine says that it is time. While the last run still goes on, or another node has the job, nothing is done. Throws nothing.</summary>
    public async Task TickAsync(string name, CancellationToken cancel)
    {
        // A row of an engine's own store may name what an older version had.
        if (table.Find(name) is not { } cadence) return;
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancel, lifetime.ApplicationStopping);
        cancel = stopping.Token;
        // An engine may tick on while the program stops.
        if (cancel.IsCancellationRequested) return;
        var turn = TurnOf(name);
        if (!await turn.WaitAsync(0, CancellationToken.None)) return;
        try
        {
            if (cadence.Heavy) await leases.WithAsync(name, history.Node, cadence.When.Period / 2, () => RunAsync(cadence, null, cancel), cancel);
            else await RunAsync(cadence, null, cancel);
        }
        catch (Exception later) when (IsAway(later))
        {
            LogNoLease(log, name, later);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Runs it now, after a run that goes on here, and answers when it is done.</summary>
    public async Task<JobOutcome> RunAsync(Cadence cadence, CancellationToken cancel)
    {
        var turn = TurnOf(cadence.Name);
        await turn.WaitAsync(cancel);
        try
        {
            return await RunAsync(cadence, null, cancel);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Begins a run that an administrator asked for; false: one goes on here already.</summary>
    public bool TryBegin(Cadence cadence, Guid askedBy)
    {
        var turn = TurnOf(cadence.Name);
        if (!turn.Wait(0, CancellationToken.None)) return false;
        _ = Task.Run(async () =>
        {
            try
            {
                await RunAsync(cadence, askedBy, lifetime.ApplicationStopping);
            }
            finally
            {
                turn.Release();
            }
        });
        return true;
    }

    private SemaphoreSlim TurnOf(string name) => turns.GetOrAdd(name, _ => new(1));

    private async Task<JobOutcome> RunAsync(Cadence cadence, Guid? askedBy, CancellationToken cancel)
    {
        JobRun? run = null;
        await RecordAsync(async () => run = await history.BeganAsync(cadence.Name, cadence.When.Period < TimeSpan.FromMinutes(1), askedBy, cancel));
        var began = TimeProvider.System.GetTimestamp();
        var (outcome, error) = (JobOutcome.Done, (Exception?)null);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await ((IJob)scope.ServiceProvider.GetRequiredService(cadence.Job)).RunAsync(cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            outcome = JobOutcome.CutOff;
        }
        catch (Exception failed)
        {
            LogFailed(log, cadence.Name, failed);
            (outcome, error) = (JobOutcome.Failed, failed);
        }
        var took = TimeProvider.System.GetElapsedTime(began);
        if (run is not null) await RecordAsync(() => history.EndedAsync(run, took, outcome, error, CancellationToken.None));
        return outcome;
    }

    // The record is for people to look at: a job is not kept from its work because that cannot be written.
    private async Task RecordAsync(Func<Task> record)
    {
        try
        {
            await record();
        }
        catch (Exception away) when (IsAway(away))
        {
            LogUnrecorded(log, away);
        }
    }

    private static bool IsAway(Exception error) =>
        error is DbException or DbUpdateException or TimeoutException or System.Net.Sockets.SocketException or ObjectDisposedException or OperationCanceledException;

    [LoggerMessage(300, LogLevel.Error, "The job {Job} failed; it is tried again at its next time.")]
    private static partial void LogFailed(ILogger log, string job, Exception failed);

    [LoggerMessage(301, LogLevel.Warning, "A job's run could not be recorded.")]
    private static partial void LogUnrecorded(ILogger log, Exception away);

    [LoggerMessage(302, LogLevel.Warning, "Who does the job {Job} could not be agreed on; it is tried again at its next time.")]
    private static partial void LogNoLease(ILogger log, string job, Exception later);
}

using System.Collections.Concurrent;
using Hub.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Work;

/// <summary>
/// The runs of the jobs, the last few hundred of each. Of a job that runs every few seconds a row stands for a minute: it is written when its
/// first run ended, again at its first failure, and once more when the minute is over.
/// </summary>
public sealed class JobHistory(IDbContextFactory<HubDb> databases)
{
    public const int LongestError = 200;
    private const int Kept = 500;
    private const int RowsBetweenSweeps = 50;
    private static readonly TimeSpan Together = TimeSpan.FromMinutes(1);
    // Nothing that runs without a lease takes so long.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeProvider Clock = TimeProvider.System;

    private readonly ConcurrentDictionary<string, JobRun> minutes = new();
    private readonly ConcurrentDictionary<string, int> rows = new();

    /// <summary>This process, in the rows that it writes.</summary>
    public Guid Node { get; } = Ids.New(Clock.GetUtcNow());

    /// <summary>A run begins. Runs of one job on one node do not overlap.</summary>
    /// <param name="job">The job's name.</param>
    /// <param name="often">Whether it runs more often than once a minute.</param>
    /// <param name="askedBy">Who asked for it; null: the clock.</param>
    /// <param name="cancel">Given up, nothing is recorded.</param>
    public async Task<JobRun> BeganAsync(string job, bool often, Guid? askedBy, CancellationToken cancel)
    {
        var now = Clock.GetUtcNow();
        if (often && askedBy is null)
        {
            if (minutes.TryGetValue(job, out var minute))
            {
                if (now - minute.Began < Together) return minute;
                minutes.TryRemove(job, out _);
                if (minute.Runs > 1) await WriteAsync(minute, cancel);
            }
            return minutes[job] = New(job, now, askedBy: null);
        }
        var run = New(job, now, askedBy);
        await AddAsync(run, cancel);
        return run;
    }

    /// <summary>The run that began as <paramref name="run"/> ended, after <paramref name="took"/> of real time.</summary>
    public async Task EndedAsync(JobRun run, TimeSpan took, JobOutcome outcome, Exception? failed, CancellationToken cancel)
    {
        run.Runs++;
        run.Ended = Clock.GetUtcNow();
        run.Longest = Math.Max(run.Longest, (long)took.TotalMicroseconds);
        run.Outcome = outcome;
        if (outcome == JobOutcome.Failed)
        {
            run.Failures++;
            run.Error = failed!.GetType().Name is var name && name.Length > LongestError ? name[..LongestError] : name;
        }
        var ofAMinute = minutes.TryGetValue(run.Job, out var minute) && minute == run;
        if (ofAMinute && run.Runs == 1) await AddAsync(run, cancel);
        else if (!ofAMinute || (outcome == JobOutcome.Failed && run.Failures == 1)) await WriteAsync(run, cancel);
    }

    /// <summary>The last runs of each job, newest first.</summary>
    /// <param name="jobs">The jobs' names.</param>
    /// <param name="count">How many of each.</param>
    /// <param name="cancel">Ends the reading.</param>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<JobRun>>> LastAsync(IReadOnlyCollection<string> jobs, int count, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var held = await db.JobLeases.AsNoTracking().ToDictionaryAsync(l => l.Job, cancel);
        var found = new Dictionary<string, IReadOnlyList<JobRun>>();
        foreach (var job in jobs)
        {
            var last = await db.JobRuns.AsNoTracking().Where(r => r.Job == job).OrderByDescending(r => r.Id).Take(count).ToListAsync(cancel);
            foreach (var run in last.Where(r => r.Outcome == JobOutcome.Running && !GoesOn(r, held.GetValueOrDefault(job)))) run.Outcome = JobOutcome.CutOff;
            found[job] = last;
        }
        return found;
    }

    // Whether an unfinished run is still at it: its node says so by the lease, or it began a short while ago.
    private static bool GoesOn(JobRun run, JobLease? lease)
    {
        var now = Clock.GetUtcNow();
        return now - run.Began < Patience || (lease?.Node == run.Node && lease.HeldUntil > now);
    }

    private JobRun New(string job, DateTimeOffset now, Guid? askedBy) => new() { Id = Ids.New(now), Job = job, Node = Node, Began = now, AskedBy = askedBy };

    private async Task AddAsync(JobRun run, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        db.JobRuns.Add(run);
        await db.SaveChangesAsync(cancel);
        if (rows.AddOrUpdate(run.Job, 1, (_, n) => n + 1) % RowsBetweenSweeps != 1) return;
        var oldest = await db.JobRuns.Where(r => r.Job == run.Job).OrderByDescending(r => r.Id).Skip(Kept).Select(r => (Guid?)r.Id).FirstOrDefaultAsync(cancel);
        if (oldest is { } last) await db.JobRuns.Where(r => r.Job == run.Job && r.Id <= last).ExecuteDeleteAsync(cancel);
    }

    private async Task WriteAsync(JobRun run, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        db.JobRuns.Update(run);
        await db.SaveChangesAsync(cancel);
    }
}

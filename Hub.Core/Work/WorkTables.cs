using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Work;

/// <summary>What came of a job's run.</summary>
public enum JobOutcome : short
{
    Running = 0,
    Done = 1,
    Failed = 2,

    /// <summary>The node stopped or died in the middle of it; the next run does what is left.</summary>
    CutOff = 3,
}

/// <summary>
/// One run of a job; or, of a job that runs more often than once a minute, the runs of one minute on one node. Instants are of the real clock.
/// Holds nothing that a job worked on.
/// </summary>
public sealed class JobRun
{
    public Guid Id { get; set; }
    public string Job { get; set; } = "";

    /// <summary>The process that ran it.</summary>
    public Guid Node { get; set; }

    public DateTimeOffset Began { get; set; }
    public DateTimeOffset? Ended { get; set; }
    public int Runs { get; set; }
    public int Failures { get; set; }

    /// <summary>Microseconds that the longest of the runs took.</summary>
    public long Longest { get; set; }

    /// <summary>Of the last of the runs.</summary>
    public JobOutcome Outcome { get; set; }

    /// <summary>The type of the last error; never its message, which may quote what was worked on.</summary>
    public string? Error { get; set; }

    /// <summary>The administrator who asked for this run; null: the clock did.</summary>
    public Guid? AskedBy { get; set; }
}

/// <summary>Which node does a heavy job, so that others leave it alone.</summary>
public sealed class JobLease
{
    public string Job { get; set; } = "";
    public Guid Node { get; set; }
    public DateTimeOffset HeldUntil { get; set; }
}

internal static class WorkTables
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<JobRun>(e =>
        {
            e.ToTable("job_runs");
            e.Property(r => r.Id).ValueGeneratedNever();
            e.Property(r => r.Job).HasMaxLength(100);
            e.Property(r => r.Error).HasMaxLength(JobHistory.LongestError);
            e.HasIndex(r => new { r.Job, r.Id });
        });
        model.Entity<JobLease>(e =>
        {
            e.ToTable("job_leases");
            e.HasKey(l => l.Job);
            e.Property(l => l.Job).HasMaxLength(100);
        });
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Hub.Jobs.Engines;

/// <summary>
/// Decides when the jobs run; what there is to do stands in our own tables. So its store is in memory: restarting it, or running it on several nodes, does no harm.
/// </summary>
public static partial class QuartzEngine
{
    public static IServiceCollection AddHubJobs(this IServiceCollection services)
    {
        foreach (var cadence in Schedule.All) services.AddScoped(cadence.Job);
        services.AddQuartz(quartz =>
        {
            foreach (var cadence in Schedule.All)
            {
                var key = new JobKey(cadence.Job.Name);
                quartz.AddJob(typeof(Run<>).MakeGenericType(cadence.Job), job => job.WithIdentity(key));
                quartz.AddTrigger(trigger => trigger.ForJob(key).WithIdentity(cadence.Job.Name)
                    .WithCronSchedule(cadence.Cron, cron => cron.InTimeZone(TimeZoneInfo.Utc).WithMisfireInstruction(CronTriggerMisfireInstruction.DoNothing)));
            }
        });
        // A stopping server does not wait for a walk through all journals; the next one begins anew.
        return services.AddQuartzHostedService(options => options.WaitForJobsToComplete = false);
    }

    /// <summary>Runs one of our jobs in a scope of its own. What it throws is logged and the next tick tries again.</summary>
    [DisallowConcurrentExecution]
    private sealed partial class Run<TJob>(TJob job, ILogger<TJob> log) : Quartz.IJob where TJob : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
        {
            try
            {
                await job.RunAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // The server stops.
            }
            catch (Exception failed)
            {
                LogFailed(log, typeof(TJob).Name, failed);
            }
        }

        [LoggerMessage(300, LogLevel.Error, "The job {Job} failed; it is tried again at its next time.")]
        private static partial void LogFailed(ILogger log, string job, Exception failed);
    }
}

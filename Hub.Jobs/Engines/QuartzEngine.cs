using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Hub.Jobs.Engines;

/// <summary>Quartz with its store in memory: nothing to install, and nothing is lost with it.</summary>
internal sealed class QuartzEngine : IEngine
{
    private const string Name = "care-hub";

    public static void Add(IServiceCollection services, IReadOnlyList<Cadence> table, bool ticking)
    {
        if (!ticking) return;
        services.AddQuartz(Name, quartz =>
        {
            // It ticks in real time. A scheduler without a name would make this the whole program's clock.
            quartz.UseTimeProvider(TimeProvider.System);
            quartz.UseDefaultThreadPool(pool => pool.MaxConcurrency = table.Count + 2);
            foreach (var cadence in table)
            {
                var key = new JobKey(cadence.Name);
                quartz.AddJob<Tick>(job => job.WithIdentity(key));
                quartz.AddTrigger(trigger => trigger.ForJob(key).WithIdentity(cadence.Name)
                    .WithCronSchedule(cadence.When.Cron, cron => cron.InTimeZone(TimeZoneInfo.Utc).WithMisfireInstruction(CronTriggerMisfireInstruction.DoNothing)));
            }
        });
        // A stopping server does not wait for a walk through all journals; the next one begins anew.
        services.AddQuartzHostedService(Name, options => options.WaitForJobsToComplete = false);
    }

    public static void Map(IEndpointRouteBuilder routes, string administrators)
    {
    }

    [DisallowConcurrentExecution]
    private sealed class Tick(JobRunner runner, JobTable table) : Quartz.IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
        {
            var name = context.JobDetail.Key.Name;
            var wait = context.ScheduledFireTimeUtc + Stagger(name) - TimeProvider.System.GetUtcNow();
            if (wait > TimeSpan.Zero) await Task.Delay(wait.Value, TimeProvider.System, cancellationToken);
            await runner.TickAsync(name, cancellationToken);
        }

        // Cron knows whole seconds: without this all that looks every second or two would do so in the same millisecond, and whoever posts then would wait.
        private TimeSpan Stagger(string name)
        {
            var often = table.All.Where(c => c.When.Period < TimeSpan.FromMinutes(1)).Select(c => c.Name).ToList();
            return often.IndexOf(name) is var at and > 0 ? TimeSpan.FromSeconds(1) * at / often.Count : TimeSpan.Zero;
        }
    }
}

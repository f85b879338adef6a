using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.Storage;
using Hub.Core.Data;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Hub.Jobs.Engines;

/// <summary>
/// Hangfire, its store in our PostgreSQL (schema hangfire). Only in a build with <c>-p:UseHangfire=true</c>. It registers the same table as
/// <see cref="QuartzEngine"/>; its locks and retries are not relied on, since the jobs themselves may run twice.
/// </summary>
public sealed class HangfireEngine : IEngine
{
    private const string Dashboard = "/hangfire";
    // Its own fifteen seconds would make every job of two seconds late.
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    public static void Add(IServiceCollection services, IReadOnlyList<Cadence> table, bool ticking)
    {
        // Without it the dashboard's buttons would be pressed unchecked.
        services.AddAntiforgery();
        services.AddHangfire((provider, hangfire) => hangfire
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UsePostgreSqlStorage(
                on => on.UseNpgsqlConnection(provider.GetRequiredService<Database>().ConnectionString),
                new PostgreSqlStorageOptions { QueuePollInterval = Poll, AllowDegradedModeWithoutStorage = false })
            // The runs are in our own records; of its own a few hours are enough.
            .WithJobExpirationTimeout(TimeSpan.FromHours(6)));
        if (!ticking) return;
        services.AddScoped<Tick>();
        // Before the server of jobs, so that what is no longer in the table is gone when that starts.
        services.AddHostedService<Registration>();
        services.AddHangfireServer(options =>
        {
            options.SchedulePollingInterval = Poll;
            // A slow job keeps no other waiting.
            options.WorkerCount = table.Count + 2;
            options.ShutdownTimeout = TimeSpan.FromSeconds(5);
        });
    }

    public static void Map(IEndpointRouteBuilder routes, string administrators) =>
        routes.MapHangfireDashboardWithAuthorizationPolicy(administrators, Dashboard,
            new DashboardOptions { DashboardTitle = "Care Hub: jobs", AppPath = "/admin/jobs", DisplayStorageConnectionString = false });

    /// <summary>What Hangfire calls. It never fails, so nothing is retried: the next time comes soon enough.</summary>
    public sealed class Tick(JobRunner runner)
    {
        [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
        public Task RunAsync(string name, CancellationToken cancel) => runner.TickAsync(name, cancel);
    }

    private sealed class Registration(JobTable table, IRecurringJobManager recurring, JobStorage storage) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            var options = new RecurringJobOptions { TimeZone = TimeZoneInfo.Utc, MisfireHandling = MisfireHandlingMode.Relaxed };
            foreach (var cadence in table.All)
            {
                var name = cadence.Name;
                recurring.AddOrUpdate<Tick>(name, tick => tick.RunAsync(name, CancellationToken.None), cadence.When.Cron, options);
            }
            using var connection = storage.GetConnection();
            foreach (var old in connection.GetRecurringJobs().Where(job => table.Find(job.Id) is null)) recurring.RemoveIfExists(old.Id);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

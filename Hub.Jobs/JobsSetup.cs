using Hub.Core.Data;
using Hub.Jobs.Channels;
using Hub.Jobs.Engines;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Jobs;

public static class JobsSetup
{
    /// <summary>Registers the jobs of the schedule and what runs them. Needs what the jobs do (the rooms, the teams …) and the records of work.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="database">Which database there is.</param>
    /// <param name="ticking">Whether this process also runs them at their times. One that does not still runs what an administrator asks it for.</param>
    /// <param name="table">The jobs; null: <see cref="Schedule.All"/>.</param>
    public static IServiceCollection AddHubJobs(this IServiceCollection services, Engine database, bool ticking, IReadOnlyList<Cadence>? table = null)
    {
        table ??= Schedule.All;
        foreach (var cadence in table) services.AddScoped(cadence.Job);
        if (ticking) services.AddHostedService<SendAtOnce>();
        services.AddSingleton(new JobTable(table)).AddSingleton<JobRunner>().AddSingleton<TimeWalk>();
        return services.AddEngine(database, table, ticking);
    }
}

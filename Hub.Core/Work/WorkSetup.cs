using Microsoft.Extensions.DependencyInjection;

namespace Hub.Core.Work;

public static class WorkSetup
{
    /// <summary>Registers the clock of work as the program's TimeProvider, and the records of the jobs. Needs a Database and HubDb's factory.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="settable">Development: the clock can be set ahead, and the nodes of one database share it.</param>
    public static IServiceCollection AddHubWork(this IServiceCollection services, bool settable)
    {
        services.AddSingleton<WorkClock>().AddSingleton<TimeProvider>(provider => provider.GetRequiredService<WorkClock>());
        services.AddSingleton<JobHistory>().AddSingleton<JobLeases>();
        if (settable) services.AddSingleton<SharedClock>().AddHostedService(provider => provider.GetRequiredService<SharedClock>());
        return services;
    }
}

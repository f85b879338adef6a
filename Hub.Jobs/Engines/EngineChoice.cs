using Hub.Core.Data;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
#if HANGFIRE
using OnPostgres = Hub.Jobs.Engines.HangfireEngine;
#else
using OnPostgres = Hub.Jobs.Engines.QuartzEngine;
#endif

namespace Hub.Jobs.Engines;

/// <summary>Which engine runs the jobs: Quartz; on PostgreSQL, in a build with <c>-p:UseHangfire=true</c>, Hangfire.</summary>
public static class EngineChoice
{
    internal static IServiceCollection AddEngine(this IServiceCollection services, Engine database, IReadOnlyList<Cadence> table, bool ticking)
    {
        if (database == Engine.Postgres) OnPostgres.Add(services, table, ticking);
        else QuartzEngine.Add(services, table, ticking);
        return services;
    }

    /// <summary>The engine's own pages, if it has any, for those of the policy <paramref name="administrators"/>.</summary>
    public static void MapEngine(this IEndpointRouteBuilder routes, Engine database, string administrators)
    {
        if (database == Engine.Postgres) OnPostgres.Map(routes, administrators);
        else QuartzEngine.Map(routes, administrators);
    }
}

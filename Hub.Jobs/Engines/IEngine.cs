using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Jobs.Engines;

/// <summary>
/// Decides when the jobs run, by calling <see cref="JobRunner.TickAsync"/>, and nothing else. What there is to do stands in our own tables, so an
/// engine may forget a time, repeat one, restart, or be there on several nodes.
/// </summary>
internal interface IEngine
{
    /// <summary>Registers it.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="table">What to call when.</param>
    /// <param name="ticking">False: this process calls nothing, and at most shows.</param>
    static abstract void Add(IServiceCollection services, IReadOnlyList<Cadence> table, bool ticking);

    /// <summary>Pages of its own, if it has any, for those of the policy <paramref name="administrators"/> only.</summary>
    static abstract void Map(IEndpointRouteBuilder routes, string administrators);
}

using Hub.Core.Rooms.Duty;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Core.Teams;

public static class TeamsSetup
{
    /// <summary>Registers teams and the duty roster. Needs HubDb's factory, a TimeProvider and the rooms.</summary>
    public static IServiceCollection AddHubTeams(this IServiceCollection services) => services
        .AddSingleton<TeamBook>().AddSingleton<TeamDirectory>().AddSingleton<DutyChanges>()
        .AddSingleton<DutyRoster>().AddSingleton<IDutyRoster>(provider => provider.GetRequiredService<DutyRoster>());
}

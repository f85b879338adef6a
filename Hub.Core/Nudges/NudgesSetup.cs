using Microsoft.Extensions.DependencyInjection;

namespace Hub.Core.Nudges;

public static class NudgesSetup
{
    /// <summary>Registers what nudges. Needs the rooms, teams, notifications, HubDb's factory and a TimeProvider.</summary>
    public static IServiceCollection AddHubNudges(this IServiceCollection services) =>
        services.AddSingleton<NudgePolicies>().AddSingleton<NudgePeople>().AddSingleton<NudgeRound>();
}

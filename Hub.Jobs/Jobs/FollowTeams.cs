using Hub.Core.Recognition;

namespace Hub.Jobs.Jobs;

/// <summary>A team changed, or somebody in it keeps out of thanks: its wall hears of it.</summary>
public sealed class FollowTeams(TeamWalls walls) : IJob
{
    public Task RunAsync(CancellationToken cancel) => walls.FollowAsync(cancel);
}

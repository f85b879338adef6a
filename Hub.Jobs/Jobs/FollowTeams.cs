using Hub.Core.Recognition;

namespace Hub.Jobs.Jobs;

/// <summary>A team changed, or somebody in it keeps out of thanks: its wall hears of it. Somebody was thanked: they hear of it.</summary>
public sealed class FollowTeams(TeamWalls walls, RecognitionTeller teller) : IJob
{
    public async Task RunAsync(CancellationToken cancel)
    {
        await walls.FollowAsync(cancel);
        await teller.TellThankedAsync(cancel);
    }
}

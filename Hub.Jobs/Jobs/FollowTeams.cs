using Hub.Core.Recognition;
using Hub.Core.Work;

namespace Hub.Jobs.Jobs;

/// <summary>A team changed, or somebody in it keeps out of thanks: its wall hears of it. Somebody was thanked: they hear of it.</summary>
public sealed class FollowTeams(TeamWalls walls, RecognitionTeller teller) : IKnowsWhenDue
{
    public Task RunAsync(CancellationToken cancel) => OneByOne.DoAsync<Func<Task>>([() => walls.FollowAsync(cancel), () => teller.TellThankedAsync(cancel)], part => part());

    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancel) =>
        await walls.IsBehindAsync(cancel) || await teller.HasThankedAsync(cancel) ? DateTimeOffset.MinValue : null;
}

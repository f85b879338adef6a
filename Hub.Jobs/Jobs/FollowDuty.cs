using Hub.Core.Teams;

namespace Hub.Jobs.Jobs;

/// <summary>A shift began or ended: the rooms of its role hear of it.</summary>
public sealed class FollowDuty(DutyChanges changes) : IKnowsWhenDue
{
    public Task RunAsync(CancellationToken cancel) => changes.ApplyAsync(cancel);

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancel) => changes.NextDueAsync(cancel);
}

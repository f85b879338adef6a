using Hub.Core.Nudges;

namespace Hub.Jobs.Jobs;

/// <summary>What is expected and was not given: whoever is asked is reminded, then somebody in their place, along their team's policy.</summary>
public sealed class NudgeAsks(NudgeRound round) : IJob
{
    public Task RunAsync(CancellationToken cancel) => round.RunAsync(cancel);
}

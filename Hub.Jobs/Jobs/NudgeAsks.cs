using Hub.Core;
using Hub.Core.Nudges;

namespace Hub.Jobs.Jobs;

/// <summary>What is expected and was not given: whoever is asked is reminded, then somebody in their place, along their team's policy.</summary>
public sealed class NudgeAsks(NudgeRound round) : IKnowsWhenDue
{
    public Task RunAsync(CancellationToken cancel) => round.RunAsync(cancel);

    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancel) => await round.NextAsync(cancel) is { } at ? Instant.FromMicros(at) : null;
}

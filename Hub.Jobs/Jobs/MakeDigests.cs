using Hub.Core.Recognition;

namespace Hub.Jobs.Jobs;

/// <summary>Makes the digests of the week that are due, each in its team's own time.</summary>
public sealed class MakeDigests(DigestMaker maker) : IJob
{
    public Task RunAsync(CancellationToken cancel) => maker.MakeDueAsync(cancel);
}

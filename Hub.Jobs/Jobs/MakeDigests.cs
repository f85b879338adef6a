using Hub.Core.Recognition;

namespace Hub.Jobs.Jobs;

/// <summary>Makes the digests of the week that are due, each in its team's own time, and tells the team.</summary>
public sealed class MakeDigests(DigestMaker maker, RecognitionTeller teller) : IJob
{
    public async Task RunAsync(CancellationToken cancel)
    {
        await maker.MakeDueAsync(cancel);
        await teller.TellDigestsAsync(cancel);
    }
}

using Hub.Core.Recognition;
using Hub.Core.Work;

namespace Hub.Jobs.Jobs;

/// <summary>Makes the digests of the week that are due, each in its team's own time, and tells the team.</summary>
public sealed class MakeDigests(DigestMaker maker, RecognitionTeller teller) : IKnowsWhenDue
{
    public Task RunAsync(CancellationToken cancel) => OneByOne.DoAsync<Func<Task>>([() => maker.MakeDueAsync(cancel), () => teller.TellDigestsAsync(cancel)], part => part());

    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancel) =>
        await teller.HasDigestsAsync(cancel) ? DateTimeOffset.MinValue : await maker.NextDueAsync(cancel);
}

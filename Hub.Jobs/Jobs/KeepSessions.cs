using Hub.Core.Feedback;

namespace Hub.Jobs.Jobs;

/// <summary>Reminds of feedback sessions, tells what was moved or missed and which commitments are due, and passes a series on when its owner is gone.</summary>
public sealed class KeepSessions(SeriesClock sessions) : IKnowsWhenDue
{
    public Task RunAsync(CancellationToken cancel) => sessions.RunAsync(cancel);

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancel) => sessions.NextDueAsync(cancel);
}

using Hub.Core.Rooms.Reviews.FollowUp;

namespace Hub.Jobs.Jobs;

/// <summary>A decision is due: its owner is asked what became of it, and later the chair is told that nobody has said.</summary>
public sealed class AskOutcomes(OutcomeReminders reminders) : IKnowsWhenDue
{
    public Task RunAsync(CancellationToken cancel) => reminders.RunAsync(cancel);

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancel) => reminders.NextDueAsync(cancel);
}

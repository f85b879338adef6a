using Hub.Core.Notifications;
using Hub.Core.Rooms.Reviews;

namespace Hub.Jobs.Jobs;

/// <summary>A day and two hours before a review, presenters of cases that are not ready and the chair are told, once each.</summary>
public sealed class TellUnreadyCases(UnreadyCases cases, NotificationBook book, TimeProvider clock) : IKnowsWhenDue
{
    public async Task RunAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await book.TellAsync([.. (await cases.FindAsync(cancel)).SelectMany(c => c.Notices(now))], cancel);
    }

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancel) => cases.NextDueAsync(cancel);
}

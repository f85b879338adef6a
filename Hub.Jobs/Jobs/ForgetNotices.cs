using Hub.Core.Notifications;

namespace Hub.Jobs.Jobs;

/// <summary>Takes out notices of more than a year ago.</summary>
public sealed class ForgetNotices(NotificationBook book) : IJob
{
    public Task RunAsync(CancellationToken cancel) => book.ForgetAsync(cancel);
}

using Hub.Core.Notifications;
using Hub.Core.Notifications.Outbox;

namespace Hub.Jobs.Jobs;

/// <summary>Sends the pushes that are due. Each channel is a job of its own, so that a mail server that hangs keeps no push waiting.</summary>
public sealed class SendPushes(OutboxSender sender) : IKnowsWhenDue
{
    public Task RunAsync(CancellationToken cancel) => sender.RunAsync(NoticeChannel.Push, cancel);

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancel) => sender.NextDueAsync(NoticeChannel.Push, cancel);
}

/// <summary>Sends the mails that are due.</summary>
public sealed class SendMails(OutboxSender sender) : IKnowsWhenDue
{
    public Task RunAsync(CancellationToken cancel) => sender.RunAsync(NoticeChannel.Email, cancel);

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancel) => sender.NextDueAsync(NoticeChannel.Email, cancel);
}

/// <summary>Calls the webhooks that are due.</summary>
public sealed class CallWebhooks(OutboxSender sender) : IKnowsWhenDue
{
    public Task RunAsync(CancellationToken cancel) => sender.RunAsync(NoticeChannel.Webhook, cancel);

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancel) => sender.NextDueAsync(NoticeChannel.Webhook, cancel);
}

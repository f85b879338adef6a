namespace Hub.Core.Notifications;

/// <param name="ContentType">With parameters, e.g. <c>text/calendar; method=REQUEST; charset=utf-8</c>.</param>
public sealed record MailAttachment(string Name, string ContentType, byte[] Content);

/// <summary>What a feature sends along with the mail of its notices. Nothing of it may tell what is in a room.</summary>
public interface IMailAttachments
{
    /// <summary>Null when this feature has nothing to add to this one.</summary>
    Task<MailAttachment?> ForAsync(NotificationRow row, CancellationToken cancel);
}

using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using Hub.Core.Notifications;
using Hub.Core.Notifications.Contacts;
using Hub.Core.Notifications.Outbox;

namespace Hub.Jobs.Channels.Mail;

/// <summary>E-mail to the address that a person has confirmed.</summary>
public sealed class MailChannel(MailAddresses addresses, ChannelSettings settings, IEnumerable<IMailAttachments> attachments) : IChannel
{
    public NoticeChannel Channel => NoticeChannel.Email;

    public string? OffBecause => settings.Smtp is null ? "no mail server (Hub:Smtp)" : null;

    public async Task<Posted> SendAsync(Parcel parcel, CancellationToken cancel)
    {
        if (await addresses.OfAsync(parcel.Person, cancel) is not { Confirmed: true } to) return Posted.Nowhere("no confirmed mail address");
        using var mail = MailText.Of(parcel, to.Address, settings, addresses.UnsubscribeToken(parcel.Person));
        foreach (var row in parcel.Rows)
            foreach (var source in attachments)
                if (await source.ForAsync(row, cancel) is { } extra)
                    mail.Attachments.Add(new Attachment(new MemoryStream(extra.Content, writable: false), new ContentType(extra.ContentType) { Name = extra.Name }));
        return await SendAsync(mail, cancel);
    }

    /// <summary>Asks whoever reads at an address whether it is theirs.</summary>
    public async Task<Posted> AskAsync(string address, string token, CancellationToken cancel)
    {
        using var mail = MailText.Confirmation(address, token, settings);
        return await SendAsync(mail, cancel);
    }

    private async Task<Posted> SendAsync(MailMessage mail, CancellationToken cancel)
    {
        var server = settings.Smtp!;
        // With EnableSsl the client sends nothing, the password least of all, before STARTTLS went through.
        using var client = new SmtpClient(server.Host, server.Port) { EnableSsl = server.StartTls, DeliveryFormat = SmtpDeliveryFormat.International };
        if (server.User is { } user) client.Credentials = new NetworkCredential(user, server.Password);
        try
        {
            await client.SendMailAsync(mail, cancel);
            return Posted.Sent;
        }
        // 550, 553, 551: there is no such mailbox, and there will be none in an hour.
        catch (SmtpFailedRecipientException unknown) when (unknown.StatusCode is SmtpStatusCode.MailboxUnavailable or SmtpStatusCode.MailboxNameNotAllowed or SmtpStatusCode.UserNotLocalTryAlternatePath)
        {
            return Posted.Refused($"SMTP {(int)unknown.StatusCode}");
        }
    }
}

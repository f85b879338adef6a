using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Hub.Core.Notifications;
using Hub.Core.Notifications.Outbox;
using Hub.Core.Rooms.Messages;

namespace Hub.Jobs.Channels.Mail;

/// <summary>A mail, plain and as HTML, with the same few words and one link in both.</summary>
internal static class MailText
{
    /// <param name="unsubscribe">What ends digests; it stands in those only.</param>
    public static MailMessage Of(Parcel parcel, string to, ChannelSettings settings, string unsubscribe)
    {
        var said = Words.For(parcel);
        var isDigest = parcel.Rows.Any(r => r.Kind == NoticeKind.Digest);
        var end = isDigest ? Link(settings, $"/api/unsubscribe/{unsubscribe}") : null;
        var mail = Make(to, settings, said, said + ".", "Open Care Hub", Link(settings, Words.LinkOf(parcel)), end);
        // The same at each try: mail servers and readers know a repetition by it.
        mail.Headers.Add("Message-ID", $"<{parcel.Id:N}@{new MailAddress(settings.MailFrom!).Host}>");
        if (Words.PriorityOf(parcel) == Priority.Urgent) mail.Priority = MailPriority.High;
        if (end is not null)
        {
            mail.Headers.Add("List-Unsubscribe", $"<{end}>");
            mail.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"); // RFC 8058
        }
        return mail;
    }

    public static MailMessage Confirmation(string to, string token, ChannelSettings settings) => Make(to, settings, "Is this your address?",
        "Somebody gave this address in Care Hub to be told here what waits for them. If it was you, open the link in the browser in which you are signed in. If not, there is nothing to do.",
        "Yes, this is mine", Link(settings, $"/confirm-email/{token}"), null);

    private static MailMessage Make(string to, ChannelSettings settings, string subject, string said, string act, Uri link, Uri? end)
    {
        var mail = new MailMessage(new MailAddress(settings.MailFrom!, Words.House), new MailAddress(to)) { Subject = subject, SubjectEncoding = Encoding.UTF8, BodyEncoding = Encoding.UTF8 };
        // What a program sends by itself gets no holiday notes back (RFC 3834).
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        var plain = $"{said}\r\n\r\n{link}\r\n" + (end is null ? "" : $"\r\nNo more digests by mail: {end}\r\n");
        var html = $"""
            <!doctype html><html lang="en"><body style="margin:0;padding:24px;font-family:system-ui,sans-serif;font-size:16px;line-height:1.5;color:#1d2326;background:#ffffff">
            <p style="margin:0 0 20px">{Safe(said)}</p>
            <p style="margin:0"><a href="{Safe(link)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#0b6e6e;color:#ffffff;text-decoration:none">{Safe(act)}</a></p>
            {(end is null ? "" : $"""<p style="margin:28px 0 0;font-size:14px"><a href="{Safe(end)}" style="color:#4c5860">No more digests by mail</a></p>""")}
            </body></html>
            """;
        mail.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(plain, Encoding.UTF8, MediaTypeNames.Text.Plain));
        mail.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(html, Encoding.UTF8, MediaTypeNames.Text.Html));
        return mail;
    }

    private static Uri Link(ChannelSettings settings, string path) => new(settings.Address!, path);

    private static string Safe(object text) => WebUtility.HtmlEncode(text.ToString())!;
}

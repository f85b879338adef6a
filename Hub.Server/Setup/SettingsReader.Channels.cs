using System.Net;
using System.Net.Mail;
using Hub.Jobs.Channels;

namespace Hub.Server.Setup;

/// <summary>The settings of how people are reached outside the page.</summary>
public sealed partial class SettingsReader
{
    private const int SubmissionPort = 587;

    private ChannelSettings Channels()
    {
        var settings = new ChannelSettings { Address = HubAddress(), Smtp = Smtp(), MailFrom = MailFrom(), PushSubject = PushSubject(), AllowPrivate = Flag("Webhooks:AllowPrivate") };
        if (Text("Smtp") is not null && Text("MailFrom") is null) _problems.Add("Hub:MailFrom is missing: with Hub:Smtp mails need somebody whom they are from, as in care-hub@hospital.example.");
        if (Text("Smtp") is not null && Text("Address") is null) _problems.Add("Hub:Address is missing: with Hub:Smtp mails need to say where the hub is, as in https://hub.hospital.example.");
        return settings;
    }

    private Uri? HubAddress()
    {
        if (Text("Address") is not { } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" && address is { AbsolutePath: "/", Query: "", UserInfo: "" }) return address;
        _problems.Add("Hub:Address is not where a hub can be. It looks like: https://hub.hospital.example");
        return null;
    }

    private SmtpServer? Smtp()
    {
        if (Text("Smtp") is not { } text) return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme != "smtp" || uri.Host.Length == 0 || uri.AbsolutePath is not ("" or "/") || uri.Query is not ("" or "?tls=none"))
        {
            _problems.Add("Hub:Smtp is no address of a mail server. It looks like: smtp://user:password@mail.example:587");
            return null;
        }
        var isHere = uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
        if (uri.Query.Length > 0 && !isHere) _problems.Add("Hub:Smtp: ?tls=none is for a mail server on this machine. Elsewhere mails go by STARTTLS only; leave it away.");
        var parts = uri.UserInfo.Split(':', 2);
        return new(uri.Host.Trim('[', ']'), uri.Port > 0 ? uri.Port : SubmissionPort, parts[0].Length == 0 ? null : Uri.UnescapeDataString(parts[0]),
            parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : null, uri.Query.Length == 0);
    }

    private string? MailFrom()
    {
        if (Text("MailFrom") is not { } text) return null;
        if (MailAddress.TryCreate(text, out var from) && from.Address == text) return text;
        _problems.Add($"Hub:MailFrom is \"{text}\"; it must be a mail address, as in care-hub@hospital.example.");
        return null;
    }

    private string? PushSubject()
    {
        if (Text("Push:Subject") is not { } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var subject) && subject.Scheme is "mailto" or "https") return text;
        _problems.Add($"Hub:Push:Subject is \"{text}\"; push services want to know whom to ask: mailto:it@hospital.example or an https address.");
        return null;
    }

    private bool Flag(string key)
    {
        if (Text(key) is not { } text) return false;
        if (bool.TryParse(text, out var flag)) return flag;
        _problems.Add($"Hub:{key} is \"{text}\"; it can be true or false.");
        return false;
    }
}

namespace Hub.Jobs.Channels;

/// <summary>A mail server. The connection is upgraded to TLS before anything is said (STARTTLS), unless it stays on this machine and says otherwise.</summary>
public sealed record SmtpServer(string Host, int Port, string? User, string? Password, bool StartTls);

/// <summary>How people are reached outside the page.</summary>
public sealed record ChannelSettings
{
    /// <summary>Where the hub is, as people's browsers know it; what links in mails begin with.</summary>
    public Uri? Address { get; init; }

    /// <summary>None: no mail leaves.</summary>
    public SmtpServer? Smtp { get; init; }

    /// <summary>Whom mails are from.</summary>
    public string? MailFrom { get; init; }

    /// <summary>Whom push services ask when something is wrong with our pushes (RFC 8292 §2.1): mailto: or https.</summary>
    public string? PushSubject { get; init; }

    /// <summary>Whether webhooks and push services may lie on private addresses.</summary>
    public bool AllowPrivate { get; init; }
}

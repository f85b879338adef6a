using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Hub.Tests.Support;

namespace Hub.Tests.Channels;

/// <param name="Refused">This try was answered "later".</param>
public sealed record ReceivedMail(IReadOnlyList<string> To, bool Secure, string? Id, bool Refused, string Text);

/// <summary>npm's smtp-server in a Node of its own, with a certificate for localhost that the hub is told to trust.</summary>
public sealed class MailServer : IAsyncDisposable
{
    private readonly TempFolder folder = new("smtp");
    private readonly OwnProcess process;

    private MailServer()
    {
        Port = FreePort.Next();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(folder.At("key"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Certificate, certificate.ExportCertificatePem());
        File.WriteAllText(folder.At("mails"), "");
        process = OwnProcess.Start(Machine.Program("node"), [Path.Combine(Machine.Root, "Hub.Web", "client", "tests", "channels", "smtp.mjs"), folder.At("mails"), $"{Port}", folder.At("key"), Certificate], folder.At("log"));
    }

    public int Port { get; }

    /// <summary>The file of the certificate.</summary>
    public string Certificate => folder.At("certificate");

    public IReadOnlyList<ReceivedMail> Mails => [.. File.ReadAllLines(folder.At("mails")).Select(line => JsonSerializer.Deserialize<ReceivedMail>(line, JsonSerializerOptions.Web)!)];

    public static async Task<MailServer> StartAsync()
    {
        var server = new MailServer();
        await Machine.UntilAsync(server.AnswersAsync, TimeSpan.FromSeconds(20), () => $"The mail server does not start: {server.process.ReadLog()}");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        folder.Dispose();
    }

    private async Task<bool> AnswersAsync()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

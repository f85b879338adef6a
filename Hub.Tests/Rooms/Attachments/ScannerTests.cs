using System.Net;
using System.Net.Sockets;
using Hub.Core.Data;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Attachments;
using Hub.Tests.Journal;
using Hub.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using static Hub.Tests.Rooms.Attachments.AttachmentHost;

namespace Hub.Tests.Rooms.Attachments;

public sealed class ScannerTests(TestServers servers)
{
    [Fact]
    public async Task Upload_WithAScanner_TakesWhatIsCleanAndKeepsNothingOfWhatIsNot()
    {
        await using var clamd = new FakeClamd();
        await using var host = await StartAsync(Engine.Sqlite, servers, Scanner(clamd.Address));
        var infected = await Assert.ThrowsAsync<Refusal>(() => host.UploadAsync(Amara, Files.Pdf(Files.Eicar), "x.pdf", AttachmentKind.Pdf));
        Assert.Equal(422, infected.Status);
        Assert.Contains("virus scanner found", infected.Message, StringComparison.Ordinal);
        Assert.Empty(host.OnDisk);

        var file = Files.Png(data: 500_000);
        var id = await host.UploadAsync(Amara, file);
        await Do.Refused(422, () => host.Service.ThumbnailAsync(Amara, host.Room, id, AttachmentKind.Png, new MemoryStream(Files.Png(text: Files.Eicar)), default));
        await host.PostAsync(Amara, id);
        Assert.Equal(file, await host.GetAsync(Chen, id));
        Assert.Equal(3, clamd.Scanned);
    }

    [Theory, InlineData(""), InlineData("INSTREAM size limit exceeded. ERROR\0")]
    public async Task Upload_WithAScannerThatSaysNeither_IsToldToTryLater(string answer)
    {
        await using var clamd = new FakeClamd(answer);
        await using var host = await StartAsync(Engine.Sqlite, servers, Scanner(clamd.Address));
        await Do.Refused(503, () => host.UploadAsync(Amara));
        Assert.Empty(host.OnDisk);
    }

    [Fact]
    public async Task Upload_WithAScannerThatIsAway_IsToldToTryLater()
    {
        await using var host = await StartAsync(Engine.Sqlite, servers, Scanner("/nowhere/clamd.ctl"));
        await Do.Refused(503, () => host.UploadAsync(Amara));
        Assert.Empty(host.OnDisk);
    }

    [Theory]
    [InlineData("/run/clamav/clamd.ctl", typeof(UnixDomainSocketEndPoint))]
    [InlineData("clamd.example:3310", typeof(DnsEndPoint))]
    [InlineData("127.0.0.1:3310", typeof(DnsEndPoint))]
    [InlineData("clamd.example", null)]
    [InlineData("clamd.example:0", null)]
    [InlineData("tcp://clamd:3310", null)]
    public void EndPointOf_AnAddress_IsWhereItLeads(string address, Type? leads) => Assert.Equal(leads, ClamdScanner.EndPointOf(address)?.GetType());

    private static ClamdScanner Scanner(string address) => new(address, NullLogger<ClamdScanner>.Instance);
}

using Hub.Core.Data;
using Hub.Tests.Support;

namespace Hub.Tests.Channels;

/// <summary>One running hub with all ways out of the house set up, and a room that is called and says what must not leave.</summary>
public sealed class ChannelsHost : IAsyncLifetime
{
    public const string Canary = "zebrafinch-K6.1-Okafor";

    public MailServer Mails { get; private set; } = null!;
    public Receiver Receiver { get; private set; } = null!;
    public HubHost Host { get; private set; } = null!;
    public Database Database { get; private set; } = null!;
    public Member Chen { get; private set; } = null!;
    public Guid Room { get; private set; }

    public async ValueTask InitializeAsync()
    {
        Mails = await MailServer.StartAsync();
        Receiver = await Receiver.StartAsync();
        Host = await HubHost.StartAsync(Engine.Sqlite, people: 1, settings: [("Hub__Smtp", $"smtp://hub:p%40ss%2Fword@localhost:{Mails.Port}"), ("Hub__MailFrom", "care-hub@hospital.example"),
            ("Hub__Address", "https://hub.hospital.example"), ("Hub__Webhooks__AllowPrivate", "true"), ("SSL_CERT_FILE", Mails.Certificate)]);
        Database = Database.OnSqlite(Path.Combine(Host.DataFolder, "node0", "hub.db"));
        Chen = await Host.MemberAsync("person-0001", connect: false);
        var amara = await Host.MemberAsync("amara", connect: false);
        Room = await amara.CreateRoomAsync(Canary, Chen.Id);
        await amara.PostRawAsync(Room, new { id = Guid.CreateVersion7(), type = "postMessage", text = Canary });
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await Host.DisposeAsync();
        await Receiver.DisposeAsync();
        await Mails.DisposeAsync();
    }
}

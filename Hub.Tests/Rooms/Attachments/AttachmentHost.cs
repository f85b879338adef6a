using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms.Attachments;
using Hub.Core.Rooms.Messages;
using Hub.Tests.Journal;
using Hub.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Tests.Rooms.Attachments;

/// <summary>The journal with a folder for files beside it, and a room of Amara's with Chen in it.</summary>
internal sealed class AttachmentHost : IAsyncDisposable
{
    private readonly TempFolder folder = new("files");

    public static readonly Guid Amara = Do.NewId(), Chen = Do.NewId(), Rosa = Do.NewId();

    public required JournalHost Journal { get; init; }
    public Guid Room { get; private set; }
    public FileStore Store { get; private set; } = null!;
    public AttachmentService Service { get; private set; } = null!;
    public AttachmentSweeper Sweeper { get; private set; } = null!;
    public string Folder => folder.Path;
    public string[] OnDisk => Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories);

    public static async Task<AttachmentHost> StartAsync(Engine engine, TestServers servers, IScanner? scanner = null)
    {
        var host = new AttachmentHost { Journal = await JournalHost.StartAsync(engine, servers) };
        host.Store = new FileStore(host.Folder);
        host.Service = new AttachmentService(host.Journal.Journal, host.Journal.Database, host.Store, host.Journal.Clock, NullLogger<AttachmentService>.Instance, scanner);
        host.Sweeper = new AttachmentSweeper(host.Journal.Database, host.Store, host.Journal.Clock);
        host.Room = await host.Journal.Channel(Amara, Chen);
        return host;
    }

    public Task<Guid> UploadAsync(Guid who, byte[]? file = null, string name = "scan.png", AttachmentKind kind = AttachmentKind.Png) =>
        Service.UploadAsync(who, Room, kind, name, new MemoryStream(file ?? Files.Png()), default);

    public Task<long> PostAsync(Guid who, params Guid[] files) => Journal.Say(who, Room, new PostMessage("") { Attachments = files });

    public async Task<byte[]> GetAsync(Guid who, Guid id, bool thumbnail = false)
    {
        await using var file = await Service.OpenAsync(who, Room, id, thumbnail, default);
        var clear = new MemoryStream();
        await foreach (var piece in file.Clear) clear.Write(piece.Span);
        Assert.Equal(file.Size, clear.Length);
        return clear.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        await Journal.DisposeAsync();
        folder.Dispose();
    }
}

using System.Text;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Attachments;
using Hub.Core.Rooms.Export;
using Hub.Core.Rooms.Members;
using Hub.Core.Rooms.Messages;
using Hub.Core.Rooms.Reviews;
using Hub.Core.Rooms.Reviews.Reporting;
using Hub.Tests.Journal;
using Hub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using static Hub.Tests.Rooms.Attachments.AttachmentHost;

namespace Hub.Tests.Rooms.Attachments;

public sealed class AttachmentTests(TestServers servers)
{
    private static readonly byte[] Large = Files.Png(data: 200_000, text: "Zwieselhuber");

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Upload_SentWithAMessage_IsGotByItsMembersAsItWas(Engine engine)
    {
        await using var host = await StartAsync(engine, servers);
        var (id, other) = (await host.UploadAsync(Amara, Large, "Zwieselhuber, Thorax.png"), await host.UploadAsync(Amara, Files.Pdf(), "letter.pdf", AttachmentKind.Pdf));
        await host.Service.ThumbnailAsync(Amara, host.Room, id, AttachmentKind.Jpeg, new MemoryStream(Files.Jpeg()), default);
        await Do.Refused(404, () => host.GetAsync(Chen, id));
        var seq = await host.PostAsync(Amara, id, other);

        Assert.Equal(Large, await host.GetAsync(Chen, id));
        Assert.Equal(Files.Jpeg(), await host.GetAsync(Chen, id, thumbnail: true));
        await Do.Refused(404, () => host.GetAsync(Chen, other, thumbnail: true));
        await Do.Refused(404, () => host.GetAsync(Rosa, id));
        var message = (await host.Journal.Reader.MessagesAsync(Chen, host.Room, null, null, 1)).Messages.Single();
        Assert.Equal([new(id, AttachmentKind.Png, "Zwieselhuber, Thorax.png", Large.Length, 2, 2, true), new(other, AttachmentKind.Pdf, "letter.pdf", Files.Pdf().Length)], message.Attachments!);
        Assert.Equal((seq, ""), (message.Seq, message.Text));
        // A second node folds the same out of the journal.
        var (journal, _, reader) = await host.Journal.OtherNodeAsync();
        await using (journal) Assert.Equal(message.Attachments!, (await reader.MessagesAsync(Chen, host.Room, null, null, 1)).Messages.Single().Attachments!);
        Assert.All(host.OnDisk, path => Assert.DoesNotContain("Zwieselhuber", Encoding.Latin1.GetString(File.ReadAllBytes(path)), StringComparison.Ordinal));

        await host.Journal.Say(Amara, host.Room, new RemoveMember(Chen));
        await Do.Refused(404, () => host.GetAsync(Chen, id));
        await Do.Refused(404, () => host.UploadAsync(Chen));
    }

    [Fact]
    public async Task Thumbnail_ThatStandsUpright_TurnsTheSidesOfItsPicture()
    {
        await using var host = await StartAsync(Engine.Sqlite, servers);
        var id = await host.UploadAsync(Amara, Files.Jpeg(400, 300), "x.jpg", AttachmentKind.Jpeg);
        await host.Service.ThumbnailAsync(Amara, host.Room, id, AttachmentKind.Jpeg, new MemoryStream(Files.Jpeg(30, 40)), default);
        await host.PostAsync(Amara, id);
        var file = (await host.Journal.Reader.MessagesAsync(Chen, host.Room, null, null, 1)).Messages.Single().Attachments!.Single();
        Assert.Equal((300, 400), (file.Width, file.Height));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Post_WithFilesThatAreNotOnesOwnUnusedOnesHere_IsRefused(Engine engine)
    {
        await using var host = await StartAsync(engine, servers);
        var (mine, hers) = (await host.UploadAsync(Amara), await host.UploadAsync(Chen));
        var elsewhere = await host.Journal.Channel(Amara, Chen);
        var there = await host.Service.UploadAsync(Amara, elsewhere, AttachmentKind.Png, "x", new MemoryStream(Files.Png()), default);

        await Do.Refused(409, () => host.PostAsync(Amara, hers));
        await Do.Refused(409, () => host.PostAsync(Amara, mine, there));
        await Do.Refused(409, () => host.PostAsync(Amara, Do.NewId()));
        await Do.Refused(400, () => host.PostAsync(Amara, mine, mine));
        await Do.Refused(400, () => host.PostAsync(Amara, [.. Enumerable.Range(0, 11).Select(_ => Do.NewId())]));
        await Do.Refused(400, () => host.Journal.Say(Amara, host.Room, new PostMessage(" ")));
        await Do.Refused(404, () => host.Service.ThumbnailAsync(Chen, host.Room, mine, AttachmentKind.Png, new MemoryStream(Files.Png()), default));
        await host.PostAsync(Amara, mine);
        await Do.Refused(409, () => host.PostAsync(Amara, mine));
        await Do.Refused(409, () => host.Service.ThumbnailAsync(Amara, host.Room, mine, AttachmentKind.Png, new MemoryStream(Files.Png()), default));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Post_OfTheSameFileByManyAtOnce_GoesThroughOnce(Engine engine)
    {
        await using var host = await StartAsync(engine, servers);
        var id = await host.UploadAsync(Amara);
        var tries = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ => (await Record.ExceptionAsync(() => host.PostAsync(Amara, id))) as Refusal));
        Assert.Equal(1, tries.Count(t => t is null));
        Assert.All(tries.OfType<Refusal>(), r => Assert.Equal(409, r.Status));
        // The same command again is answered, not refused.
        var (again, command) = (await host.UploadAsync(Amara), Do.NewId());
        var first = await host.Journal.Say(Amara, host.Room, new PostMessage("x") { Attachments = [again] }.As(command));
        Assert.Equal(first, await host.Journal.Say(Amara, host.Room, new PostMessage("x") { Attachments = [again] }.As(command)));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Delete_OfAMessage_TakesItsFilesFromEverybodyAndFromTheDisk(Engine engine)
    {
        await using var host = await StartAsync(engine, servers);
        var (gone, kept) = (await host.UploadAsync(Amara), await host.UploadAsync(Amara));
        await host.Service.ThumbnailAsync(Amara, host.Room, gone, AttachmentKind.Png, new MemoryStream(Files.Png()), default);
        var seq = await host.PostAsync(Amara, gone);
        await host.PostAsync(Amara, kept);
        await host.Journal.Say(Amara, host.Room, new EditMessage(seq, ""));
        await host.Journal.Say(Amara, host.Room, new DeleteMessage(seq));

        await Do.Refused(404, () => host.GetAsync(Chen, gone));
        Assert.Equal(3, host.OnDisk.Length);
        Assert.Equal(1, await host.Sweeper.RemoveDeletedAsync(default));
        Assert.Equal($"{kept:N}.f", Path.GetFileName(Assert.Single(host.OnDisk)));
        Assert.Equal(Files.Png(), await host.GetAsync(Chen, kept));
        Assert.Null((await host.Journal.Reader.MessagesAsync(Chen, host.Room, null, null, 5)).Messages[0].Attachments);
        Assert.Null((await host.Journal.Reader.EventsAsync(Chen, host.Room, seq - 1, 1)).Events.Single().Data);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Delete_OfAMessage_TakesTheNamesOfItsFilesOutOfTheirCaseToo(Engine engine)
    {
        await using var host = await StartAsync(engine, servers);
        var (room, id) = (await host.Journal.Rooms.CreateAsync(Amara, new CreateRoom(RoomKind.CaseReview, "Valve board", [Chen]).Fresh()), Do.NewId());
        async Task<long> Picture(string name) => await host.Journal.Say(Amara, room, new PostMessage("")
        {
            Attachments = [await host.Service.UploadAsync(Amara, room, AttachmentKind.Png, name, new MemoryStream(Files.Png()), default)],
        });
        var (gone, kept) = (await Picture("Mrs Gone.png"), await Picture("Echo.png"));
        await host.Journal.Say(Amara, room, new AddCase(id, "Operate?"));
        foreach (var seq in (long[])[gone, kept]) await host.Journal.Say(Chen, room, new AttachToCase(id, seq));
        await host.Journal.Say(Amara, room, new DeleteMessage(gone));

        var events = (await host.Journal.Reader.EventsAsync(Chen, room, 0, 100)).Events;
        using var archive = new MemoryStream();
        await using var services = new ServiceCollection().AddSingleton(host.Service).BuildServiceProvider();
        await new RoomExport(host.Journal.Journal, host.Journal.Key, host.Journal.Epoch, host.Journal.Clock, services).WriteAsync(Amara, room, archive, default);
        await using var zip = new System.IO.Compression.ZipArchive(archive, System.IO.Compression.ZipArchiveMode.Read);
        using var lines = new StreamReader(await zip.GetEntry(ExportManifest.EventsEntry)!.OpenAsync());
        foreach (var text in (string[])[string.Concat(events.Select(e => System.Text.Encoding.UTF8.GetString(e.CommonData ?? []))), await lines.ReadToEndAsync()])
        {
            Assert.DoesNotContain("Mrs Gone", text, StringComparison.Ordinal);
            Assert.Contains("Echo", text, StringComparison.Ordinal);
        }
        var replay = await new ReviewHistory(host.Journal.Reader).ReadAsync(Chen, room);
        Assert.DoesNotContain(replay, step => step.After.Review!.Case(id)?.Files.Exists(f => f.Seq == gone) == true);
        Assert.Equal(kept, Assert.Single(replay[^1].After.Review!.Case(id)!.Files).Seq);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Sweep_AfterADay_ThrowsAwayWhatNobodyCanGet_AndNothingElse(Engine engine)
    {
        await using var host = await StartAsync(engine, servers);
        var (used, unused) = (await host.UploadAsync(Amara), await host.UploadAsync(Amara));
        await host.PostAsync(Amara, used);
        // What a kill leaves: between the file and its row, and in the middle of a file.
        var stray = Path.Combine(host.Folder, "ab", $"{Do.NewId():N}.f");
        Directory.CreateDirectory(Path.GetDirectoryName(stray)!);
        foreach (var path in (string[])[stray, stray + ".x.new"]) await File.WriteAllTextAsync(path, "x");
        foreach (var path in host.OnDisk) File.SetLastWriteTimeUtc(path, host.Journal.Clock.GetUtcNow().UtcDateTime);

        Assert.Equal(0, await host.Sweeper.SweepAsync(default));
        host.Journal.Clock.Advance(TimeSpan.FromHours(25));
        var young = await host.UploadAsync(Amara);
        Assert.Equal(3, await host.Sweeper.SweepAsync(default));
        Assert.Equal(0, await host.Sweeper.SweepAsync(default));

        Assert.Equal(new HashSet<string> { $"{used:N}.f", $"{young:N}.f" }, host.OnDisk.Select(p => Path.GetFileName(p)!).ToHashSet());
        await Do.Refused(409, () => host.PostAsync(Amara, unused));
        Assert.Equal(Files.Png(), await host.GetAsync(Chen, used));
        await host.PostAsync(Amara, young);
    }

    [Fact]
    public async Task Upload_ThatIsRefused_LeavesNothing()
    {
        await using var host = await StartAsync(Engine.Sqlite, servers);
        await Do.Refused(422, () => host.UploadAsync(Amara, [.. Large, 1]));
        await Do.Refused(413, () => host.UploadAsync(Amara, Files.Png(data: 26 * 1024 * 1024)));
        await Do.Refused(404, () => host.UploadAsync(Rosa));
        Assert.Empty(host.OnDisk);
        var id = await host.UploadAsync(Amara);
        await Do.Refused(422, () => host.Service.ThumbnailAsync(Amara, host.Room, id, AttachmentKind.Png, new MemoryStream(Files.Png(1025, 2)), default));
        await Do.Refused(413, () => host.Service.ThumbnailAsync(Amara, host.Room, id, AttachmentKind.Png, new MemoryStream(Files.Png(data: 300_000)), default));
        Assert.Single(host.OnDisk);
        for (var i = 1; i < AttachmentLimits.MostUnused; i++) await host.UploadAsync(Amara);
        await Do.Refused(429, () => host.UploadAsync(Amara));
    }

    [Fact]
    public async Task Get_OfAFileThatWasChangedOnDisk_Fails()
    {
        await using var host = await StartAsync(Engine.Sqlite, servers);
        var id = await host.UploadAsync(Amara, Large);
        await host.PostAsync(Amara, id);
        var path = Assert.Single(host.OnDisk);
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[100_000] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
        await Assert.ThrowsAsync<InvalidDataException>(() => host.GetAsync(Chen, id));
        File.Delete(path);
        await Do.Refused(404, () => host.GetAsync(Chen, id));
    }
}

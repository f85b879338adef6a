using System.IO.Compression;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Export;
using Hub.Core.Rooms.Messages;
using Hub.Core.Rooms.Pins;
using Hub.Core.Rooms.Retention;
using Hub.Tests.Journal;
using Hub.Tests.Rooms.Attachments;
using Hub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Rooms.Retention;

/// <summary>What is past its time is gone, everywhere; what is exported can be told from what was changed.</summary>
public sealed class RetentionTests(TestServers servers)
{
    private static readonly TimeSpan SevenYears = TimeSpan.FromDays(7 * 365);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task PastItsTime_TextsFilesAsksAndPinsAreGone_AndTheChainVerifies(Engine engine)
    {
        await using var host = await AttachmentHost.StartAsync(engine, servers);
        var (rooms, room, amara, chen) = (host.Journal.Rooms, host.Room, AttachmentHost.Amara, AttachmentHost.Chen);
        var file = await host.UploadAsync(amara);
        await host.PostAsync(amara, file);
        var asked = await host.Journal.Say(amara, room, new PostMessage("Old and waiting", null, new Expects(AskKind.Reply, [chen])));
        await host.Journal.Say(chen, room, new Pin(asked));
        await host.Journal.Say(chen, room, new EditMessage(await host.Journal.Say(chen, room, new PostMessage("Old too")), "Old, edited"));
        host.Journal.Clock.Advance(SevenYears);
        var young = await host.Journal.Say(amara, room, new PostMessage("Young"));
        var sweep = new RetentionSweep(host.Journal.Journal, rooms, host.Journal.Clock);

        Assert.Equal(1, await sweep.RunAsync(Cancel));
        Assert.Equal(0, await sweep.RunAsync(Cancel));

        var page = await host.Journal.Reader.MessagesAsync(chen, room, null, null, 50, Cancel);
        Assert.Equal(["Young"], page.Messages.Select(m => m.Text).OfType<string>());
        Assert.Equal(4, page.Messages.Count);
        Assert.True(page.Room is { Asks.IsEmpty: true, Pins.IsEmpty: true } && page.Room.PurgedThrough < young);
        await host.Sweeper.SweepAsync(Cancel);
        await Do.Refused(404, () => host.GetAsync(chen, file));
        Assert.Empty(host.OnDisk);
        await using var on = await host.Journal.Database.OpenAsync(Cancel);
        Assert.Equal(0, (await on.Command("SELECT count(*) FROM asks").ListAsync(r => r.GetInt64(0), Cancel)).Single());
        Assert.Empty(await Tampers.FindAsync(new Verifier(host.Journal.Database, host.Journal.Key)));
        await host.Journal.ReopenAsync();
        Assert.Equal("Young", (await host.Journal.Reader.MessagesAsync(chen, room, null, null, 1, Cancel)).Messages.Single().Text);

        // A body that no purge took is missed, and named.
        await on.Command("UPDATE events SET body = NULL WHERE room = @room AND seq = @seq", ("@room", room), ("@seq", young)).RunAsync(Cancel);
        Assert.Equal(young, Assert.Single(await Tampers.FindAsync(new Verifier(host.Journal.Database, host.Journal.Key))).Seq);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Shredded_NothingCanBeReadAgain_OnNoNode_AndTheChainVerifies(Engine engine)
    {
        await using var host = await AttachmentHost.StartAsync(engine, servers);
        var (journal, room, amara, chen) = (host.Journal, host.Room, AttachmentHost.Amara, AttachmentHost.Chen);
        var file = await host.UploadAsync(amara);
        await host.PostAsync(amara, file);
        await journal.Say(amara, room, new PostMessage("For us alone", Priority.Urgent, new(AskKind.Reply, [chen])));
        var (elsewhere, thereRooms, there) = await journal.OtherNodeAsync();
        await using var other = elsewhere;
        await there.OpenAsync(chen, room, Cancel);
        await Do.Refused(403, () => journal.Say(chen, room, new ShredRoom("Ward 4")));
        await Do.Refused(400, () => journal.Say(amara, room, new ShredRoom("Ward 5")));
        await journal.Rooms.ExecuteAsSystemAsync(room, new SetHold(true, chen) { Id = Do.NewId() }, Cancel);
        await Do.Refused(409, () => journal.Say(amara, room, new ShredRoom("Ward 4")));
        await journal.Rooms.ExecuteAsSystemAsync(room, new SetHold(false, chen) { Id = Do.NewId() }, Cancel);
        await using var on = await journal.Database.OpenAsync(Cancel);
        var key = (await on.RoomAsync(room, Cancel))!.WrappedKey;

        var shred = new ShredRoom("Ward 4").Fresh();
        var seq = await journal.Say(amara, room, shred);
        Assert.Equal(seq, await journal.Say(amara, room, shred));

        foreach (var reader in (RoomReader[])[journal.Reader, there]) await Do.Refused(404, () => reader.OpenAsync(chen, room, Cancel));
        await Do.Refused(404, () => thereRooms.ExecuteAsync(amara, room, new PostMessage("Anybody?").Fresh(), Cancel));
        await Do.Refused(404, () => host.GetAsync(amara, file));
        await host.Sweeper.SweepAsync(Cancel);
        Assert.Empty(host.OnDisk);
        Assert.NotEqual(key, (await on.RoomAsync(room, Cancel))!.WrappedKey);
        Assert.Equal([seq], await on.Command("SELECT seq FROM events WHERE room = @room AND body IS NOT NULL", ("@room", room)).ListAsync(r => r.GetInt64(0), Cancel));
        foreach (var table in (string[])["members", "asks", "search_terms", "mentions", "positions", "notifications"])
            Assert.Equal(0, (await on.Command($"SELECT count(*) FROM {table} WHERE room = @room", ("@room", room)).ListAsync(r => r.GetInt64(0), Cancel)).Single());
        Assert.Empty(await Tampers.FindAsync(new Verifier(journal.Database, journal.Key)));
        await journal.ReopenAsync();
        await Do.Refused(404, () => journal.Reader.OpenAsync(amara, room, Cancel));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task LegalHold_KeepsWhatIsPastItsTime_UntilItIsLifted(Engine engine)
    {
        await using var host = await JournalHost.StartAsync(engine, servers);
        Guid amara = Do.NewId(), chen = Do.NewId();
        var room = await host.Channel(amara, chen);
        await host.Say(amara, room, new PostMessage("Old"));
        await host.Say(amara, room, new SetRetention(30));
        await Do.Refused(403, () => host.Say(chen, room, new SetRetention(60)));
        await Do.Refused(400, () => host.Say(amara, room, new SetRetention(3)));
        await host.Rooms.ExecuteAsSystemAsync(room, new SetHold(true, chen) { Id = Do.NewId() }, Cancel);
        host.Clock.Advance(TimeSpan.FromDays(40));
        var sweep = new RetentionSweep(host.Journal, host.Rooms, host.Clock);

        Assert.Equal(0, await sweep.RunAsync(Cancel));
        Assert.Equal("Old", (await host.Reader.MessagesAsync(chen, room, null, null, 1, Cancel)).Messages.Single().Text);
        await host.Rooms.ExecuteAsSystemAsync(room, new SetHold(false, chen) { Id = Do.NewId() }, Cancel);
        Assert.Equal(1, await sweep.RunAsync(Cancel));
        Assert.Null((await host.Reader.MessagesAsync(chen, room, null, null, 1, Cancel)).Messages.Single().Text);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Export_HoldsEditsAndDeletes_VerifiesAndTellsWhatWasChanged(Engine engine)
    {
        await using var host = await AttachmentHost.StartAsync(engine, servers);
        var (room, amara, chen) = (host.Room, AttachmentHost.Amara, AttachmentHost.Chen);
        await host.PostAsync(amara, await host.UploadAsync(amara));
        var edited = await host.Journal.Say(chen, room, new PostMessage("50 mg"));
        await host.Journal.Say(chen, room, new EditMessage(edited, "15 mg"));
        var deleted = await host.Journal.Say(chen, room, new PostMessage("Wrong room"));
        await host.Journal.Say(chen, room, new DeleteMessage(deleted));
        var export = new RoomExport(host.Journal.Journal, host.Journal.Key, host.Journal.Epoch, host.Journal.Clock, new ServiceCollection().AddSingleton(host.Service).BuildServiceProvider());
        await Do.Refused(403, () => export.CheckAsync(chen, room, Cancel));
        await Do.Refused(404, () => export.CheckAsync(AttachmentHost.Rosa, room, Cancel));
        using var zip = new MemoryStream();
        await export.WriteAsync(amara, room, zip, Cancel);

        var lines = await LinesAsync(zip);
        Assert.Contains(lines, l => l.Contains("15 mg", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("messageDeleted", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, l => l.Contains("Wrong room", StringComparison.Ordinal));
        var verifier = new ExportVerifier(host.Journal.Key);
        var sound = await VerifyAsync(verifier, zip);
        Assert.Equal((lines.Count, 1, 0), ((int)sound.Events, sound.Files, sound.Faults.Count));

        for (var line = 0; line < lines.Count; line++)
        {
            using var changed = await RewrittenAsync(zip, [.. lines.Select((l, i) => i == line ? l.Replace("\"n\":", "\"n\": ", StringComparison.Ordinal) : l)]);
            Assert.Contains($"line {line + 1} ", Assert.Single((await VerifyAsync(verifier, changed)).Faults), StringComparison.Ordinal);
        }
        using var shorter = await RewrittenAsync(zip, lines[..^1]);
        Assert.NotEmpty((await VerifyAsync(verifier, shorter)).Faults);
        Assert.NotEmpty((await VerifyAsync(new ExportVerifier(new MasterKey(new byte[MasterKey.Size])), zip)).Faults);
    }

    private static async Task<ExportResult> VerifyAsync(ExportVerifier verifier, MemoryStream zip)
    {
        using var copy = new MemoryStream(zip.ToArray());
        return await verifier.RunAsync(copy, Cancel);
    }

    private static async Task<List<string>> LinesAsync(MemoryStream zip)
    {
        using var copy = new MemoryStream(zip.ToArray());
        using var archive = new ZipArchive(copy);
        using var reader = new StreamReader(archive.GetEntry("events.jsonl")!.Open());
        return [.. (await reader.ReadToEndAsync(Cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static async Task<MemoryStream> RewrittenAsync(MemoryStream zip, List<string> lines)
    {
        var copy = new MemoryStream();
        copy.Write(zip.ToArray());
        using var archive = new ZipArchive(copy, ZipArchiveMode.Update, leaveOpen: true);
        archive.GetEntry("events.jsonl")!.Delete();
        await using var entry = archive.CreateEntry("events.jsonl").Open();
        await using var writer = new StreamWriter(entry);
        foreach (var line in lines) await writer.WriteAsync(line + "\n");
        return copy;
    }
}

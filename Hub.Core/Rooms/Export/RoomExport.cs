using System.Data.Common;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms.Attachments;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Core.Rooms.Export;

/// <summary>A room as a ZIP archive: its events as JSON Lines, its files, and a manifest. Written as it is read; nothing of it is kept in memory or on disk.</summary>
public sealed class RoomExport(RoomJournal journal, MasterKey master, EpochOf epoch, TimeProvider clock, IServiceProvider services)
{
    private const int PageSize = 500;

    /// <summary>Checks who asks; nothing is written before.</summary>
    /// <exception cref="Refusal">404: not a member; 403: no owner. In a direct room all are equal.</exception>
    public async Task CheckAsync(Guid viewer, Guid room, CancellationToken cancel)
    {
        await using var on = await journal.ReadAsync(cancel);
        if (await journal.OpenAsync(on, room, cancel) is not { } live || !live.Fold.Has(viewer)) throw Refusal.NotFound();
        if (live.Fold.Kind != RoomKind.Direct && !live.Fold.IsOwner(viewer)) throw Refusal.Forbidden("Only an owner exports the room.");
    }

    /// <summary>Writes the archive up to the room's present head.</summary>
    public async Task WriteAsync(Guid viewer, Guid room, Stream to, CancellationToken cancel)
    {
        await CheckAsync(viewer, room, cancel);
        await using var on = await journal.ReadAsync(cancel);
        var live = (await journal.OpenAsync(on, room, cancel))!;
        var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel);
        await using (zip)
        {
            var seal = new ExportSeal(master);
            var link = await WriteEventsAsync(zip, on, live, seal, cancel);
            var files = await WriteFilesAsync(zip, on, viewer, room, live.Fold.Head, cancel);
            var manifest = new ExportManifest(ExportManifest.Version, room, live.Fold.Title, epoch.Id, live.Fold.Head, link, seal.Last, live.Fold.PurgedThrough,
                Instant.ToIso(clock.Micros()), viewer, files);
            await using var entry = await zip.CreateEntry(ExportManifest.ManifestEntry).OpenAsync(cancel);
            await entry.WriteAsync(seal.Seal(JsonSerializer.SerializeToUtf8Bytes(manifest, Vocabulary.Json)), cancel);
        }
    }

    private async Task<string> WriteEventsAsync(ZipArchive zip, DbConnection on, LiveRoom live, ExportSeal seal, CancellationToken cancel)
    {
        var link = Chain.Start;
        await using var entry = await zip.CreateEntry(ExportManifest.EventsEntry).OpenAsync(cancel);
        for (long after = 0; after < live.Fold.Head;)
        {
            var rows = await on.EventsAsync(live.Fold.Id, after, live.Fold.Head, PageSize, cancel);
            if (rows.Count == 0) throw new JournalTampered(live.Fold.Id, after + 1, "it is missing");
            var events = rows.ConvertAll(row => journal.Sealer.Open(live.Key, row));
            var deleted = await RoomReader.DeletedAsync(on, live.Fold.Id, events, cancel);
            foreach (var (i, row) in rows.Index())
            {
                var hidden = RoomReader.TextOf(events[i]) is { } seq && deleted.Contains(seq);
                var data = hidden ? null : Walls.Wall.View(live.Fold, events[i]).CommonData;
                var line = new ExportedEvent(row.Seq, row.N, row.Id, row.Type, row.Actor, Instant.ToIso(row.At), row.About, data is null ? null : JsonElement.Parse(data),
                    Convert.ToHexStringLower(row.BodyHash), Convert.ToHexStringLower(row.Link));
                await entry.WriteAsync(seal.Seal(JsonSerializer.SerializeToUtf8Bytes(line, Vocabulary.Json)), cancel);
                await entry.WriteAsync("\n"u8.ToArray(), cancel);
                link = row.Link;
            }
            after = rows[^1].Seq;
        }
        return Convert.ToHexStringLower(link);
    }

    private async Task<List<ExportedFile>> WriteFilesAsync(ZipArchive zip, DbConnection on, Guid viewer, Guid room, long head, CancellationToken cancel)
    {
        var written = new List<ExportedFile>();
        var used = await on.Command("SELECT id, seq FROM attachments WHERE room = @room AND seq <= @head AND gone_at IS NULL ORDER BY seq, id", ("@room", room), ("@head", head))
            .ListAsync(r => (Id: r.Id(0), Seq: r.GetInt64(1)), cancel);
        foreach (var (id, seq) in used)
        {
            Outgoing file;
            try
            {
                file = await services.GetRequiredService<AttachmentService>().OpenAsync(viewer, room, id, thumbnail: false, cancel);
            }
            catch (Refusal)
            {
                // Its message was deleted while the export was being written.
                continue;
            }
            await using (file)
            {
                var path = $"files/{id}.{file.Kind.ToString().ToLowerInvariant()}";
                using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                // What is in it is compressed already.
                await using (var entry = await zip.CreateEntry(path, CompressionLevel.NoCompression).OpenAsync(cancel))
                    await foreach (var piece in file.Clear.WithCancellation(cancel))
                    {
                        hash.AppendData(piece.Span);
                        await entry.WriteAsync(piece, cancel);
                    }
                written.Add(new(id, seq, path, file.Name, file.Size, Convert.ToHexStringLower(hash.GetHashAndReset())));
            }
        }
        return written;
    }
}

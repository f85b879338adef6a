using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Core.Journal;

namespace Hub.Core.Rooms.Export;

/// <param name="Faults">What is not as it was exported; empty when all of it is.</param>
public sealed record ExportResult(long Events, int Files, IReadOnlyList<string> Faults);

/// <summary>Verifies an export with nothing but the master key: no database, no server.</summary>
public sealed class ExportVerifier(MasterKey master)
{
    private readonly Chain chain = new(master);

    /// <exception cref="InvalidDataException">The file is no ZIP archive.</exception>
    public async Task<ExportResult> RunAsync(Stream file, CancellationToken cancel)
    {
        await using var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancel);
        if (zip.GetEntry(ExportManifest.EventsEntry) is not { } events || zip.GetEntry(ExportManifest.ManifestEntry) is not { } entry)
            return new(0, 0, ["it is no export of a room: events.jsonl or manifest.json is missing"]);
        var seal = new ExportSeal(master);
        var lines = new List<string>();
        var (count, last, room) = await WalkAsync(events, seal, await RoomOfAsync(entry, cancel), lines, cancel);
        if (lines.Count > 0) return new(count, 0, lines);
        var mac = seal.Last;
        if (seal.Open(await BytesAsync(entry, cancel)) is not { } json || JsonSerializer.Deserialize<ExportManifest>(json, Vocabulary.Json) is not { Format: ExportManifest.Version } manifest)
            return new(count, 0, ["manifest.json was changed, or lines are missing at the end of events.jsonl, or another master key sealed it"]);
        if (manifest.Room != room || manifest.Head != count || manifest.Link != last || manifest.Events != mac) lines.Add("manifest.json does not belong to these events");
        foreach (var said in manifest.Files) await CheckFileAsync(zip, said, lines, cancel);
        var known = manifest.Files.Select(f => f.Path).Append(ExportManifest.EventsEntry).Append(ExportManifest.ManifestEntry).ToHashSet();
        lines.AddRange(zip.Entries.Where(e => !known.Contains(e.FullName)).Select(e => $"{e.FullName} was added"));
        return new(count, manifest.Files.Count, lines);
    }

    private async Task<(long Count, string Link, Guid Room)> WalkAsync(ZipArchiveEntry events, ExportSeal seal, Guid room, List<string> faults, CancellationToken cancel)
    {
        var link = Chain.Start;
        long count = 0;
        using var reader = new StreamReader(await events.OpenAsync(cancel), new UTF8Encoding(false));
        while (await reader.ReadLineAsync(cancel) is { } line)
        {
            count++;
            if (seal.Open(Encoding.UTF8.GetBytes(line)) is not { } json || JsonSerializer.Deserialize<ExportedEvent>(json, Vocabulary.Json) is not { } e)
            {
                faults.Add(count == 1 ? "events.jsonl line 1 was changed, or another master key sealed it" : $"events.jsonl line {count} was changed, or one before it is missing");
                break;
            }
            // The seal vouches for the line; the chain, that the journal wrote it in this place.
            var at = Instant.ToMicros(DateTimeOffset.Parse(e.At, System.Globalization.CultureInfo.InvariantCulture));
            link = chain.Link(link, Chain.Header(room, e.Seq, e.N, e.Id, e.Type, e.Actor, at, e.About), Convert.FromHexString(e.BodyHash));
            if (e.Seq == count && Convert.ToHexStringLower(link) == e.Link) continue;
            faults.Add($"events.jsonl line {count} is not linked to the one before it");
            break;
        }
        return (count, Convert.ToHexStringLower(link), room);
    }

    private static async Task CheckFileAsync(ZipArchive zip, ExportedFile said, List<string> faults, CancellationToken cancel)
    {
        if (zip.GetEntry(said.Path) is not { } entry)
        {
            faults.Add($"{said.Path} is missing");
            return;
        }
        await using var content = await entry.OpenAsync(cancel);
        if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel)) != said.Sha256) faults.Add($"{said.Path} was changed");
    }

    // Only believed once the seals over it have been checked; until then it tells which links to expect.
    private static async Task<Guid> RoomOfAsync(ZipArchiveEntry manifest, CancellationToken cancel)
    {
        try
        {
            return JsonSerializer.Deserialize<ExportManifest>(await BytesAsync(manifest, cancel), Vocabulary.Json)?.Room ?? Guid.Empty;
        }
        catch (JsonException)
        {
            return Guid.Empty;
        }
    }

    private static async Task<byte[]> BytesAsync(ZipArchiveEntry entry, CancellationToken cancel)
    {
        await using var content = await entry.OpenAsync(cancel);
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancel);
        return bytes.ToArray();
    }
}

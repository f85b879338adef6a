namespace Hub.Core.Rooms.Export;

/// <param name="Name">As its sender called it.</param>
/// <param name="Sha256">Of the file in the clear, as hex.</param>
public sealed record ExportedFile(Guid Id, long Seq, string Path, string Name, long Size, string Sha256);

/// <summary>What an export holds: the last entry of its ZIP archive.</summary>
/// <param name="Head">Seq of the last event.</param>
/// <param name="Link">The journal's link at <paramref name="Head"/>, as hex.</param>
/// <param name="Events">The mac of the last line.</param>
/// <param name="PurgedThrough">Messages up to here were purged after their time.</param>
public sealed record ExportManifest(
    string Format, Guid Room, string? Title, Guid Epoch, long Head, string Link, string Events, long PurgedThrough, string At, Guid By, IReadOnlyList<ExportedFile> Files)
{
    public const string Version = "care-hub-export/1";
    public const string EventsEntry = "events.jsonl";
    public const string ManifestEntry = "manifest.json";
}

/// <summary>One line of an export: the event as its members saw it last, with what links it into the journal.</summary>
/// <param name="Data">Null when it was deleted or purged.</param>
/// <param name="BodyHash">SHA-256 of the sealed body, as hex.</param>
public sealed record ExportedEvent(long Seq, long N, Guid Id, string Type, Guid Actor, string At, long? About, System.Text.Json.JsonElement? Data, string BodyHash, string Link);

using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms.Attachments.Formats;
using Microsoft.Extensions.Logging;

namespace Hub.Core.Rooms.Attachments;

/// <summary>A file on its way out. The caller disposes of it.</summary>
/// <param name="Size">Bytes in the clear.</param>
public sealed record Outgoing(AttachmentKind Kind, string Name, long Size, IAsyncEnumerable<ReadOnlyMemory<byte>> Clear, IAsyncDisposable Held) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Held.DisposeAsync();
}

/// <summary>Takes files in and gives them out. Only members of the room, and what was deleted to nobody.</summary>
public sealed partial class AttachmentService(RoomJournal journal, Database database, FileStore files, TimeProvider clock, ILogger<AttachmentService> log, IScanner? scanner = null)
{
    private const int LongestThumbnailSide = 1024;

    /// <summary>Takes a file in, as it comes, and answers with its id when it is on disk.</summary>
    /// <param name="kind">What it is declared to be.</param>
    /// <param name="name">What the person calls it.</param>
    /// <exception cref="Refusal">404: not a member; 413, 415, 422: why the file is not taken; 429: too many unused; 503: the disk or the scanner.</exception>
    public async Task<Guid> UploadAsync(Guid caller, Guid room, AttachmentKind kind, string name, Stream body, CancellationToken cancel)
    {
        var live = await OpenRoomAsync(caller, room, cancel);
        await using (var on = await database.OpenAsync(cancel))
            if (await on.UnusedAsync(caller, cancel) >= AttachmentLimits.MostUnused)
                throw new Refusal(429, $"You have {AttachmentLimits.MostUnused} files that are in no message. Send or wait: they are thrown away after a day.");
        var id = Ids.New(clock.GetUtcNow());
        var (extent, size) = await TakeAsync(live.Key, new FilePlace(room, id, false), kind, body, AttachmentLimits.LargestFile, null, cancel);
        var row = new UploadRow
        {
            Id = id,
            Room = room,
            Person = caller,
            Kind = (short)kind,
            Size = size,
            Width = extent.Width,
            Height = extent.Height,
            At = clock.Micros(),
            Name = UploadRows.SealName(live.Key, room, id, AttachmentNames.Clean(name)),
        };
        await using (var on = await database.OpenAsync(cancel)) await on.InsertAsync(row, cancel);
        return id;
    }

    /// <summary>Takes in the small picture that the sender's browser made of an upload that is not used yet.</summary>
    /// <exception cref="Refusal">As for a file; 404 too when the upload is not the caller's.</exception>
    public async Task ThumbnailAsync(Guid caller, Guid room, Guid id, AttachmentKind kind, Stream body, CancellationToken cancel)
    {
        var live = await OpenRoomAsync(caller, room, cancel);
        UploadRow? row;
        await using (var on = await database.OpenAsync(cancel)) row = await on.UploadAsync(room, id, cancel);
        if (row is not { GoneAt: null } || row.Person != caller) throw Missing();
        if (row.Seq is not null) throw Refusal.Conflict("The file is in a message already.");
        if (kind == AttachmentKind.Pdf) throw new Refusal(415, "A thumbnail is a picture.");
        var (small, size) = await TakeAsync(live.Key, new FilePlace(room, id, true), kind, body, AttachmentLimits.LargestThumbnail, LongestThumbnailSide, cancel);
        await using (var on = await database.OpenAsync(cancel))
            if (!await on.NoteThumbnailAsync(id, (short)kind, size, Upright(new(row.Width, row.Height), small), cancel)) throw Refusal.Conflict("The file is in a message already.");
    }

    // A phone writes a picture as its sensor lies and notes how it was held; the browser that made the thumbnail has turned it.
    private static Extent Upright(Extent file, Extent small) =>
        (file.Width > file.Height && small.Width < small.Height) || (file.Width < file.Height && small.Width > small.Height) ? new(file.Height, file.Width) : file;

    /// <summary>A file of a message, for a member.</summary>
    /// <exception cref="Refusal">404: no member, no such file, or its message was deleted.</exception>
    public async Task<Outgoing> OpenAsync(Guid viewer, Guid room, Guid id, bool thumbnail, CancellationToken cancel)
    {
        var live = await OpenRoomAsync(viewer, room, cancel);
        UploadRow? row;
        await using (var on = await database.OpenAsync(cancel)) row = await on.UploadAsync(room, id, cancel);
        if (row is not { Seq: not null, GoneAt: null } || (thumbnail && row.ThumbKind is null)) throw Missing();
        if (files.Open(id, thumbnail) is not { } file)
        {
            LogMissing(log, id, room);
            throw Missing();
        }
        var (kind, size) = thumbnail ? (row.ThumbKind!.Value, row.ThumbSize!.Value) : (row.Kind, row.Size);
        var name = UploadRows.Open(live.Key, row).File.Name;
        return new Outgoing((AttachmentKind)kind, name, size, SealedFile.ReadAsync(file, live.Key, new FilePlace(room, id, thumbnail), size, cancel), file);
    }

    /// <summary>Checks, seals, scans and keeps what comes in; nothing is left of what is refused.</summary>
    private async Task<(Extent Extent, long Size)> TakeAsync(RoomKey key, FilePlace place, AttachmentKind kind, Stream body, long most, int? longestSide, CancellationToken cancel)
    {
        await using var draft = files.Begin(place.Id, place.Thumbnail);
        using var sealing = new SealedFile.Writer(draft.Content, key, place);
        var intake = new Intake(body, most, piece => WriteAsync(sealing, piece, cancel), cancel);
        var extent = await Format.CheckAsync(kind, intake);
        if (extent.Width > longestSide || extent.Height > longestSide) throw new Refusal(422, $"A thumbnail has at most {longestSide} pixels a side.");
        await sealing.FinishAsync(cancel);
        if (scanner is not null)
        {
            draft.Content.Position = 0;
            if (!await scanner.IsCleanAsync(SealedFile.ReadAsync(draft.Content, key, place, intake.Size, cancel), cancel))
            {
                LogInfected(log, place.Room);
                throw new Refusal(422, "The virus scanner found something harmful in the file. It was not kept.");
            }
        }
        draft.Keep();
        return (extent, intake.Size);
    }

    private static async ValueTask WriteAsync(SealedFile.Writer to, ReadOnlyMemory<byte> piece, CancellationToken cancel)
    {
        try
        {
            await to.WriteAsync(piece, cancel);
        }
        catch (IOException)
        {
            throw Refusal.TryLater("The file could not be kept just now. Nothing else is lost; try again in a moment.");
        }
    }

    private async Task<LiveRoom> OpenRoomAsync(Guid viewer, Guid room, CancellationToken cancel)
    {
        await using var on = await database.OpenAsync(cancel);
        return await journal.OpenAsync(on, room, cancel) is { } live && live.Fold.Has(viewer) ? live : throw Refusal.NotFound();
    }

    private static Refusal Missing() => Refusal.NotFound("There is no such file here, or its message was deleted.");

    [LoggerMessage(123, LogLevel.Critical, "The file {File} of room {Room} is missing in Hub:Files. Is it the folder that all nodes share, and was it restored with the database?")]
    private static partial void LogMissing(ILogger log, Guid file, Guid room);

    [LoggerMessage(124, LogLevel.Warning, "The virus scanner found something in a file sent to room {Room}; it was not kept.")]
    private static partial void LogInfected(ILogger log, Guid room);
}

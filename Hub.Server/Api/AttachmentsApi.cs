using System.Net.Http.Headers;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Attachments;
using Hub.Server.Identity;
using Hub.Server.Realtime;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Server.Api;

/// <summary>
/// Files of messages. They are streamed both ways, never whole in memory. What a file is called stands in a header (<c>Content-Disposition</c>, RFC 6266), both ways:
/// it may be about a patient, and addresses are logged by everybody on the way.
/// </summary>
public static class AttachmentsApi
{
    public static void MapAttachmentsApi(this IEndpointRouteBuilder app)
    {
        var files = app.MapGroup("/api/rooms/{room:guid}/attachments").RequireAuthorization().WithTags("Attachments").ProducesProblem(401).ProducesProblem(404);
        files.MapPost("/", UploadAsync).WithMetadata(new RequestSizeLimitAttribute(AttachmentLimits.LargestFile))
            .ProducesProblem(411).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422).ProducesProblem(429).ProducesProblem(503);
        files.MapPut("/{id:guid}/thumbnail", PutThumbnailAsync).WithMetadata(new RequestSizeLimitAttribute(AttachmentLimits.LargestThumbnail))
            .ProducesProblem(409).ProducesProblem(411).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422).ProducesProblem(503);
        files.MapGet("/{id:guid}", (Guid room, Guid id, HttpContext http, AttachmentService service) => SendAsync(room, id, false, http, service)).Produces(200);
        files.MapGet("/{id:guid}/thumbnail", (Guid room, Guid id, HttpContext http, AttachmentService service) => SendAsync(room, id, true, http, service)).Produces(200);
    }

    private static async Task<Ok<NewAttachment>> UploadAsync(Guid room, HttpContext http, AttachmentService service, CommandGate gate, RoomReader reader, CancellationToken cancel)
    {
        var me = http.User.UserId();
        gate.Command(me);
        // Whoever is not in the room learns nothing else.
        await reader.OpenAsync(me, room, cancel);
        var kind = Declared(http, AttachmentLimits.LargestFile, "A file has at most 25 MB.");
        var id = await service.UploadAsync(me, room, kind, NameOf(http.Request.Headers.ContentDisposition), http.Request.Body, cancel);
        return TypedResults.Ok(new NewAttachment(id));
    }

    private static async Task<NoContent> PutThumbnailAsync(Guid room, Guid id, HttpContext http, AttachmentService service, CommandGate gate, RoomReader reader, CancellationToken cancel)
    {
        var me = http.User.UserId();
        gate.Command(me);
        await reader.OpenAsync(me, room, cancel);
        var kind = Declared(http, AttachmentLimits.LargestThumbnail, "A thumbnail has at most 256 KB.");
        await service.ThumbnailAsync(me, room, id, kind, http.Request.Body, cancel);
        return TypedResults.NoContent();
    }

    private static async Task SendAsync(Guid room, Guid id, bool thumbnail, HttpContext http, AttachmentService service)
    {
        await using var file = await service.OpenAsync(http.User.UserId(), room, id, thumbnail, http.RequestAborted);
        var response = http.Response;
        await using var pieces = file.Clear.GetAsyncEnumerator(http.RequestAborted);
        // The first piece is opened before anything is said: a file that was tampered with is an error, not half a picture.
        var more = await pieces.MoveNextAsync();
        response.ContentType = file.Kind.MediaType();
        response.ContentLength = file.Size;
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("inline") { FileName = $"\"{Plain(file)}\"", FileNameStar = file.Name }.ToString();
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers.CacheControl = "private, no-store";
        try
        {
            for (; more; more = await pieces.MoveNextAsync()) await response.Body.WriteAsync(pieces.Current, http.RequestAborted);
        }
        catch (InvalidDataException) when (response.HasStarted)
        {
            // What was sent so far must not look like the whole.
            http.Abort();
        }
    }

    private static AttachmentKind Declared(HttpContext http, long most, string tooLong)
    {
        if (http.Request.ContentLength is not { } length) throw new Refusal(411, "Say how long the file is (Content-Length).");
        if (length > most) throw Refusal.TooLong(tooLong);
        return AttachmentLimits.KindOf(http.Request.ContentType) ?? throw new Refusal(415, "Files of this kind are not taken. Attach PNG, JPEG, GIF, WebP or PDF.");
    }

    private static string NameOf(string? disposition) =>
        ContentDispositionHeaderValue.TryParse(disposition, out var said) ? said.FileNameStar ?? said.FileName?.Trim('"') ?? "" : "";

    // For what does not read filename*: the kind alone, which tells nothing.
    private static string Plain(Outgoing file) => $"attachment.{file.Kind.ToString().ToLowerInvariant()}";

    public sealed record NewAttachment(Guid Id);
}

using Hub.Core.Rooms;
using Hub.Core.Rooms.Export;
using Hub.Core.Rooms.Retention;
using Hub.Server.Identity;
using Hub.Server.Realtime;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Server.Api;

public sealed record HoldRequest(bool On);

/// <summary>Taking a room out whole, and keeping it from being purged.</summary>
public static class RetentionApi
{
    public static void MapRetentionApi(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/rooms/{room:guid}/export", ExportAsync).RequireAuthorization().WithTags("Rooms").ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
        app.MapPost("/api/admin/rooms/{room:guid}/hold", HoldAsync).RequireAuthorization(IdentityServices.Administrators).WithTags("Administration").ProducesProblem(404);
    }

    /// <summary>A ZIP archive, written as it is read. It is cut off, and so no archive, when something goes wrong on the way.</summary>
    private static async Task ExportAsync(Guid room, HttpContext http, RoomExport export, CommandGate gate)
    {
        var me = http.User.UserId();
        gate.Command(me);
        await export.CheckAsync(me, room, http.RequestAborted);
        http.Response.ContentType = "application/zip";
        // The room's title is a patient's, perhaps: it stays in the archive.
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"room-{room}.zip\"";
        // The archive's directory is written in small pieces that its writer does not await.
        if (http.Features.Get<IHttpBodyControlFeature>() is { } body) body.AllowSynchronousIO = true;
        await export.WriteAsync(me, room, http.Response.Body, http.RequestAborted);
    }

    private static async Task<NoContent> HoldAsync(Guid room, HoldRequest asked, HttpContext http, RoomService rooms, TimeProvider clock, CancellationToken cancel)
    {
        await rooms.ExecuteAsSystemAsync(room, new SetHold(asked.On, http.User.UserId()) { Id = Core.Ids.New(clock.GetUtcNow()) }, cancel);
        return TypedResults.NoContent();
    }
}

using System.Security.Claims;
using Hub.Core.Notifications;
using Hub.Core.Rooms;
using Hub.Server.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Server.Api;

public sealed record SeenNotices(IReadOnlyList<Guid> Ids);

/// <param name="Level">What I want to be told of the room.</param>
public sealed record RoomNotifications(RoomLevel Level);

/// <summary>What I was told and why, and how I want to be told.</summary>
public static class NotificationsApi
{
    private const int MostSeen = 200;

    public static void MapNotificationsApi(this IEndpointRouteBuilder app)
    {
        var inbox = app.MapGroup("/api/inbox").RequireAuthorization().WithTags("Notifications").ProducesProblem(401);
        inbox.MapGet("/", ListAsync);
        inbox.MapPost("/seen", SeenAsync).ProducesProblem(400);
        inbox.MapGet("/{id:guid}", OpenAsync).ProducesProblem(404);

        var mine = app.MapGroup("/api/me/notifications").RequireAuthorization().WithTags("Notifications").ProducesProblem(401);
        mine.MapGet("/", PreferencesAsync);
        mine.MapPut("/", SetPreferencesAsync).ProducesProblem(400);

        var room = app.MapGroup("/api/rooms/{room:guid}/notifications").RequireAuthorization().WithTags("Notifications").ProducesProblem(401).ProducesProblem(404);
        room.MapGet("/", LevelAsync);
        room.MapPut("/", SetLevelAsync).ProducesProblem(400);
    }

    private static async Task<Ok<IReadOnlyList<InboxItem>>> ListAsync(ClaimsPrincipal caller, Inbox inbox, CancellationToken ct) =>
        TypedResults.Ok(await inbox.OfAsync(caller.UserId(), ct));

    private static async Task<NoContent> SeenAsync(SeenNotices seen, ClaimsPrincipal caller, Inbox inbox, CancellationToken ct)
    {
        if (seen.Ids.Count > MostSeen) throw Refusal.Malformed($"At most {MostSeen} at once.");
        await inbox.SeenAsync(caller.UserId(), seen.Ids, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<InboxItem>> OpenAsync(Guid id, ClaimsPrincipal caller, Inbox inbox, CancellationToken ct) =>
        TypedResults.Ok(await inbox.OpenAsync(caller.UserId(), id, ct));

    private static async Task<Ok<NotificationPreferences>> PreferencesAsync(ClaimsPrincipal caller, PreferencesBook book, CancellationToken ct) =>
        TypedResults.Ok(await book.OfAsync(caller.UserId(), ct));

    private static async Task<NoContent> SetPreferencesAsync(NotificationPreferences wanted, ClaimsPrincipal caller, PreferencesBook book, CancellationToken ct)
    {
        await book.SetAsync(caller.UserId(), wanted, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<RoomNotifications>> LevelAsync(Guid room, ClaimsPrincipal caller, PreferencesBook book, CancellationToken ct) =>
        TypedResults.Ok(new RoomNotifications(await book.LevelAsync(caller.UserId(), room, ct)));

    private static async Task<NoContent> SetLevelAsync(Guid room, RoomNotifications wanted, ClaimsPrincipal caller, PreferencesBook book, CancellationToken ct)
    {
        await book.SetLevelAsync(caller.UserId(), room, wanted.Level, ct);
        return TypedResults.NoContent();
    }
}

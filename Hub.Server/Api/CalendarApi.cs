using Hub.Core.Feedback.Calendar;
using Hub.Server.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Server.Api;

/// <param name="Since">When the address was made; null: there is none.</param>
public sealed record CalendarState(DateTimeOffset? Since);

/// <param name="Path">Told this once: whoever has it can read when I have feedback sessions, and nothing else.</param>
public sealed record CalendarAddress(string Path);

/// <summary>My feedback sessions for a calendar of my own. The secret stands in the query: no log of ours holds one.</summary>
public static class CalendarApi
{
    private const string Feed = "/api/calendar.ics";

    public static void MapCalendarApi(this IEndpointRouteBuilder app)
    {
        var mine = app.MapGroup("/api/calendar").RequireAuthorization().WithTags("Sessions").ProducesProblem(401);
        mine.MapGet("/", async (HttpContext http, CalendarFeeds feeds, CancellationToken cancel) => TypedResults.Ok(new CalendarState(await feeds.SinceAsync(http.User.UserId(), cancel))));
        mine.MapPost("/", async (HttpContext http, CalendarFeeds feeds, CancellationToken cancel) => TypedResults.Ok(new CalendarAddress($"{Feed}?key={await feeds.IssueAsync(http.User.UserId(), cancel)}")));
        mine.MapDelete("/", RevokeAsync);
        app.MapGet(Feed, FeedAsync).AllowAnonymous().RequireRateLimiting(IdentityServices.Anonymous).WithTags("Sessions").ProducesProblem(404).Produces(200, contentType: "text/calendar");
    }

    private static async Task<NoContent> RevokeAsync(HttpContext http, CalendarFeeds feeds, CancellationToken cancel)
    {
        await feeds.RevokeAsync(http.User.UserId(), cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> FeedAsync(HttpContext http, CalendarFeeds feeds, CancellationToken cancel, string? key = null)
    {
        http.Response.Headers.CacheControl = "private, no-cache";
        return await feeds.ReadAsync(key, cancel) is { } calendar ? TypedResults.Text(calendar, "text/calendar; charset=utf-8") : Problems.NotFound("There is no such calendar.");
    }
}

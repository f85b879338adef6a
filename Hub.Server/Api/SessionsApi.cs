using Hub.Core.Sessions;
using Hub.Server.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Server.Api;

/// <summary>My sessions: where I am signed in, and ending it there.</summary>
public static class SessionsApi
{
    public static void MapSessionsApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/sessions").RequireAuthorization().WithTags("Sessions");
        group.MapGet("/", ListAsync);
        group.MapDelete("/{id:guid}", EndAsync);
    }

    private static async Task<Ok<IReadOnlyList<SessionView>>> ListAsync(HttpContext http, SessionStore sessions) =>
        TypedResults.Ok(await sessions.ListAsync(http.User.UserId(), http.User.SessionId(), http.RequestAborted));

    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(Guid id, HttpContext http, SessionStore sessions, SessionCache cache)
    {
        var ended = await sessions.EndAsync(http.User.UserId(), id, http.RequestAborted);
        cache.Forget(id);
        return ended ? TypedResults.NoContent() : Problems.NotFound("There is no such session of yours, or it had ended.");
    }
}

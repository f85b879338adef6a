using Hub.Core.Data;
using Hub.Core.Sessions;
using Hub.Server.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Hub.Server.Api;

public sealed record SignIn(string User, string Password);

/// <summary>A Development persona has no password to give.</summary>
public sealed record Unlock(string? Password = null);

public static class SignInApi
{
    public static void MapSignInApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api").WithTags("Sign-in");
        group.MapPost("/sign-in", SignInAsync).RequireRateLimiting(IdentityServices.Anonymous);
        group.MapPost("/sign-out", SignOutAsync);
        group.MapPost("/session/lock", LockAsync).RequireAuthorization();
        group.MapPost("/session/unlock", UnlockAsync).RequireRateLimiting(IdentityServices.Anonymous);
    }

    private static async Task<Results<Ok<Me>, ProblemHttpResult>> SignInAsync(
        SignIn asked, HttpContext http, PasswordCheck passwords, SessionStore sessions, IHostEnvironment environment)
    {
        var (person, wait) = await passwords.CheckAsync(asked.User, asked.Password, http.Connection.RemoteIpAddress, http.RequestAborted);
        if (wait > TimeSpan.Zero) return Problems.TooMany(http, wait);
        if (person is null) return Problems.WrongPassword();
        var session = await http.SignInAsync(person, sessions);
        return TypedResults.Ok(Me.Of(person, session, environment));
    }

    /// <summary>Ends the session, locked or not, and takes the cookie back. Signing out twice is no fault.</summary>
    private static async Task<NoContent> SignOutAsync(HttpContext http, SessionStore sessions, SessionCache cache)
    {
        var (person, session) = http.LockedSession() is { } locked ? (locked.PersonId, locked.Id)
            : http.User.Identity is { IsAuthenticated: true } ? (http.User.UserId(), http.User.SessionId())
            : (Guid.Empty, Guid.Empty);
        await sessions.EndAsync(person, session, http.RequestAborted);
        cache.Forget(session);
        await http.SignOutAsync(SessionCookie.Scheme);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> LockAsync(HttpContext http, SessionStore sessions, SessionCache cache)
    {
        await sessions.LockAsync(http.User.SessionId(), http.RequestAborted);
        cache.Forget(http.User.SessionId());
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<Me>, ProblemHttpResult>> UnlockAsync(
        Unlock asked, HttpContext http, HubDb db, PasswordCheck passwords, SessionStore sessions, SessionCache cache, IHostEnvironment environment)
    {
        var isLocked = http.LockedSession() is not null;
        if (!isLocked && http.User.Identity is not { IsAuthenticated: true }) return Problems.SignedOut(http);
        var (id, session) = http.LockedSession() is { } locked ? (locked.PersonId, locked.Id) : (http.User.UserId(), http.User.SessionId());
        var person = await db.Users.AsNoTracking().SingleAsync(p => p.Id == id, http.RequestAborted);
        if (isLocked && !(person.PasswordHash is null && DevApi.IsOpen(http, environment)))
        {
            var (right, wait) = await passwords.CheckAsync(person.UserName!, asked.Password ?? "", http.Connection.RemoteIpAddress, http.RequestAborted);
            if (wait > TimeSpan.Zero) return Problems.TooMany(http, wait);
            if (right is null) return Problems.WrongPassword();
        }
        // What counted as open may have been locked on another node in this moment: only a checked one is unlocked.
        if (isLocked) await sessions.UnlockAsync(session, http.RequestAborted);
        cache.Forget(session);
        return TypedResults.Ok(Me.Of(person, session, environment));
    }
}

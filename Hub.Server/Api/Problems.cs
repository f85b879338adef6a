using Hub.Server.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Server.Api;

/// <summary>Refusals as RFC 9457 problem details, with sentences for the person.</summary>
public static class Problems
{
    public static ProblemHttpResult Malformed(string detail) => TypedResults.Problem(detail, statusCode: 400);

    public static ProblemHttpResult NotFound(string detail) => TypedResults.Problem(detail, statusCode: 404);

    public static ProblemHttpResult Forbidden(string detail) => TypedResults.Problem(detail, statusCode: 403);

    public static ProblemHttpResult Conflict(string detail) => TypedResults.Problem(detail, statusCode: 409);

    /// <summary>409, with <c>code: "otherPerson"</c>: somebody else is signed in than the page that asks was opened by.</summary>
    public static ProblemHttpResult OtherPerson() =>
        TypedResults.Problem("Somebody else is signed in in this browser by now. Nothing was done.", statusCode: 409, extensions: new Dictionary<string, object?> { ["code"] = "otherPerson" });

    public static ProblemHttpResult Gone(string detail) => TypedResults.Problem(detail, statusCode: 410);

    public static ProblemHttpResult WrongPassword() => TypedResults.Problem("The user name or the password is not right.", statusCode: 401);

    /// <summary>401; with <c>code: "locked"</c> when the session is there but locked.</summary>
    public static ProblemHttpResult SignedOut(HttpContext http) => http.LockedSession() is null
        ? TypedResults.Problem("You are signed out. Sign in and try again.", statusCode: 401)
        : TypedResults.Problem("This session is locked. Enter your password to go on.", statusCode: 401, extensions: new Dictionary<string, object?> { ["code"] = "locked" });

    /// <summary>429 with Retry-After in whole seconds.</summary>
    public static ProblemHttpResult TooMany(HttpContext http, TimeSpan wait)
    {
        var seconds = (int)Math.Ceiling(Math.Max(1, wait.TotalSeconds));
        http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return TypedResults.Problem($"Too many tries. Try again in {seconds} s.", statusCode: 429);
    }
}

using System.Security.Claims;

namespace Hub.Server.Identity;

/// <summary>Who calls, read off the principal that the session cookie made.</summary>
public static class Caller
{
    public const string SessionClaim = "sid";
    public const string AdminClaim = "admin";

    public static Guid UserId(this ClaimsPrincipal principal) => Id(principal, ClaimTypes.NameIdentifier);

    public static Guid SessionId(this ClaimsPrincipal principal) => Id(principal, SessionClaim);

    private static Guid Id(ClaimsPrincipal principal, string claim) =>
        Guid.TryParse(principal.FindFirstValue(claim), out var id) ? id : throw new InvalidOperationException($"The caller has no {claim}: the route lacks RequireAuthorization.");
}

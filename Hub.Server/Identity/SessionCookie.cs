using System.Security.Claims;
using Hub.Core.People;
using Hub.Core.Sessions;
using Hub.Server.Api;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Hub.Server.Identity;

/// <summary>The cookie says which session; the session's row says whether it is still good and what its person may do.</summary>
public static class SessionCookie
{
    public const string Scheme = "hub";

    /// <summary>Starts a session for the person and sets its cookie.</summary>
    public static async Task<Guid> SignInAsync(this HttpContext http, Person person, SessionStore sessions)
    {
        var session = await sessions.StartAsync(person.Id, Device.Describe(http.Request.Headers.UserAgent), http.RequestAborted);
        await http.SignInAsync(Scheme, Principal(person.Id, session), new AuthenticationProperties { IsPersistent = true });
        return session;
    }

    /// <summary>The locked session whose cookie came with this request, if that is why it counts as signed out.</summary>
    public static SessionState? LockedSession(this HttpContext http) => http.Items[typeof(SessionState)] as SessionState;

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie = new SecureOffLoopback { Name = "hub", HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true };
        options.ExpireTimeSpan = SessionStore.IdleLimit;
        options.SlidingExpiration = true;
        // The house's clock may be set ahead in a test or by mistake; that must not sign everybody out.
        options.TimeProvider = TimeProvider.System;
        options.Events.OnValidatePrincipal = ValidateAsync;
        options.Events.OnRedirectToLogin = c => Problems.SignedOut(c.HttpContext).ExecuteAsync(c.HttpContext);
        options.Events.OnRedirectToAccessDenied = c => Problems.Forbidden("This is for administrators.").ExecuteAsync(c.HttpContext);
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var state = await services.GetRequiredService<SessionCache>().FindAsync(context.Principal!.SessionId());
        if (state is null or { Ended: true } || state.PersonId != context.Principal!.UserId())
        {
            context.RejectPrincipal();
            return;
        }
        if (state.Locked)
        {
            context.HttpContext.Items[typeof(SessionState)] = state;
            context.RejectPrincipal();
            return;
        }
        // Made anew, so that nothing in the cookie but the two ids counts: whoever stops being an administrator stops at once.
        context.ReplacePrincipal(Principal(state.PersonId, state.Id, state.IsAdmin));
        await services.GetRequiredService<SessionStore>().SeenAsync(state, context.HttpContext.RequestAborted);
    }

    private static ClaimsPrincipal Principal(Guid person, Guid session, bool admin = false)
    {
        var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, person.ToString()), new(Caller.SessionClaim, session.ToString())], Scheme);
        if (admin) identity.AddClaim(new(Caller.AdminClaim, "true"));
        return new(identity);
    }

    // Plain http is for one's own machine; anywhere else a cookie that goes without TLS would be a gift.
    private sealed class SecureOffLoopback : CookieBuilder
    {
        public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
        {
            var cookie = base.Build(context, expiresFrom);
            cookie.Secure = context.Request.IsHttps || !context.IsFromLoopback();
            return cookie;
        }
    }
}

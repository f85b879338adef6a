using Hub.Server.Api;

namespace Hub.Server.Identity;

/// <summary>
/// Refuses what a page does for somebody else than it thinks. A browser has one cookie for all its tabs: where another person signed in meanwhile, what the
/// page of the one before still sends would be done, and kept, as that other person's.
/// </summary>
public static class PersonCheck
{
    /// <summary>Whose page it is that asks: a person's id. Who sends none is not asked.</summary>
    public const string Header = "X-Care-Hub-Person";

    public static IApplicationBuilder UsePersonCheck(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.Request.Headers[Header] is [var stated] && http.User.Identity is { IsAuthenticated: true } && !(Guid.TryParse(stated, out var person) && person == http.User.UserId()))
            await Problems.OtherPerson().ExecuteAsync(http);
        else
            await next(http);
    });
}

using Hub.Core.People;
using Hub.Core.Sessions;
using Hub.Server.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Server.Api;

/// <summary>What a link is for and what it already says. The page asks for what is null.</summary>
public sealed record LinkView(string Kind, string? Name, string? User, string? Discipline, DateTimeOffset ExpiresAt);

/// <summary>One-time links: the first administrator's set-up, invitations and password resets. Using one signs in.</summary>
public static class LinksApi
{
    private static readonly LinkKind[] Invitations = [LinkKind.Invitation, LinkKind.Reset];
    private static readonly LinkKind[] SetUp = [LinkKind.SetUp];

    public static void MapLinksApi(this IEndpointRouteBuilder routes)
    {
        Map("/api/invitations/{token}", Invitations);
        Map("/api/setup/{token}", SetUp);

        void Map(string address, LinkKind[] kinds)
        {
            var group = routes.MapGroup(address).RequireRateLimiting(IdentityServices.Anonymous).WithTags("Links");
            group.MapGet("/", (string token, OneTimeLinks links, Accounts accounts, CancellationToken ct) => ReadAsync(token, kinds, links, accounts, ct));
            group.MapPost("/", (string token, AccountDetails details, HttpContext http, OneTimeLinks links, Accounts accounts, SessionStore sessions, IHostEnvironment environment) =>
                AcceptAsync(token, details, kinds, http, links, accounts, sessions, environment));
        }
    }

    private static async Task<Results<Ok<LinkView>, ProblemHttpResult>> ReadAsync(string token, LinkKind[] kinds, OneTimeLinks links, Accounts accounts, CancellationToken ct)
    {
        if (await links.FindAsync(token, kinds, ct) is not { } link) return Gone();
        if (link.Kind == LinkKind.SetUp && await accounts.AnyAdministratorAsync(ct)) return Gone();
        var kind = link.Kind switch { LinkKind.SetUp => "setup", LinkKind.Reset => "reset", _ => "invitation" };
        return TypedResults.Ok(new LinkView(kind, link.DisplayName, link.UserName, link.Discipline, link.ExpiresAt));
    }

    private static async Task<Results<Ok<Me>, ProblemHttpResult>> AcceptAsync(
        string token, AccountDetails details, LinkKind[] kinds, HttpContext http, OneTimeLinks links, Accounts accounts, SessionStore sessions, IHostEnvironment environment)
    {
        if (await links.FindAsync(token, kinds, http.RequestAborted) is not { } link) return Gone();
        var result = await accounts.AcceptAsync(link, details, http.RequestAborted);
        if (result.LinkIsGone) return Gone();
        if (result.Problem is { } problem) return Problems.Malformed(problem);
        var session = await http.SignInAsync(result.Person!, sessions);
        return TypedResults.Ok(Me.Of(result.Person!, session, environment));
    }

    private static ProblemHttpResult Gone() => Problems.NotFound(AccountResult.Gone().Problem!);
}

using Hub.Core.Notifications.Contacts;
using Hub.Server.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Server.Api;

/// <summary>
/// The end of digests by mail, for whoever holds the mail: a mail program posts here (RFC 8058), and a person sees a page with one button.
/// Looking at the page changes nothing, since programs that check links look at it too.
/// </summary>
public static class UnsubscribeApi
{
    public static void MapUnsubscribeApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/unsubscribe/{token}").RequireRateLimiting(IdentityServices.Anonymous).WithTags("Links");
        group.MapGet("/", Ask);
        group.MapPost("/", EndAsync);
    }

    private static Results<ContentHttpResult, ProblemHttpResult> Ask(string token, MailAddresses mails) => mails.OwnerOf(token) is null ? Unknown()
        : Page("No more digests by mail?", """<form method="post"><button style="font:inherit;padding:12px 20px;border:0;border-radius:8px;background:#0b6e6e;color:#fff">End the digests</button></form>""");

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> EndAsync(string token, MailAddresses mails, CancellationToken ct)
    {
        if (mails.OwnerOf(token) is not { } person) return Unknown();
        await mails.UnsubscribeAsync(person, ct);
        return Page("You get no more digests by mail.", "<p>They still stand in Care Hub. You can have them back under Me.</p>");
    }

    private static ProblemHttpResult Unknown() => Problems.NotFound("This link is not one of ours, or it was cut off on its way.");

    private static ContentHttpResult Page(string title, string rest) => TypedResults.Content($"""
        <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>{title}</title></head>
        <body style="margin:0 auto;max-width:36rem;padding:48px 24px;font:16px/1.5 system-ui,sans-serif;color:#1d2326;background:#fff"><main><h1 style="font-size:1.375rem">{title}</h1>{rest}</main></body></html>
        """, "text/html; charset=utf-8");
}

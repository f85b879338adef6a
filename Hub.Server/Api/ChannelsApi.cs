using System.Buffers.Text;
using Hub.Core.Notifications.Contacts;
using Hub.Core.Notifications.Outbox;
using Hub.Core.Rooms;
using Hub.Jobs.Channels;
using Hub.Jobs.Channels.Mail;
using Hub.Jobs.Channels.Push;
using Hub.Server.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Server.Api;

/// <summary>How I am reached outside the page.</summary>
/// <param name="PushKey">What a browser subscribes with: base64url of 65 bytes.</param>
/// <param name="PushHere">Whether this browser takes pushes.</param>
/// <param name="PushDevices">How many of mine do.</param>
/// <param name="MailOn">Whether this hub sends mail at all.</param>
public sealed record MyChannels(string PushKey, bool PushHere, int PushDevices, bool MailOn, string? Mail, bool MailConfirmed, string? Webhook);

/// <summary>As the browser's PushSubscription tells it; the keys are base64url.</summary>
public sealed record NewPushDevice(string Endpoint, string P256dh, string Auth);

/// <param name="Address">None: no more.</param>
public sealed record NewAddress(string? Address = null);

public sealed record EmailToken(string Token);

/// <param name="Secret">What calls are signed with, <c>whsec_</c> and base64; told this once. Null when nothing is called any more.</param>
public sealed record WebhookSecret(string? Secret);

public sealed record TeamWebhook(string? Address);

public sealed record ShownNotices(IReadOnlyList<Guid> Ids);

/// <summary>My browsers, my mail address, and the addresses that are called for me or my team.</summary>
public static class ChannelsApi
{
    private const int MostShown = 100;

    public static void MapChannelsApi(this IEndpointRouteBuilder routes)
    {
        var mine = routes.MapGroup("/api/me").RequireAuthorization().WithTags("Channels").ProducesProblem(401);
        mine.MapGet("/channels", ReadAsync);
        mine.MapPut("/push", AddDeviceAsync).ProducesProblem(400);
        mine.MapDelete("/push", RemoveDeviceAsync);
        mine.MapPost("/push/over", OverAsync).ProducesProblem(413);
        mine.MapPut("/email", SetEmailAsync).RequireRateLimiting(IdentityServices.Mails).ProducesProblem(400).ProducesProblem(409).ProducesProblem(503);
        mine.MapPost("/email/confirm", ConfirmAsync).ProducesProblem(404);
        mine.MapPut("/webhook", SetWebhookAsync).ProducesProblem(400);
        var team = routes.MapGroup("/api/teams/{id:guid}/webhook").RequireAuthorization().WithTags("Channels").ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
        team.MapGet("/", TeamWebhookAsync);
        team.MapPut("/", SetTeamWebhookAsync).ProducesProblem(400);
    }

    private static async Task<Ok<MyChannels>> ReadAsync(HttpContext http, VapidKeys keys, PushDevices devices, MailAddresses mails, MailChannel mail, Webhooks webhooks, CancellationToken ct)
    {
        var me = http.User.UserId();
        var pushed = await devices.OfAsync(me, ct);
        var address = await mails.OfAsync(me, ct);
        return TypedResults.Ok(new MyChannels(await keys.PublicKeyAsync(ct), pushed.Any(d => d.SessionId == http.User.SessionId()), pushed.Count,
            mail.OffBecause is null, address?.Address, address?.Confirmed == true, await webhooks.OwnAsync(me, ct)));
    }

    private static async Task<NoContent> AddDeviceAsync(NewPushDevice asked, HttpContext http, PushDevices devices, CancellationToken ct)
    {
        await devices.AddAsync(http.User.UserId(), http.User.SessionId(), new(asked.Endpoint, Bytes(asked.P256dh), Bytes(asked.Auth)), ct);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> RemoveDeviceAsync(HttpContext http, PushDevices devices, CancellationToken ct)
    {
        await devices.RemoveOfSessionAsync(http.User.SessionId(), ct);
        return TypedResults.NoContent();
    }

    /// <summary>Which of the notices that a device shows need not be shown any more: done, or seen elsewhere.</summary>
    private static async Task<Ok<IReadOnlyList<Guid>>> OverAsync(ShownNotices asked, HttpContext http, ShownElsewhere shown, CancellationToken ct) =>
        asked.Ids.Count > MostShown ? throw Refusal.TooLong($"At most {MostShown} at once.") : TypedResults.Ok(await shown.OverAsync(http.User.UserId(), asked.Ids, ct));

    private static async Task<NoContent> SetEmailAsync(NewAddress asked, HttpContext http, MailAddresses mails, MailChannel mail, CancellationToken ct)
    {
        if (asked.Address is not null && mail.OffBecause is not null) throw Refusal.Conflict("This hub sends no mail. An administrator can set it up.");
        if (await mails.SetAsync(http.User.UserId(), asked.Address, ct) is not { } token) return TypedResults.NoContent();
        try
        {
            await mail.AskAsync(asked.Address!.Trim(), token, ct);
        }
        catch (System.Net.Mail.SmtpException)
        {
            throw Refusal.TryLater("The mail server does not answer just now. Your address is kept; have the link sent again in a moment.");
        }
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ConfirmAsync(EmailToken asked, HttpContext http, MailAddresses mails, CancellationToken ct)
    {
        await mails.ConfirmAsync(http.User.UserId(), asked.Token, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<WebhookSecret>> SetWebhookAsync(NewAddress asked, HttpContext http, Webhooks webhooks, CancellationToken ct) =>
        TypedResults.Ok(Told(await webhooks.SetOwnAsync(http.User.UserId(), asked.Address, ct)));

    private static async Task<Ok<TeamWebhook>> TeamWebhookAsync(Guid id, HttpContext http, Webhooks webhooks, CancellationToken ct) =>
        TypedResults.Ok(new TeamWebhook(await webhooks.OfTeamAsync(http.TeamCaller(), id, ct)));

    private static async Task<Ok<WebhookSecret>> SetTeamWebhookAsync(Guid id, NewAddress asked, HttpContext http, Webhooks webhooks, CancellationToken ct) =>
        TypedResults.Ok(Told(await webhooks.SetOfTeamAsync(http.TeamCaller(), id, asked.Address, ct)));

    private static WebhookSecret Told(byte[]? secret) => new(secret is null ? null : "whsec_" + Convert.ToBase64String(secret));

    private static byte[] Bytes(string text) => Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : throw Refusal.Malformed("The keys of a push subscription are base64url.");
}

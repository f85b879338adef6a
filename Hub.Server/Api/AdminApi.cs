using Hub.Core;
using Hub.Core.Data;
using Hub.Core.People;
using Hub.Server.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Hub.Server.Api;

/// <summary>What the invitation already says; the invited person fills in the rest.</summary>
public sealed record Invite(string? Name = null, string? User = null, string? Discipline = null, bool Admin = false);

/// <summary>The link is told this once and kept nowhere.</summary>
public sealed record IssuedLink(Guid Id, string Link, DateTimeOffset ExpiresAt);

public sealed record InvitationView(Guid Id, string? Name, string? User, string? Discipline, bool Admin, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

/// <summary>People are invited, disabled and given a new start here. Administrators see no room by being administrators.</summary>
public static class AdminApi
{
    public static void MapAdminApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/admin").RequireAuthorization(IdentityServices.Administrators).WithTags("Administration");
        group.MapPost("/invitations", InviteAsync);
        group.MapGet("/invitations", InvitationsAsync);
        group.MapDelete("/invitations/{id:guid}", WithdrawAsync);
        group.MapPost("/people/{id:guid}/disable", (Guid id, Accounts accounts, CancellationToken ct) => SetDisabledAsync(id, true, accounts, ct));
        group.MapPost("/people/{id:guid}/enable", (Guid id, Accounts accounts, CancellationToken ct) => SetDisabledAsync(id, false, accounts, ct));
        group.MapPost("/people/{id:guid}/reset", ResetAsync);
    }

    private static async Task<Results<Ok<IssuedLink>, ProblemHttpResult>> InviteAsync(Invite asked, HttpContext http, HubDb db, OneTimeLinks links)
    {
        if (asked.Name?.Length > 200 || asked.Discipline?.Length > 100 || asked.User?.Length > 64)
            return Problems.Malformed("A name has at most 200 characters, a discipline 100, a user name 64.");
        if (Accounts.IsControlled(asked.Name, asked.Discipline, asked.User)) return Problems.Malformed(Accounts.ControlCharacters);
        var normal = asked.User?.Trim().ToUpperInvariant();
        if (normal is not null && await db.Users.AnyAsync(p => p.NormalizedUserName == normal, http.RequestAborted))
            return Problems.Conflict("There is somebody with this user name already.");
        var link = new OneTimeLink
        {
            Kind = LinkKind.Invitation, DisplayName = Blank.Said(asked.Name), UserName = Blank.Said(asked.User), Discipline = Blank.Said(asked.Discipline),
            IsAdmin = asked.Admin, CreatedBy = http.User.UserId(),
        };
        return await IssueAsync(link, http, links);
    }

    private static async Task<Ok<List<InvitationView>>> InvitationsAsync(OneTimeLinks links, CancellationToken ct) =>
        TypedResults.Ok((await links.OpenInvitationsAsync(ct))
            .ConvertAll(l => new InvitationView(l.Id, l.DisplayName, l.UserName, l.Discipline, l.IsAdmin, l.CreatedAt, l.ExpiresAt)));

    private static async Task<Results<NoContent, ProblemHttpResult>> WithdrawAsync(Guid id, OneTimeLinks links, CancellationToken ct) =>
        await links.WithdrawAsync(id, ct) ? TypedResults.NoContent() : Problems.NotFound("There is no such open invitation.");

    private static async Task<Results<NoContent, ProblemHttpResult>> SetDisabledAsync(Guid id, bool disabled, Accounts accounts, CancellationToken ct)
    {
        var result = await accounts.SetDisabledAsync(id, disabled, ct);
        if (result is null) return Problems.NotFound("There is no such person.");
        return result.Problem is { } problem ? Problems.Conflict(problem) : TypedResults.NoContent();
    }

    private static async Task<Results<Ok<IssuedLink>, ProblemHttpResult>> ResetAsync(Guid id, HttpContext http, HubDb db, OneTimeLinks links)
    {
        var person = await db.Users.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, http.RequestAborted);
        if (person is null) return Problems.NotFound("There is no such person.");
        if (person.Disabled) return Problems.Conflict("This person is disabled. Enable them first.");
        await links.WithdrawAllAsync(LinkKind.Reset, id, http.RequestAborted);
        var link = new OneTimeLink
        {
            Kind = LinkKind.Reset, PersonId = id, DisplayName = person.DisplayName, UserName = person.UserName, Discipline = person.Discipline,
            CreatedBy = http.User.UserId(),
        };
        return await IssueAsync(link, http, links);
    }

    private static async Task<Ok<IssuedLink>> IssueAsync(OneTimeLink link, HttpContext http, OneTimeLinks links)
    {
        var token = await links.IssueAsync(link, http.RequestAborted);
        return TypedResults.Ok(new IssuedLink(link.Id, $"{http.Request.Scheme}://{http.Request.Host}/invitation/{token}", link.ExpiresAt));
    }
}

using Hub.Core.Notifications.Outbox;
using Hub.Server.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Server.Api;

/// <summary>What waits to be sent and what was given up, for administrators: how many, since when, to whom; never about what.</summary>
public static class OutboxApi
{
    public static void MapOutboxApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/admin/outbox").RequireAuthorization(IdentityServices.Administrators).WithTags("Administration").ProducesProblem(401).ProducesProblem(403);
        group.MapGet("/", async Task<Ok<OutboxView>> (OutboxAdmin outbox, CancellationToken ct) => TypedResults.Ok(await outbox.ReadAsync(ct)));
        group.MapPost("/{id:guid}/retry", async Task<NoContent> (Guid id, OutboxAdmin outbox, CancellationToken ct) =>
        {
            await outbox.RetryAsync(id, ct);
            return TypedResults.NoContent();
        }).ProducesProblem(404);
    }
}

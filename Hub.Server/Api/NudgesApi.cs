using Hub.Core.Nudges;
using Hub.Server.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Server.Api;

/// <param name="Version">The version that is changed; it must be the present one.</param>
public sealed record NewNudgePolicy(int Version, Ladder Urgent, Ladder Important, Ladder Routine);

/// <param name="Version">0: the team goes by the standard.</param>
public sealed record NudgePolicyView(int Version, Ladder Urgent, Ladder Important, Ladder Routine)
{
    public static NudgePolicyView Of(TeamNudgePolicy p) => new(p.Version, p.Policy.Urgent, p.Policy.Important, p.Policy.Routine);
}

/// <summary>How a team nudges. Everybody signed in reads it; leads and administrators change it.</summary>
public static class NudgesApi
{
    public static void MapNudgesApi(this IEndpointRouteBuilder app)
    {
        var policy = app.MapGroup("/api/teams/{id:guid}/nudge-policy").RequireAuthorization().WithTags("Nudges").ProducesProblem(401).ProducesProblem(404);
        policy.MapGet("/", OneAsync);
        policy.MapPut("/", ChangeAsync).ProducesProblem(400).ProducesProblem(403).ProducesProblem(409);
    }

    private static async Task<Ok<NudgePolicyView>> OneAsync(Guid id, NudgePolicies policies, CancellationToken ct) =>
        TypedResults.Ok(NudgePolicyView.Of(await policies.OfAsync(id, ct)));

    private static async Task<Ok<NudgePolicyView>> ChangeAsync(Guid id, NewNudgePolicy asked, HttpContext http, NudgePolicies policies, CancellationToken ct)
    {
        await policies.ChangeAsync(http.TeamCaller(), id, asked.Version, new NudgePolicy(asked.Urgent, asked.Important, asked.Routine), ct);
        return TypedResults.Ok(NudgePolicyView.Of(await policies.OfAsync(id, ct)));
    }
}

using Hub.Core;
using Hub.Core.Rooms.Reviews.FollowUp;
using Hub.Core.Rooms.Reviews.Reporting;
using Hub.Server.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Hub.Server.Api;

/// <param name="IsDue">Its time has come: say what became of it.</param>
public sealed record OpenDecisionDto(Guid Room, string? Title, Guid CaseId, string Question, string Recommendation, string DueAt, bool IsDue)
{
    public static OpenDecisionDto Of(OpenDecision d) => new(d.Room, d.Title, d.CaseId, d.Question, d.Recommendation, Instant.ToIso(d.DueAt), d.IsDue);
}

/// <summary>What a review leaves behind: how it went, event by event and in numbers, and the decisions that wait to be carried out.</summary>
public static class ReviewHistoryApi
{
    public static void MapReviewHistoryApi(this IEndpointRouteBuilder app)
    {
        var reviews = app.MapGroup("/api/rooms/{room:guid}").RequireAuthorization().WithTags("Reviews").ProducesProblem(401).ProducesProblem(404);
        reviews.MapGet("/replay", ReplayAsync);
        reviews.MapGet("/report", ReportAsync);
        app.MapGet("/api/decisions", DecisionsAsync).RequireAuthorization().WithTags("Reviews").ProducesProblem(401);
    }

    private static async Task<Ok<ReplayDto>> ReplayAsync(Guid room, HttpContext http, ReviewHistory history, IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json, CancellationToken cancel)
    {
        var me = http.User.UserId();
        return TypedResults.Ok(new ReplayWriter(me, json.Value.SerializerOptions).Write(await history.ReadAsync(me, room, cancel)));
    }

    private static async Task<Ok<ReviewReport>> ReportAsync(Guid room, HttpContext http, ReviewHistory history, TimeProvider clock, CancellationToken cancel) =>
        TypedResults.Ok(ReviewReport.Of(await history.ReadAsync(http.User.UserId(), room, cancel), clock.Micros()));

    private static async Task<Ok<List<OpenDecisionDto>>> DecisionsAsync(HttpContext http, DecisionBook decisions, CancellationToken cancel) =>
        TypedResults.Ok((await decisions.MineAsync(http.User.UserId(), cancel)).Select(OpenDecisionDto.Of).ToList());
}

using Hub.Core;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Reviews;
using Hub.Server.Identity;
using Hub.Server.Realtime;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Server.Api;

/// <summary>Case reviews, read as their members may see them. What happens in one goes in as commands of its room.</summary>
public static class ReviewsApi
{
    public static void MapReviewsApi(this IEndpointRouteBuilder app)
    {
        var reviews = app.MapGroup("/api/rooms/{room:guid}").RequireAuthorization().WithTags("Reviews").ProducesProblem(401).ProducesProblem(404);
        var all = app.MapGroup("/api").RequireAuthorization().WithTags("Reviews").ProducesProblem(401);
        all.MapGet("/reviews", MineAsync);
        all.MapGet("/time", Time);
        reviews.MapGet("/review", ReviewAsync);
        // A POST, for it leaves a trace: who asked is an event of the room.
        reviews.MapPost("/cases/{caseId:guid}/identifiers", UnmaskAsync).ProducesProblem(409);
    }

    private static async Task<Ok<ReviewDto>> ReviewAsync(Guid room, HttpContext http, RoomReader reader, TimeProvider clock, CancellationToken cancel)
    {
        var me = http.User.UserId();
        return TypedResults.Ok(ReviewDto.Of(await reader.OpenAsync(me, room, cancel), me, clock.Micros()));
    }

    private static async Task<Ok<List<ReviewListing>>> MineAsync(HttpContext http, RoomReader reader, ChairWatch watch, TimeProvider clock, CancellationToken cancel)
    {
        var now = clock.Micros();
        var mine = (await reader.MineAsync(http.User.UserId(), cancel)).Where(r => r.Review is not null).OrderBy(r => r.CreatedAt).ToList();
        Guid[] live = [.. mine.Where(r => r.Review!.IsLive(now)).Select(r => r.Id)];
        var here = live.Length == 0 ? null : await watch.HereAsync(live, cancel);
        return TypedResults.Ok(mine.ConvertAll(r => ReviewListing.Of(r, r.Review!, now, here?[r.Id] ?? [])));
    }

    /// <summary>What pages set their clocks by, so that all show the same.</summary>
    private static Ok<TimeDto> Time(TimeProvider clock) => TypedResults.Ok(new TimeDto(Instant.ToIso(clock.Micros())));

    private static async Task<Ok<IdentifiersDto>> UnmaskAsync(Guid room, Guid caseId, HttpContext http, RoomService service, RoomReader reader, CommandGate gate, TimeProvider clock, CancellationToken cancel)
    {
        var me = http.User.UserId();
        gate.Command(me);
        await service.ExecuteAsync(me, room, new UnmaskIdentifiers(caseId) { Id = Ids.New(clock.GetUtcNow()) }, cancel);
        var fold = await reader.OpenAsync(me, room, cancel);
        return TypedResults.Ok(new IdentifiersDto(fold.Review?.Case(caseId)?.Identifiers ?? throw Refusal.NotFound("There is no such case.")));
    }
}

using Hub.Core.Recognition;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Walls;
using Hub.Server.Identity;
using Hub.Server.Realtime;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Server.Api;

/// <summary>Thanks, awards and the digest of the week. Whoever is not in the team gets 404, whether it exists or not.</summary>
public static class ThanksApi
{
    public static void MapThanksApi(this IEndpointRouteBuilder app)
    {
        var all = app.MapGroup("/api").RequireAuthorization().WithTags("Thanks").ProducesProblem(401);
        all.MapPost("/thanks", GiveAsync).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413);
        all.MapGet("/me/thanks", ChoiceAsync);
        all.MapPut("/me/thanks", ChooseAsync);

        var team = all.MapGroup("/teams/{id:guid}").ProducesProblem(404);
        team.MapGet("/thanks", WallAsync).ProducesProblem(400);
        team.MapPost("/awards", AwardAsync).ProducesProblem(400).ProducesProblem(403).ProducesProblem(409).ProducesProblem(413);
        team.MapGet("/unthanked", UnthankedAsync).ProducesProblem(403);
        team.MapGet("/digests", DigestsAsync).ProducesProblem(400);
    }

    private static async Task<Ok<GivenDto>> GiveAsync(NewThanks asked, HttpContext http, ThanksBook book, CommandGate gate, TimeProvider clock, CancellationToken ct)
    {
        var me = http.User.UserId();
        gate.Command(me);
        var thanks = new GiveThanks(asked.Value, asked.Text, Source: asked.Source) { Id = asked.Id ?? Core.Ids.New(clock.GetUtcNow()) };
        return TypedResults.Ok(Of(await book.GiveAsync(me, thanks, asked.To, asked.Team, ct)));
    }

    private static async Task<Ok<GivenDto>> AwardAsync(Guid id, NewAward asked, HttpContext http, ThanksBook book, CommandGate gate, TimeProvider clock, CancellationToken ct)
    {
        var me = http.User.UserId();
        gate.Command(me);
        var award = new GiveAward(asked.Name, asked.Text, asked.To) { Id = asked.Id ?? Core.Ids.New(clock.GetUtcNow()) };
        return TypedResults.Ok(Of(await book.AwardAsync(me, id, award, ct)));
    }

    private static async Task<Ok<WallDto>> WallAsync(Guid id, HttpContext http, TeamWalls walls, WallReader reader, CancellationToken ct, long? before = null, int limit = 50)
    {
        var page = await reader.PageAsync(http.User.UserId(), await walls.OfAsync(id, ct), before, limit, ct);
        return TypedResults.Ok(new WallDto(page.Room.Id, page.Room.Head, [.. page.Entries.Select(WallEntryDto.Of)], page.Next));
    }

    private static async Task<Ok<IReadOnlyList<Guid>>> UnthankedAsync(Guid id, HttpContext http, Unthanked unthanked, CancellationToken ct) =>
        TypedResults.Ok(await unthanked.OfAsync(http.User.UserId(), id, ct));

    private static async Task<Ok<List<DigestDto>>> DigestsAsync(Guid id, HttpContext http, DigestReader digests, CancellationToken ct, string? before = null, int limit = 20) =>
        TypedResults.Ok((await digests.OfAsync(http.User.UserId(), id, before, limit, ct)).Select(DigestDto.Of).ToList());

    private static async Task<Ok<ThanksChoice>> ChoiceAsync(HttpContext http, ThanksBook book, CancellationToken ct) =>
        TypedResults.Ok(new ThanksChoice(await book.KeepsOutAsync(http.User.UserId(), ct)));

    private static async Task<NoContent> ChooseAsync(ThanksChoice choice, HttpContext http, ThanksBook book, CancellationToken ct)
    {
        await book.KeepOutAsync(http.User.UserId(), choice.KeepOut, ct);
        return TypedResults.NoContent();
    }

    private static GivenDto Of(Given given) => new(given.Id, given.Team, given.Room, given.Seq);
}

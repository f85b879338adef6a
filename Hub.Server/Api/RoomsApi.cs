using System.Runtime.InteropServices;
using System.Text.Json;
using Hub.Core.Journal;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Positions;
using Hub.Server.Identity;
using Hub.Server.Realtime;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Server.Api;

/// <summary>Rooms over HTTP. Whoever is not a member gets 404, whether the room exists or not.</summary>
public static class RoomsApi
{
    private const int LargestBody = 256 * 1024;

    public static RouteGroupBuilder MapRoomsApi(this IEndpointRouteBuilder app)
    {
        var rooms = app.MapGroup("/api/rooms").RequireAuthorization().WithTags("Rooms")
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody)).ProducesProblem(401);
        rooms.MapGet("/", MineAsync);
        rooms.MapPost("/", CreateAsync).ProducesProblem(400);
        rooms.MapGet("/{room:guid}", OneAsync).ProducesProblem(404);
        rooms.MapGet("/{room:guid}/events", EventsAsync).ProducesProblem(404);
        rooms.MapGet("/{room:guid}/messages", MessagesAsync).ProducesProblem(404);
        rooms.MapPost("/{room:guid}/commands", CommandAsync).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413);
        return rooms;
    }

    private static async Task<Ok<List<RoomListing>>> MineAsync(HttpContext http, RoomReader reader, PositionBook positions, CancellationToken cancel)
    {
        var me = http.User.UserId();
        var own = (await positions.OfPersonAsync(me, cancel)).ToDictionary(p => p.Room);
        var mine = await reader.MineAsync(me, cancel);
        return TypedResults.Ok(mine.OrderByDescending(r => r.LastAt).Select(r => RoomListing.Of(r, own.GetValueOrDefault(r.Id), me)).ToList());
    }

    private static async Task<Ok<NewRoom>> CreateAsync(CreateRoomRequest request, HttpContext http, RoomService service, CommandGate gate, TimeProvider clock, CancellationToken cancel)
    {
        var me = http.User.UserId();
        gate.Command(me);
        if (request.Id == Guid.Empty) throw Refusal.Malformed("A command id is a UUID that is not all zeros.");
        var command = new CreateRoom(request.Kind, request.Title, request.Members ?? []) { Id = request.Id ?? Core.Ids.New(clock.GetUtcNow()) };
        return TypedResults.Ok(new NewRoom(await service.CreateAsync(me, command, cancel)));
    }

    private static async Task<Ok<RoomSnapshot>> OneAsync(Guid room, HttpContext http, RoomReader reader, PositionBook positions, EpochOf epoch, CancellationToken cancel)
    {
        var me = http.User.UserId();
        var fold = await reader.OpenAsync(me, room, cancel);
        return TypedResults.Ok(RoomSnapshot.Of(epoch.Id, fold, await positions.OfRoomAsync(room, cancel), me));
    }

    private static async Task<Ok<EventsDto>> EventsAsync(Guid room, HttpContext http, RoomReader reader, CancellationToken cancel, long after = 0, int limit = 500) =>
        TypedResults.Ok(EventsDto.Of(await reader.EventsAsync(http.User.UserId(), room, after, limit, cancel)));

    private static async Task<Ok<MessagesDto>> MessagesAsync(Guid room, HttpContext http, RoomReader reader, CancellationToken cancel, long? before = null, long? after = null, int limit = 50) =>
        TypedResults.Ok(MessagesDto.Of(await reader.MessagesAsync(http.User.UserId(), room, before, after, limit, cancel)));

    private static async Task<Ok<Answer>> CommandAsync(Guid room, [FromBody] JsonElement command, HttpContext http, RoomService service, CommandGate gate)
    {
        var me = http.User.UserId();
        gate.Command(me, JsonMarshal.GetRawUtf8Value(command).Length);
        return TypedResults.Ok(new Answer(await service.ExecuteAsync(me, room, Vocabulary.ReadCommand(command))));
    }
}

using System.Runtime.InteropServices;
using System.Text.Json;
using Hub.Core.Journal;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Positions;
using Hub.Core.Rooms.Search;
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
        rooms.MapGet("/{room:guid}/messages/{seq:long}/history", HistoryAsync).ProducesProblem(404);
        rooms.MapPost("/{room:guid}/commands", CommandAsync).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413);
        return rooms;
    }

    /// <param name="walls">The walls of my teams too: no rooms to talk in, so whoever asks for rooms gets none of them.</param>
    private static async Task<Ok<List<RoomListing>>> MineAsync(HttpContext http, RoomReader reader, PositionBook positions, Mentioned mentioned, TamperedRooms tampered, CancellationToken cancel, bool walls = false)
    {
        var me = http.User.UserId();
        var own = (await positions.OfPersonAsync(me, cancel)).ToDictionary(p => p.Room);
        var mentions = await mentioned.UnreadAsync(me, cancel);
        var unreadable = new List<Guid>();
        var mine = (await reader.MineAsync(me, unreadable, cancel)).Where(r => walls || r.Wall is null);
        return TypedResults.Ok(mine.OrderByDescending(r => r.LastAt).Select(r => RoomListing.Of(r, own.GetValueOrDefault(r.Id), mentions.GetValueOrDefault(r.Id), me))
            .Concat((await tampered.DescribeAsync(unreadable, cancel)).Where(r => walls || r.Kind != RoomKind.Wall).Select(RoomListing.Of)).ToList());
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

    /// <param name="thread">Only this message and the replies to it.</param>
    private static async Task<Ok<MessagesDto>> MessagesAsync(Guid room, HttpContext http, RoomReader reader, CancellationToken cancel, long? before = null, long? after = null, long? thread = null, int limit = 50)
    {
        var me = http.User.UserId();
        if (thread is null) return TypedResults.Ok(MessagesDto.Of(await reader.MessagesAsync(me, room, before, after, limit, cancel)));
        if (after is not null) throw Refusal.Malformed("A thread is read from its end: give before.");
        return TypedResults.Ok(MessagesDto.Of(await reader.ThreadAsync(me, room, thread.Value, before, limit, cancel)));
    }

    private static async Task<Ok<List<EarlierTextDto>>> HistoryAsync(Guid room, long seq, HttpContext http, RoomReader reader, CancellationToken cancel) =>
        TypedResults.Ok((await reader.HistoryAsync(http.User.UserId(), room, seq, cancel)).Select(t => new EarlierTextDto(t.Seq, t.By, Core.Instant.ToIso(t.At), t.Text)).ToList());

    private static async Task<Ok<Answer>> CommandAsync(Guid room, [FromBody] JsonElement command, HttpContext http, RoomService service, CommandGate gate)
    {
        var me = http.User.UserId();
        gate.Command(me, JsonMarshal.GetRawUtf8Value(command).Length);
        return TypedResults.Ok(new Answer(await service.ExecuteAsync(me, room, Vocabulary.ReadCommand(command))));
    }
}

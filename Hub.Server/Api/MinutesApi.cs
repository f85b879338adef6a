using System.Text.Json;
using Hub.Core;
using Hub.Core.Data;
using Hub.Core.People;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Reviews;
using Hub.Core.Rooms.Reviews.Record;
using Hub.Core.Rooms.Reviews.Record.Fhir;
using Hub.Server.Identity;
using Hub.Server.Realtime;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Hub.Server.Api;

/// <summary>The minutes of a review: read, signed, taken along.</summary>
public static class MinutesApi
{
    public static void MapMinutesApi(this IEndpointRouteBuilder app)
    {
        var minutes = app.MapGroup("/api/rooms/{room:guid}/minutes").RequireAuthorization().WithTags("Reviews").ProducesProblem(401).ProducesProblem(404);
        minutes.MapGet("", ReadAsync);
        minutes.MapPost("/sign", SignAsync).ProducesProblem(403).ProducesProblem(409).ProducesProblem(429);
        // A POST, for it may leave a trace: who asked for the patients' identifiers is an event of the room.
        minutes.MapPost("/export", ExportAsync);
    }

    private static async Task<Ok<MinutesDto>> ReadAsync(Guid room, HttpContext http, MinutesReader minutes, HubDb db, IEnumerable<IStepUp> ways, CancellationToken cancel)
    {
        var read = await minutes.ReadAsync(http.User.UserId(), room, cancel);
        var me = await MeAsync(http, db, cancel);
        return TypedResults.Ok(MinutesDto.Of(read, ways.FirstOrDefault(w => w.IsFor(me, http))?.Method));
    }

    private static async Task<Ok<Answer>> SignAsync(
        Guid room, SignMinutesRequest asked, HttpContext http, MinutesReader minutes, MinutesSigner signer, HubDb db, IEnumerable<IStepUp> ways, CommandGate gate, CancellationToken cancel)
    {
        var me = await MeAsync(http, db, cancel);
        gate.Command(me.Id);
        await minutes.CheckAsync(me.Id, room, cancel);
        var way = ways.FirstOrDefault(w => w.IsFor(me, http)) ?? throw Refusal.Forbidden("You have nothing to sign with: set a password first.");
        await way.CheckAsync(me, new(asked.Password, asked.Confirmation), http);
        return TypedResults.Ok(new Answer(await signer.SignAsync(me.Id, room, asked.Hash, way.Method, cancel)));
    }

    private static async Task<FileContentHttpResult> ExportAsync(
        Guid room, ExportMinutesRequest asked, HttpContext http, MinutesReader minutes, PeopleDirectory people, RoomService rooms, CommandGate gate, TimeProvider clock, CancellationToken cancel)
    {
        var me = http.User.UserId();
        gate.Command(me);
        var read = await minutes.ReadAsync(me, room, cancel);
        var identifiers = asked.Identifiers ? await UnmaskAsync(me, read.Room, rooms, clock, cancel) : null;
        var export = MinutesExport.Of(read, (await people.AllAsync(cancel)).Select(p => new ExportedPerson(p.Id, p.Name, p.Discipline)), identifiers);
        return asked.Format == MinutesFormat.Fhir
            ? TypedResults.File(JsonSerializer.SerializeToUtf8Bytes(MinutesBundle.Of(export, clock.GetUtcNow())), "application/fhir+json", $"minutes-{room}.fhir.json")
            : TypedResults.File(JsonSerializer.SerializeToUtf8Bytes(export, Vocabulary.Json), "application/json", $"minutes-{room}.json");
    }

    private static async Task<IReadOnlyList<ExportedIdentifiers>> UnmaskAsync(Guid me, Room room, RoomService rooms, TimeProvider clock, CancellationToken cancel)
    {
        var masked = room.Review!.Cases.Where(c => c is { Identifiers: not null, StartedAt: not null }).ToList();
        foreach (var c in masked) await rooms.ExecuteAsync(me, room.Id, new UnmaskIdentifiers(c.Id) { Id = Ids.New(clock.GetUtcNow()) }, cancel);
        return [.. masked.Select(c => new ExportedIdentifiers(c.Id, c.Identifiers!))];
    }

    private static Task<Person> MeAsync(HttpContext http, HubDb db, CancellationToken cancel)
    {
        var me = http.User.UserId();
        return db.Users.AsNoTracking().SingleAsync(p => p.Id == me, cancel);
    }
}

using Hub.Core;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Messages;
using Hub.Server.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Server.Api;

/// <param name="Title">Of the room; null when it is direct.</param>
/// <param name="Members">Of a direct room, which is called by their names; else empty.</param>
/// <param name="Author">Who waits.</param>
/// <param name="Open">For whom.</param>
/// <param name="Unheld">Roles that are asked and that nobody holds now, by name.</param>
/// <param name="Of">Of how many people it was expected.</param>
/// <param name="Writer">Who wrote the message, at <paramref name="At"/>.</param>
/// <param name="Text">The beginning of the message.</param>
public sealed record AskListing(
    Guid Room, string? Title, IReadOnlyList<Guid> Members, long Seq, Guid Author, AskKind Kind, Priority Priority, string? DueAt, string Since,
    IReadOnlyList<Guid> Open, IReadOnlyList<string> Unheld, int Of, Guid Writer, string At, string? Text)
{
    private const int LongestText = 400;

    public static AskListing From(OpenAsk open)
    {
        var (room, ask, message) = open;
        return new(room.Id, room.Title, room.Kind == RoomKind.Direct ? [.. room.Members.Keys.Order()] : [], ask.Seq, ask.Author, ask.Kind, ask.Priority,
            RoomSnapshot.Iso(ask.DueAt), Instant.ToIso(ask.Since), ask.From,
            [.. ask.Roles.Where(r => r.Holder is null).Select(r => room.Roles.GetValueOrDefault(r.Id)?.Name).OfType<string>()], Math.Max(ask.Waited.Length, ask.Kind is AskKind.Acknowledge or AskKind.Reply ? message.Expects?.From.Count ?? 0 : 0),
            message.Author, Instant.ToIso(message.At), Shortened(message.Text));
    }

    // Never between the halves of a surrogate pair.
    private static string? Shortened(string? text) =>
        text is null || text.Length <= LongestText ? text : text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)] + "…";
}

/// <summary>What waits for me, and what I wait for, across my rooms.</summary>
public static class AsksApi
{
    public static void MapAsksApi(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/asks", ListAsync).RequireAuthorization().WithTags("Asks").ProducesProblem(400).ProducesProblem(401);

    private static async Task<Ok<List<AskListing>>> ListAsync(HttpContext http, AskReader asks, CancellationToken cancel, string mine = "waitingForMe")
    {
        var side = mine switch
        {
            "waitingForMe" => AskSide.WaitingForMe,
            "iWaitFor" => AskSide.IWaitFor,
            _ => throw Refusal.Malformed("mine is waitingForMe or iWaitFor."),
        };
        return TypedResults.Ok((await asks.OfAsync(http.User.UserId(), side, cancel)).Select(AskListing.From).ToList());
    }
}

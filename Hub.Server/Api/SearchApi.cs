using Hub.Core;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Messages;
using Hub.Core.Rooms.Search;
using Hub.Server.Identity;
using Hub.Server.Realtime;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Server.Api;

/// <param name="Room">Only in this room, whatever the query says of others.</param>
/// <param name="After">The <c>next</c> of the page before.</param>
public sealed record SearchRequest(string Q, Guid? Room = null, string? After = null, int? Limit = null);

/// <param name="Marks">Where in the snippet the words stand, in UTF-16 units.</param>
public sealed record SearchHitDto(Guid Room, long Seq, Guid Author, string At, Priority Priority, string Snippet, IReadOnlyList<SnippetMark> Marks);

/// <param name="Next">Null: there is no more. A page may be short and still have a next one.</param>
/// <param name="IsAll">False: the index is being made anew, and something older may not be found yet.</param>
public sealed record SearchDto(IReadOnlyList<SearchHitDto> Hits, string? Next, bool IsAll);

/// <summary>
/// Search across my rooms. What is looked for is patient data, and addresses end up in logs of others: the browser asks by POST; GET is
/// there for programs that can vouch for what lies between.
/// </summary>
public static class SearchApi
{
    private const int Page = 20;

    public static void MapSearchApi(this IEndpointRouteBuilder app)
    {
        var search = app.MapGroup("/api/search").RequireAuthorization().WithTags("Search").ProducesProblem(400).ProducesProblem(401);
        search.MapGet("/", (string q, HttpContext http, RoomSearch rooms, CommandGate gate, CancellationToken cancel, Guid? room = null, string? after = null, int limit = Page) =>
            FindAsync(new(q, room, after, limit), http, rooms, gate, cancel));
        search.MapPost("/", FindAsync);
    }

    private static async Task<Ok<SearchDto>> FindAsync(SearchRequest asked, HttpContext http, RoomSearch rooms, CommandGate gate, CancellationToken cancel)
    {
        var me = http.User.UserId();
        gate.Command(me);
        http.Response.Headers.CacheControl = "no-store";
        var page = await rooms.FindAsync(me, asked.Q, asked.After is { } place ? SearchPlace.Parse(place) : null, asked.Limit ?? Page, asked.Room, cancel);
        return TypedResults.Ok(new SearchDto(
            [.. page.Hits.Select(h => new SearchHitDto(h.Room, h.Message.Seq, h.Message.Author, Instant.ToIso(h.Message.At), h.Message.Priority, h.Snippet.Text, h.Snippet.Marks))],
            page.Next?.ToString(), page.IsAll));
    }
}

using System.Security.Claims;
using Hub.Core.Data;
using Hub.Core.People;
using Hub.Server.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Hub.Server.Api;

/// <summary>Who I am. <paramref name="Development"/>: the server runs in Development, where personas need no password.</summary>
public sealed record Me(Guid Id, string User, string Name, string Discipline, bool IsAdmin, Guid SessionId, bool Development)
{
    internal static Me Of(Person person, Guid session, IHostEnvironment environment) =>
        new(person.Id, person.UserName!, person.DisplayName, person.Discipline, person.IsAdmin, session, environment.IsDevelopment());
}

public static class MeApi
{
    public static void MapMeApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api").RequireAuthorization().WithTags("People");
        group.MapGet("/me", ReadAsync);
        group.MapGet("/people", PeopleAsync);
    }

    private static async Task<Ok<Me>> ReadAsync(ClaimsPrincipal caller, HubDb db, IHostEnvironment environment, CancellationToken ct)
    {
        var person = await db.Users.AsNoTracking().SingleAsync(p => p.Id == caller.UserId(), ct);
        return TypedResults.Ok(Me.Of(person, caller.SessionId(), environment));
    }

    private static async Task<Ok<IReadOnlyList<PersonView>>> PeopleAsync(PeopleDirectory people, CancellationToken ct) =>
        TypedResults.Ok(await people.AllAsync(ct));
}

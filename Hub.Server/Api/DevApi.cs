using Hub.Core.Data;
using Hub.Core.Sessions;
using Hub.Server.Demo;
using Hub.Server.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Hub.Server.Api;

public sealed record DevSignIn(string User);

public sealed record PersonaView(string User, string Name, string Discipline);

/// <summary>Being one of the demo team without a password: in Development, and only from this machine. Elsewhere these addresses do not exist.</summary>
public static class DevApi
{
    public static void MapDevApi(this IEndpointRouteBuilder routes)
    {
        if (!routes.ServiceProvider.GetRequiredService<IHostEnvironment>().IsDevelopment())
        {
            routes.Map("/api/dev/{**rest}", () => Problems.NotFound("There is no such address.")).ExcludeFromDescription();
            return;
        }
        var group = routes.MapGroup("/api/dev").WithTags("Development");
        group.AddEndpointFilter(async (context, next) =>
            context.HttpContext.IsFromLoopback() ? await next(context) : Problems.NotFound("There is no such address."));
        group.MapGet("/personas", Personas);
        group.MapPost("/sign-in", SignInAsync);
        group.MapClock();
    }

    /// <summary>Whether this request may do what only a developer at this machine may.</summary>
    public static bool IsOpen(HttpContext http, IHostEnvironment environment) => environment.IsDevelopment() && http.IsFromLoopback();

    private static Ok<List<PersonaView>> Personas() =>
        TypedResults.Ok(DemoTeam.Personas.Select(p => new PersonaView(p.User, p.Name, p.Discipline)).ToList());

    private static async Task<Results<Ok<Me>, ProblemHttpResult>> SignInAsync(
        DevSignIn asked, HttpContext http, HubDb db, SessionStore sessions, IHostEnvironment environment)
    {
        var name = asked.User.ToUpperInvariant();
        // Whoever has a password proves it, here too.
        var person = await db.Users.AsNoTracking().SingleOrDefaultAsync(p => p.NormalizedUserName == name && p.PasswordHash == null && !p.Disabled, http.RequestAborted);
        if (person is null) return Problems.NotFound("There is no such person in the demo team.");
        var session = await http.SignInAsync(person, sessions);
        return TypedResults.Ok(Me.Of(person, session, environment));
    }
}

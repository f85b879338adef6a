using Hub.Core.Recognition;
using Hub.Core.Rooms;
using Hub.Core.Teams;
using Hub.Server.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Server.Api;

/// <param name="Id">Made by the client: sending the same again returns the same team.</param>
public sealed record NewTeam(string Name, IReadOnlyList<Guid>? Members = null, Guid? Id = null);

public sealed record TeamMembership(bool Lead = false);

/// <param name="Cover">Who is asked while nobody is on duty; a member of the team.</param>
public sealed record NewRole(string Name, Guid? Cover = null);

public sealed record NewShift(Guid UserId, DateTimeOffset From, DateTimeOffset To);

/// <param name="Until">None: as long as the present holder would have had it.</param>
public sealed record HandOver(Guid To, DateTimeOffset? Until = null);

public sealed record ShiftView(Guid Id, Guid UserId, DateTimeOffset From, DateTimeOffset To);

public sealed record Made(Guid Id);

/// <summary>Teams, roles on call and the roster. Everybody signed in reads them; leads and administrators change them.</summary>
public static class TeamsApi
{
    private static readonly TimeSpan AWeek = TimeSpan.FromDays(7);

    public static void MapTeamsApi(this IEndpointRouteBuilder app)
    {
        var teams = app.MapGroup("/api/teams").RequireAuthorization().WithTags("Teams").ProducesProblem(401);
        teams.MapGet("/", AllAsync);
        teams.MapPost("/", CreateAsync).ProducesProblem(400);
        teams.MapPut("/{id:guid}/members/{person:guid}", SetMemberAsync).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        teams.MapDelete("/{id:guid}/members/{person:guid}", RemoveMemberAsync).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        teams.MapPut("/{id:guid}/digest", SetDigestAsync).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404);
        teams.MapGet("/{id:guid}/roles", RolesAsync).ProducesProblem(404);
        teams.MapPost("/{id:guid}/roles", AddRoleAsync).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);

        var duty = app.MapGroup("/api/roles/{id:guid}/duty").RequireAuthorization().WithTags("Teams").ProducesProblem(401).ProducesProblem(404);
        duty.MapGet("/", ShiftsAsync).ProducesProblem(400);
        duty.MapPost("/", AddShiftAsync).ProducesProblem(400).ProducesProblem(403).ProducesProblem(409);
        duty.MapPost("/hand-over", HandOverAsync).ProducesProblem(400).ProducesProblem(403).ProducesProblem(409);
        duty.MapDelete("/{shift:guid}", RemoveShiftAsync).ProducesProblem(403).ProducesProblem(409);
    }

    private static async Task<Ok<IReadOnlyList<TeamView>>> AllAsync(TeamDirectory teams, CancellationToken ct) => TypedResults.Ok(await teams.AllAsync(ct));

    private static async Task<Ok<Made>> CreateAsync(NewTeam asked, HttpContext http, TeamBook book, TeamWalls walls, CancellationToken ct)
    {
        var team = await book.CreateAsync(http.TeamCaller(), asked.Name, asked.Members ?? [], asked.Id, ct);
        await walls.FollowAsync(team, ct);
        return TypedResults.Ok(new Made(team));
    }

    private static async Task<NoContent> SetMemberAsync(Guid id, Guid person, TeamMembership asked, HttpContext http, TeamBook book, TeamWalls walls, CancellationToken ct)
    {
        await book.SetMemberAsync(http.TeamCaller(), id, person, asked.Lead, ct);
        await walls.FollowAsync(id, ct);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> RemoveMemberAsync(Guid id, Guid person, HttpContext http, TeamBook book, TeamWalls walls, CancellationToken ct)
    {
        await book.RemoveMemberAsync(http.TeamCaller(), id, person, ct);
        await walls.FollowAsync(id, ct);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> SetDigestAsync(Guid id, DigestTime asked, HttpContext http, TeamBook book, CancellationToken ct)
    {
        await book.SetDigestAsync(http.TeamCaller(), id, asked.Zone, asked.Day, asked.Hour, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<IReadOnlyList<DutyRoleView>>> RolesAsync(Guid id, TeamDirectory teams, CancellationToken ct) =>
        TypedResults.Ok((await teams.AllAsync(ct)).FirstOrDefault(t => t.Id == id)?.Roles ?? throw Refusal.NotFound("There is no such team."));

    private static async Task<Ok<Made>> AddRoleAsync(Guid id, NewRole asked, HttpContext http, TeamBook book, CancellationToken ct) =>
        TypedResults.Ok(new Made(await book.AddRoleAsync(http.TeamCaller(), id, asked.Name, asked.Cover, ct)));

    private static async Task<Ok<List<ShiftView>>> ShiftsAsync(Guid id, DutyRoster roster, TimeProvider clock, CancellationToken ct, DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        var start = from ?? clock.GetUtcNow();
        return TypedResults.Ok((await roster.ShiftsAsync(id, start, to ?? start + AWeek, ct)).Select(s => new ShiftView(s.Id, s.PersonId, s.From, s.To)).ToList());
    }

    private static async Task<Ok<Made>> AddShiftAsync(Guid id, NewShift asked, HttpContext http, DutyRoster roster, DutyChanges changes, CancellationToken ct)
    {
        var shift = await roster.AddAsync(http.TeamCaller(), id, asked.UserId, asked.From, asked.To, ct);
        await changes.ApplyAsync(id, ct);
        return TypedResults.Ok(new Made(shift));
    }

    private static async Task<Ok<Made>> HandOverAsync(Guid id, HandOver asked, HttpContext http, DutyRoster roster, DutyChanges changes, CancellationToken ct)
    {
        var shift = await roster.HandOverAsync(http.TeamCaller(), id, asked.To, asked.Until, ct);
        await changes.ApplyAsync(id, ct);
        return TypedResults.Ok(new Made(shift));
    }

    private static async Task<NoContent> RemoveShiftAsync(Guid id, Guid shift, HttpContext http, DutyRoster roster, DutyChanges changes, CancellationToken ct)
    {
        await roster.RemoveAsync(http.TeamCaller(), id, shift, ct);
        await changes.ApplyAsync(id, ct);
        return TypedResults.NoContent();
    }

    internal static TeamCaller TeamCaller(this HttpContext http) => new(http.User.UserId(), http.User.HasClaim(c => c.Type == Identity.Caller.AdminClaim));
}

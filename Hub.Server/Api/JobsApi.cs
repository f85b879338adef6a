using Hub.Core.Work;
using Hub.Jobs;
using Hub.Server.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Server.Api;

/// <param name="LongestMs">Milliseconds that the longest of the runs took.</param>
/// <param name="Error">The type of the last error.</param>
/// <param name="AskedBy">The administrator who asked for it; null: the clock.</param>
public sealed record JobRunView(DateTimeOffset Began, DateTimeOffset? Ended, double LongestMs, int Runs, int Failures, JobOutcome Outcome, string? Error, Guid? AskedBy);

/// <param name="Does">What it does, in words.</param>
/// <param name="Cadence">When it runs, in words.</param>
/// <param name="Failures">How many of the recent runs failed.</param>
/// <param name="Recent">The last runs, newest first; of a job that runs every few seconds each stands for a minute.</param>
public sealed record JobView(
    string Name, string Does, string Cadence, DateTimeOffset? LastRun, JobOutcome? LastOutcome, DateTimeOffset NextRun, bool Running, int Failures, IReadOnlyList<JobRunView> Recent);

/// <summary>What runs by the clock, for administrators: when, how it went, and again now. Times are of the real clock.</summary>
public static class JobsApi
{
    private const int Recent = 40;

    public static void MapJobsApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/jobs").RequireAuthorization(IdentityServices.Administrators).WithTags("Administration").ProducesProblem(401).ProducesProblem(403);
        group.MapGet("/", AllAsync);
        group.MapPost("/{name}/run", Run).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<Ok<List<JobView>>> AllAsync(JobTable table, JobHistory history, JobRunner runner, CancellationToken cancel)
    {
        var last = await history.LastAsync([.. table.All.Select(c => c.Name)], Recent, cancel);
        return TypedResults.Ok(table.All.Select(c => ViewOf(c, last[c.Name], runner.IsRunning(c.Name))).ToList());
    }

    private static JobView ViewOf(Cadence cadence, IReadOnlyList<JobRun> runs, bool here) => new(
        cadence.Name, cadence.Does, cadence.When.Words, runs is [var last, ..] ? last.Began : null, runs is [var newest, ..] ? newest.Outcome : null,
        cadence.When.After(TimeProvider.System.GetUtcNow()), here || runs.Any(r => r.Outcome == JobOutcome.Running), runs.Sum(r => r.Failures),
        [.. runs.Select(r => new JobRunView(r.Began, r.Ended, r.Longest / 1000.0, r.Runs, r.Failures, r.Outcome, r.Error, r.AskedBy))]);

    /// <summary>Begun, not waited for: the list tells how it went. It runs on the node that was asked, whatever its role.</summary>
    private static Results<Accepted, ProblemHttpResult> Run(string name, HttpContext http, JobTable table, JobRunner runner)
    {
        if (table.Find(name) is not { } cadence) return Problems.NotFound("There is no such job.");
        return runner.TryBegin(cadence, http.User.UserId()) ? TypedResults.Accepted((string?)null) : Problems.Conflict("It is running now.");
    }
}

using System.Globalization;
using Hub.Core.Work;
using Hub.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Server.Api;

public sealed record ClockRequest(DateTimeOffset Now);

/// <param name="AheadSeconds">How far before the real clock.</param>
public sealed record ClockView(DateTimeOffset Now, double AheadSeconds);

/// <param name="Was">Where it stood before.</param>
/// <param name="Ran">What ran on the way.</param>
public sealed record ClockSet(DateTimeOffset Was, DateTimeOffset Now, IReadOnlyList<Walked> Ran);

/// <summary>Shows and sets ahead the clock that work is reckoned by, in Development: what happens next Friday happens now. Sign-in and limits keep real time.</summary>
internal static class DevClock
{
    // Far enough for a quarter's series; a year would be a long wait for an answer.
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(100);

    public static void MapClock(this IEndpointRouteBuilder group)
    {
        group.MapGet("/clock", (WorkClock clock) => TypedResults.Ok(new ClockView(clock.GetUtcNow(), clock.Ahead.TotalSeconds)));
        group.MapPost("/clock", SetAsync).ProducesProblem(400).ProducesProblem(409);
    }

    /// <summary>Runs all that is due until then, in order, and answers when that is done.</summary>
    private static async Task<Results<Ok<ClockSet>, ProblemHttpResult>> SetAsync(ClockRequest asked, WorkClock clock, SharedClock shared, TimeWalk walk, CancellationToken cancel)
    {
        var was = clock.GetUtcNow();
        var to = asked.Now.ToUniversalTime();
        if (to < was)
            return Problems.Conflict(string.Create(CultureInfo.InvariantCulture, $"The clock stands at {was:yyyy-MM-dd'T'HH:mm:ss'Z'} and is only set ahead: what has happened stays."));
        if (to - was > Farthest) return Problems.Malformed(string.Create(CultureInfo.InvariantCulture, $"At most {Farthest.Days} days at once."));
        var ran = await walk.GoAsync(was, to, at => shared.SetAheadAsync(at - TimeProvider.System.GetUtcNow(), cancel), cancel);
        return TypedResults.Ok(new ClockSet(was, clock.GetUtcNow(), ran));
    }
}

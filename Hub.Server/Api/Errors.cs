using System.Data.Common;
using System.Text.Json;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms;
using Hub.Server.Identity;
using Microsoft.AspNetCore.Diagnostics;

namespace Hub.Server.Api;

/// <summary>Whatever goes wrong is answered as problem details; nothing that was sent is quoted, since it may be about a patient.</summary>
public sealed class Errors(IProblemDetailsService problems, TamperedRooms tamperedRooms) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = 499;
            return true;
        }
        if (exception is JournalTampered tampered)
            exception = await tamperedRooms.RefusalAsync(tampered, httpContext.User.Identity is { IsAuthenticated: true } ? httpContext.User.UserId() : null, cancellationToken);
        var (status, detail) = exception switch
        {
            Refusal refusal => (refusal.Status, refusal.Message),
            BadHttpRequestException bad => (bad.StatusCode, Malformed(bad)),
            _ when IsDatabaseAway(exception) => (503, "The record cannot be reached just now. Nothing is lost; try again in a moment."),
            _ => (500, "Something went wrong here. Nothing of what you sent is shown to others; try again."),
        };
        httpContext.Response.StatusCode = status;
        if (status is 429 or 503) httpContext.Response.Headers.RetryAfter = "1";
        var problem = new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = { Status = status, Detail = detail } };
        if (exception is Refusal { Code: { } code }) problem.ProblemDetails.Extensions["code"] = code;
        return await problems.TryWriteAsync(problem);
    }

    private static bool IsDatabaseAway(Exception? e) => e is DbException or TimeoutException || (e is InvalidOperationException { InnerException: var inner } && IsDatabaseAway(inner));

    private static string Malformed(BadHttpRequestException bad) => bad switch
    {
        { StatusCode: 413 } => "The request is too long.",
        { StatusCode: 415 } => "The request must be JSON (Content-Type: application/json).",
        { InnerException: JsonException { Path: { Length: > 1 } path } } => $"The JSON is not as it should be at {path}.",
        { InnerException: JsonException } => "The request is no valid JSON, or a member is missing or of the wrong kind.",
        _ => "The request is not as it should be: a part of the address or of the body is missing or of the wrong kind.",
    };
}

public static class ErrorServices
{
    public static IServiceCollection AddHubErrors(this IServiceCollection services) => services
        .AddProblemDetails(options => options.CustomizeProblemDetails = context => context.ProblemDetails.Detail ??= Say(context.ProblemDetails.Status))
        .AddExceptionHandler<Errors>()
        // Also outside Development, where a wrong body would be answered with an empty 400.
        .Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true)
        .AddSingleton(_ => new OutageLog(TimeProvider.System))
        .AddOptions<ExceptionHandlerOptions>().Configure<OutageLog>((options, outages) => options.SuppressDiagnosticsCallback = context => !IsToBeLogged(context.Exception, outages)).Services;

    // A refusal is an answer, not a fault to be logged; of a room that was tampered with the log is told with its place.
    private static bool IsToBeLogged(Exception e, OutageLog outages) =>
        e is not (Refusal or JournalTampered or BadHttpRequestException or OperationCanceledException) && outages.MayTell(e);

    public static void UseHubErrors(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
    }

    // What routing itself answers has no words of its own.
    private static string? Say(int? status) => status switch
    {
        404 => "There is no such address.",
        405 => "This address does not answer to that method.",
        413 => "The request is too long.",
        415 => "The request must be JSON (Content-Type: application/json).",
        _ => null,
    };
}

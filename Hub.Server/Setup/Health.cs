using Hub.Core.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Server.Setup;

public static class Health
{
    /// <summary>live: the process answers. ready: it can also read the database.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/healthz").AllowAnonymous().WithTags("Health");
        group.MapGet("/live", () => TypedResults.Ok("live"));
        group.MapGet("/ready", ReadyAsync);
    }

    private static async Task<Results<Ok<string>, ProblemHttpResult>> ReadyAsync(Database database, CancellationToken ct)
    {
        try
        {
            await using var connection = await database.OpenAsync(ct);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT 1";
            command.CommandTimeout = 2;
            await command.ExecuteScalarAsync(ct);
            return TypedResults.Ok("ready");
        }
        catch (Exception unreachable) when (unreachable is System.Data.Common.DbException or TimeoutException or System.Net.Sockets.SocketException)
        {
            return TypedResults.Problem("The database cannot be reached.", statusCode: 503);
        }
    }
}

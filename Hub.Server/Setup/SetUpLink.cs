using Hub.Core.People;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Hub.Server.Setup;

/// <summary>
/// While there is no administrator, each start prints a one-time link with which the first one makes their account. There is no default account.
/// It goes to the console only: log files are read by more people than consoles.
/// </summary>
public sealed class SetUpLink(IServiceScopeFactory scopes, IServer server, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await StartedAsync(stoppingToken)) return;
        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<Accounts>().AnyAdministratorAsync(stoppingToken)) return;
        var token = await scope.ServiceProvider.GetRequiredService<OneTimeLinks>()
            .IssueAsync(new() { Kind = LinkKind.SetUp, IsAdmin = true }, stoppingToken);
        await Console.Out.WriteLineAsync(
            $"""

            Care Hub has no administrator yet. Open this link to make the first account; it works once, for seven days:

                {Address()}/setup/{token}

            """.AsMemory(), stoppingToken);
    }

    private async Task<bool> StartedAsync(CancellationToken stopping)
    {
        var started = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var onStart = lifetime.ApplicationStarted.Register(() => started.TrySetResult(true));
        await using var onStop = stopping.Register(() => started.TrySetResult(false));
        return await started.Task;
    }

    // The address that the server listens on; behind a proxy the reader puts its name in front.
    private string Address() =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?
            .Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal)
            .Replace("//+", "//localhost", StringComparison.Ordinal).Replace("//*", "//localhost", StringComparison.Ordinal) ?? "";
}

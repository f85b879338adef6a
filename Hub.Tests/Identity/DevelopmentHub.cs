using Hub.Core.Data;
using Hub.Tests.Support;

namespace Hub.Tests.Identity;

/// <summary>A Care Hub in Development with the demo team, on SQLite.</summary>
public sealed class DevelopmentHub : IAsyncLifetime
{
    internal HubHost Host { get; private set; } = null!;

    internal Visitor Visitor() => new(Host.Node.Address);

    internal async Task<Visitor> SignInAsync(string user)
    {
        var visitor = Visitor();
        (await visitor.PostAsync("/api/dev/sign-in", new { user })).Is(System.Net.HttpStatusCode.OK);
        return visitor;
    }

    public async ValueTask InitializeAsync() => Host = await HubHost.StartAsync(Engine.Sqlite, people: 2000);

    public async ValueTask DisposeAsync()
    {
        if (Host is not null) await Host.DisposeAsync();
    }
}

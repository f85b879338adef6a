using System.Net;
using System.Text.RegularExpressions;
using Hub.Core.Data;
using Hub.Tests.Support;

namespace Hub.Tests.Identity;

/// <summary>A Care Hub as it is in production, on SQLite, with one administrator who used the set-up link.</summary>
public sealed partial class ProductionHub : IAsyncLifetime
{
    internal const string AdminPassword = "lantern gravel oboe";
    internal const string Password = "quiet turtles eat oak bark";

    internal HubHost Host { get; private set; } = null!;
    internal string SetUpToken { get; private set; } = "";
    internal Visitor Admin { get; private set; } = null!;

    internal Uri Address => Host.Node.Address;

    internal Visitor Visitor() => new(Address);

    public async ValueTask InitializeAsync()
    {
        Host = await HubHost.StartAsync(Engine.Sqlite, settings: ("ASPNETCORE_ENVIRONMENT", "Production"));
        await Machine.UntilAsync(() => Task.FromResult(Printed().IsMatch(Host.Node.Log)), TimeSpan.FromSeconds(30), () => $"No set-up link was printed:\n{Host.Node.Log}");
        SetUpToken = Printed().Match(Host.Node.Log).Groups[1].Value;
        Admin = Visitor();
        (await Admin.PostAsync($"/api/setup/{SetUpToken}", new { user = "ada", name = "Ada Lind", discipline = "team lead", password = AdminPassword })).Is(HttpStatusCode.OK);
    }

    /// <summary>Invites somebody and returns the token of the link.</summary>
    internal async Task<string> InviteAsync(string user, bool admin = false)
    {
        var link = (await Admin.PostAsync("/api/admin/invitations", new { user, name = $"Person {user}", discipline = "nurse", admin })).Is(HttpStatusCode.OK).Text("link");
        Assert.StartsWith($"{Address}invitation/", link, StringComparison.Ordinal);
        return link.Split('/')[^1];
    }

    /// <summary>Somebody new, signed in.</summary>
    internal async Task<Visitor> JoinAsync(string user)
    {
        var visitor = Visitor();
        (await visitor.PostAsync($"/api/invitations/{await InviteAsync(user)}", new { password = Password })).Is(HttpStatusCode.OK);
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        Admin?.Dispose();
        if (Host is not null) await Host.DisposeAsync();
    }

    [GeneratedRegex("/setup/([A-Za-z0-9_-]{43})")]
    private static partial Regex Printed();
}

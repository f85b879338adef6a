using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Core.Data;
using Hub.Tests.Support;

namespace Hub.Tests.Access;

/// <summary>
/// Who may use which door. The doors are read off the running program (its OpenAPI document, the hub's methods),
/// so one that is added without a row here fails.
/// </summary>
public sealed class AccessMatrixTests : IAsyncLifetime
{
    private HubHost host = null!;
    private Guid room;
    private Dictionary<Who, Member> people = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A program of its own, since behind some doors it is changed.</summary>
    public async ValueTask InitializeAsync()
    {
        host = await HubHost.StartAsync(Engine.Sqlite, people: 4);
        var owner = await host.MemberAsync("person-0001");
        people = new()
        {
            [Who.Member] = await host.MemberAsync("person-0002"),
            [Who.Removed] = await host.MemberAsync("person-0003"),
            [Who.Stranger] = await host.MemberAsync("person-0004"),
            [Who.Administrator] = await host.MemberAsync("rosa"),
        };
        room = await owner.CreateRoomAsync("Ward 4", people[Who.Member].Id, people[Who.Removed].Id);
        await owner.PostAsync(room, "Potassium 6.1");
        await owner.SendAsync(room, new { type = "removeMember", userId = people[Who.Removed].Id });
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task EveryRoute_AskedByEverybody_AnswersOnlyThoseWhoMay()
    {
        using var open = new HttpClient { BaseAddress = host.Node.Address };
        var document = await open.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Cancel);
        var routes = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}")).Order().ToList();

        Assert.Equal(Matrix.Routes.Keys.Order(), routes);
        var wrong = new List<string>();
        foreach (var route in routes)
            foreach (var (who, expected) in Matrix.Routes[route].Expected)
            {
                var status = await AskAsync(route, who, open);
                if (status != expected) wrong.Add($"{route} by {who}: {status}, not {expected}");
            }
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task EveryHubMethod_CalledByEverybody_AnswersOnlyMembers()
    {
        var methods = typeof(Hub.Server.Realtime.RoomHub).GetMethods(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.DeclaredOnly)
            .Select(m => m.Name).Order().ToList();

        Assert.Equal(Matrix.HubMethods.Keys.Order(), methods);
        var wrong = new List<string>();
        foreach (var (who, person) in people)
        {
            // In the room first, or at its door: whatever comes after must not depend on the order.
            var entered = await CallAsync(person, "Enter");
            if ((entered is null) != (who == Who.Member)) wrong.Add($"Enter by {who}: {entered ?? "done"}");
            foreach (var method in methods.Where(m => m is not ("Enter" or "Leave")).Append("Leave"))
            {
                var answer = await CallAsync(person, method);
                var allowed = who == Who.Member || method == "Leave";
                if (allowed ? answer is not null : answer?.Contains("404", StringComparison.Ordinal) != true) wrong.Add($"{method} by {who}: {answer ?? "done"}");
            }
        }
        Assert.Empty(wrong);
        foreach (var who in people.Keys.Where(w => w != Who.Member)) Assert.Empty(people[who].List(room).Events);
    }

    private async Task<int> AskAsync(string route, Who who, HttpClient open)
    {
        var (method, path) = (route.Split(' ')[0], route.Split(' ')[1]);
        // What ends a session is tried on one of its own.
        var ends = path is "/api/sign-out" or "/api/session/lock";
        var member = who == Who.SignedOut ? null : ends ? await host.MemberAsync(people[who].User, connect: false) : people[who];
        using var request = new HttpRequestMessage(new HttpMethod(method),
            Filled(path) + (route == "GET /api/search" ? "?q=potassium" : ""));
        if (Matrix.Routes[route].Body is { } body) request.Content = body() is var sent && sent is HttpContent ready ? ready : JsonContent.Create(sent);
        using var answer = await (member?.Http ?? open).SendAsync(request, Cancel);
        return (int)answer.StatusCode;
    }

    /// <summary>The address with the room, and something that does not exist for everything else.</summary>
    private string Filled(string path) => System.Text.RegularExpressions.Regex.Replace(path, "{(\\w+)}", part => part.Groups[1].Value switch
    {
        "room" => room.ToString(),
        "token" => "nonsense",
        "seq" => "2",
        "at" => "2026-03-03T14:00:00Z",
        _ => Guid.CreateVersion7().ToString(),
    });

    private async Task<string?> CallAsync(Member person, string method)
    {
        try
        {
            await person.InvokeAsync(method, [room.ToString(), .. Matrix.HubMethods[method]()]);
            return null;
        }
        catch (Microsoft.AspNetCore.SignalR.HubException refused)
        {
            return refused.Message;
        }
    }
}

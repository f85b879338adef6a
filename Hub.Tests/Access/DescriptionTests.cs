using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using Hub.Core.Data;
using Hub.Tests.Support;

namespace Hub.Tests.Access;

/// <summary>What the program says of itself, and to whoever is nobody.</summary>
public sealed class DescriptionTests(TestServers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TypesOfTheClient_AreOfThisDescription()
    {
        var host = await servers.HubAsync(Engine.Sqlite);
        using var open = new HttpClient { BaseAddress = host.Node.Address };
        var described = Convert.ToHexStringLower(SHA256.HashData(await open.GetByteArrayAsync("/openapi/v1.json", Cancel)));

        var types = File.ReadLines(Path.Combine(Machine.Root, "Hub.Web", "client", "src", "api", "generated", "schema.ts")).First();

        Assert.True(types.EndsWith(described, StringComparison.Ordinal), $"infra/types writes the client's types anew. The server describes {described}; {types}");
    }

    [Fact]
    public async Task Hub_ConnectedSignedOut_IsRefused()
    {
        var host = await servers.HubAsync(Engine.Sqlite);
        using var open = new HttpClient { BaseAddress = host.Node.Address };
        using var answer = await open.PostAsync("/hubs/rooms/negotiate?negotiateVersion=1", null, Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        using var socket = new ClientWebSocket();
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new UriBuilder(host.Node.Address) { Scheme = "ws", Path = "/hubs/rooms" }.Uri, Cancel));
    }
}

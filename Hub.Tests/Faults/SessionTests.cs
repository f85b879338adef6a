using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Core.Data;
using Hub.Tests.Support;

namespace Hub.Tests.Faults;

[Collection(nameof(FaultTests))]
public class SessionTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task SessionEndedOrLocked_AccountDisabled_ClosesTheirSocketsOnEveryNode(Engine engine)
    {
        await using var host = await HubHost.StartAsync(engine, nodes: engine == Engine.Sqlite ? 1 : 2);
        await EndSessionsAsync(host, "Redis up");
        await DisableAsync(host, "amara", "Redis up");
        if (engine == Engine.Sqlite) return;
        await host.Redis!.KillAsync();
        await EndSessionsAsync(host, "Redis down");
        await DisableAsync(host, "jonas", "Redis down");
    }

    private static async Task EndSessionsAsync(HubHost host, string redis)
    {
        var other = host.Nodes.Count - 1;
        var chen = await host.MemberAsync("chen", other);
        var room = await chen.CreateRoomAsync("Ward 4");

        foreach (var (path, method) in ((string, HttpMethod)[])[("/api/sign-out", HttpMethod.Post), ("/api/session/lock", HttpMethod.Post), ("/api/sessions/", HttpMethod.Delete)])
        {
            var device = await host.MemberAsync("chen", other);
            await device.EnterAsync(room);
            device.StayAway = true;
            // The same session at another node: what ends it there must reach the sockets here.
            using var elsewhere = new HttpClient(new SocketsHttpHandler { CookieContainer = device.Cookies }) { BaseAddress = host.Nodes[0].Address };
            var me = await elsewhere.GetFromJsonAsync<JsonElement>("/api/me", Cancel);
            using var request = new HttpRequestMessage(method, path.EndsWith('/') ? path + me.GetProperty("sessionId").GetString() : path);

            using var answer = await elsewhere.SendAsync(request, Cancel);
            var ended = Stopwatch.GetTimestamp();
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);

            await Machine.UntilAsync(() => Task.FromResult(!device.IsConnected), Limit, () => $"{path}: the socket is still open after {Limit}");
            FaultTests.Say($"{host.Engine}, {redis}, {path}: closed after {Stopwatch.GetElapsedTime(ended).TotalMilliseconds:0} ms");
            using var refused = await device.Http.GetAsync("/api/rooms", Cancel);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        Assert.True(chen.IsConnected, "another session of the same person was closed too");
        Assert.Equal(Fate.Ok, (await chen.PostAsync(room, "still here")).Fate);
    }

    private static async Task DisableAsync(HubHost host, string who, string redis)
    {
        var rosa = await host.MemberAsync("rosa");
        Member[] devices = [await host.MemberAsync(who), await host.MemberAsync(who, host.Nodes.Count - 1)];
        foreach (var device in devices) device.StayAway = true;

        using var answer = await rosa.Http.PostAsync($"/api/admin/people/{devices[0].Id}/disable", null, Cancel);
        var disabled = Stopwatch.GetTimestamp();
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);

        await Machine.UntilAsync(() => Task.FromResult(devices.All(d => !d.IsConnected)), Limit, () => $"a socket is still open after {Limit}");
        FaultTests.Say($"{host.Engine}, {redis}: disabled, closed after {Stopwatch.GetElapsedTime(disabled).TotalMilliseconds:0} ms");
        foreach (var device in devices) Assert.Equal(HttpStatusCode.Unauthorized, (await device.Http.GetAsync("/api/me", Cancel)).StatusCode);
        Assert.True(rosa.IsConnected, "somebody else was closed too");
    }
}

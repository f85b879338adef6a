using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using Hub.Core.Data;
using Hub.Tests.Support;

namespace Hub.Tests.Faults;

public class BadInputTests(TestServers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Engine> Engines => [Engine.Sqlite, Engine.Postgres];

    [Theory, MemberData(nameof(Engines))]
    public async Task BadCommands_OverHttpAndHub_AreRefusedAlikeAndWriteNothing(Engine engine)
    {
        var host = await servers.HubAsync(engine);
        var amara = await host.MemberAsync("amara");
        var chen = await host.MemberAsync("chen");
        var room = await amara.CreateRoomAsync("Ward 4");
        var first = await amara.PostAsync(room, "hello");
        var before = await amara.FetchAsync(room);
        var id = Guid.CreateVersion7();

        (Guid Room, Member By, object Command, int Code, string Why)[] cases =
        [
            (Guid.CreateVersion7(), amara, Post("x"), 404, "unknown room"),
            (room, chen, Post("x"), 404, "not a member"),
            (room, amara, Post(""), 400, "empty text"),
            (room, amara, Post("  \n"), 400, "blank text"),
            (room, amara, Post(new string('x', 32 * 1024 + 1)), 413, "text over 32 KB"),
            (room, amara, Post(new string('é', 16 * 1024 + 1)), 413, "text over 32 KB of UTF-8"),
            (room, amara, new { id, type = "postMessage", text = 7 }, 400, "wrong type of a field"),
            (room, amara, new { id, type = "postMessage" }, 400, "no text"),
            (room, amara, new { id = "no uuid", type = "postMessage", text = "x" }, 400, "no uuid"),
            (room, amara, new { type = "postMessage", text = "x" }, 400, "no id"),
            (room, amara, new { id, text = "x" }, 400, "no type"),
            (room, amara, new { id, type = "burnDown", text = "x" }, 400, "unknown command"),
            (room, amara, new { id, type = "postMessage", text = "x", priority = "loud" }, 400, "unknown priority"),
            (room, amara, "postMessage", 400, "not an object"),
            (room, amara, new { id = first.Id, type = "postMessage", text = "another body" }, 409, "reused id with another body"),
            (room, amara, new { id, type = "acknowledge", seq = 99999 }, 404, "unknown message"),
        ];
        foreach (var (where, by, command, code, why) in cases)
        {
            var (status, body) = await by.PostRawAsync(where, command);
            Assert.True(code == (int)status, $"{why} over HTTP: {(int)status} {body}");
            Assert.True(body.Contains("\"status\":" + code, StringComparison.Ordinal), $"{why}: no problem details: {body}");
            var refused = await Assert.ThrowsAsync<Microsoft.AspNetCore.SignalR.HubException>(() => by.InvokeAsync("Send", where, command));
            Assert.True(code == HubRefusal.CodeOf(refused), $"{why} over the hub: {refused.Message}");
        }

        foreach (var text in (string[])["", "{", "[1", "{\"id\":", "null", "\0\0", new string('[', 5000)])
        {
            using var content = new StringContent(text, Encoding.UTF8, "application/json");
            using var answer = await amara.Http.PostAsync($"/api/rooms/{room}/commands", content, Cancel);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
        using var large = new StringContent("{\"text\":\"" + new string('x', 300 * 1024) + "\"}", Encoding.UTF8, "application/json");
        using var tooLarge = await amara.Http.PostAsync($"/api/rooms/{room}/commands", large, Cancel);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);

        Assert.Equal(before.Select(e => e.Digest), (await amara.FetchAsync(room)).Select(e => e.Digest));
        Assert.Equal(Fate.Ok, (await amara.PostAsync(room, "still here")).Fate);
    }

    [Fact]
    public async Task WhatIsRefusedOnTheHub_IsNoErrorInTheLog()
    {
        var host = await servers.HubAsync(Engine.Sqlite);
        var amara = await host.MemberAsync("amara");
        var strange = Guid.CreateVersion7();
        for (var i = 0; i < 20; i++) Assert.Equal(404, HubRefusal.CodeOf(await Assert.ThrowsAsync<Microsoft.AspNetCore.SignalR.HubException>(() => amara.InvokeAsync("Enter", strange))));
        Assert.DoesNotContain("404: No such room", host.Logs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RoomIdOfAnotherKind_OnTheHub_IsRefusedAsMalformed()
    {
        var host = await servers.HubAsync(Engine.Sqlite);
        var amara = await host.MemberAsync("amara");

        foreach (var method in (string[])["Enter", "Leave"])
            foreach (var id in (object?[])[7, null, true, new { }])
                Assert.Equal(400, HubRefusal.CodeOf(await Assert.ThrowsAsync<Microsoft.AspNetCore.SignalR.HubException>(() => amara.InvokeAsync(method, id))));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task RandomFrames_OnTheHub_WriteNothingAndLeaveTheServerAlive(Engine engine)
    {
        var host = await servers.HubAsync(engine);
        var amara = await host.MemberAsync("amara");
        var room = await amara.CreateRoomAsync("Ward 4");
        await amara.EnterAsync(room);
        await amara.PostAsync(room, "before");
        var before = await amara.FetchAsync(room);
        var frames = Soak.On ? 1_000_000 : 100_000;
        var random = new Random(4711);

        var (sent, connections) = (0, 0);
        while (sent < frames)
        {
            using var raw = await RawSocket.OpenAsync(amara, handshake: connections++ % 10 != 9);
            var draining = raw.DrainAsync(TimeSpan.FromSeconds(30));
            while (sent < frames && !draining.IsCompleted)
            {
                var (bytes, type) = RandomFrame(random, room);
                if (!await raw.SendAsync(bytes, type)) break;
                sent++;
            }
        }

        Assert.True(host.Node.IsRunning);
        Assert.Equal(before.Select(e => e.Digest), (await amara.FetchAsync(room)).Select(e => e.Digest));
        Assert.Equal(Fate.Ok, (await amara.PostAsync(room, "after")).Fate);
        using var people = await amara.Http.GetAsync("/api/people", Cancel);
        Assert.Equal(HttpStatusCode.OK, people.StatusCode);
        FaultTests.Say($"{engine}: {sent} frames over {connections} connections");
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task StrangersAndForeignPages_AreTurnedAway(Engine engine)
    {
        var host = await servers.HubAsync(engine);
        var amara = await host.MemberAsync("amara", connect: false);
        using var nobody = new HttpClient { BaseAddress = host.Node.Address };

        foreach (var path in (string[])["/api/me", "/api/people", "/api/rooms", $"/api/rooms/{Guid.CreateVersion7()}"])
            Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync(path, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.PostAsJsonAsync("/api/rooms", new { kind = "channel", title = "x" }, Cancel)).StatusCode);
        await Assert.ThrowsAsync<WebSocketException>(() => RawSocket.OpenAsync(amara, origin: "https://elsewhere.example"));
        using var own = await RawSocket.OpenAsync(amara, origin: host.Node.Address.GetLeftPart(UriPartial.Authority));
        Assert.Equal(WebSocketState.Open, own.State);
    }

    private static object Post(string text) => new { id = Guid.CreateVersion7(), type = "postMessage", text };

    /// <summary>Noise, broken JSON, and well-formed invocations of nonsense; none of them a valid command.</summary>
    private static (byte[] Bytes, WebSocketMessageType Type) RandomFrame(Random random, Guid room)
    {
        var kind = random.Next(100);
        if (kind < 1)
        {
            var noise = new byte[random.Next(1, 400)];
            random.NextBytes(noise);
            return (noise, random.Next(2) == 0 ? WebSocketMessageType.Binary : WebSocketMessageType.Text);
        }
        string[] targets = ["Enter", "Leave", "Send", "Signal", "Read", "Delivered", "Nothing", ""];
        string[] values = ["null", "7", "-1", "\"x\"", "[]", "{}", $"\"{room}\"", $"\"{Guid.CreateVersion7()}\"", "true", "1e308", "{\"type\":\"postMessage\"}", "{\"type\":\"typing\",\"more\":\"x\"}", "[[[[[[]]]]]]"];
        var target = targets[random.Next(targets.Length)];
        var arguments = string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => values[random.Next(values.Length)]));
        var json = kind < 3
            ? $"{{\"type\":{random.Next(-1, 12)},\"target\":{values[random.Next(values.Length)]}"
            : $"{{\"type\":1,\"invocationId\":\"{random.Next()}\",\"target\":\"{target}\",\"arguments\":[{arguments}]}}";
        return ([.. Encoding.UTF8.GetBytes(json), 0x1e], WebSocketMessageType.Text);
    }
}

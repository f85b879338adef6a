using System.Net;
using Hub.Core.Data;
using Hub.Tests.Support;

namespace Hub.Tests.Identity;

public sealed class DevelopmentTests(DevelopmentHub hub) : IClassFixture<DevelopmentHub>
{
    [Fact]
    public async Task DevelopmentSignIn_AskedForUnderAnotherName_DoesNotExist()
    {
        using var visitor = hub.Visitor();

        (await visitor.PostAsync("/api/dev/sign-in", new { user = "amara" }, ("Host", "hub.example"))).Is(HttpStatusCode.NotFound);
        (await visitor.GetAsync("/api/dev/personas", ("Host", "hub.example"))).Is(HttpStatusCode.NotFound);
        (await visitor.PostAsync("/api/dev/sign-in", new { user = "amara" }, ("X-Forwarded-For", "203.0.113.7"))).Is(HttpStatusCode.NotFound);
        (await visitor.GetAsync("/api/me")).Is(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task DemoTeam_AtTheFirstStart_HasPeopleAndAWeekOfTalk()
    {
        await using var host = await HubHost.StartAsync(Engine.Sqlite);
        using var amara = new Visitor(host.Node.Address);
        (await amara.PostAsync("/api/dev/sign-in", new { user = "amara" })).Is(HttpStatusCode.OK);

        Assert.Equal(8, (await amara.GetAsync("/api/dev/personas")).Json.GetArrayLength());
        Assert.Equal(8, (await amara.GetAsync("/api/people")).Json.GetArrayLength());
        var rooms = (await amara.GetAsync("/api/rooms")).Is(HttpStatusCode.OK).Json.EnumerateArray().ToList();
        var talk = rooms.Where(r => r.GetProperty("kind").GetString() is "channel" or "direct").ToList();
        Assert.Equal(["channel", "channel", "channel", "direct"], talk.Select(r => r.GetProperty("kind").GetString()).Order());
        Assert.All(talk, r => Assert.True(r.GetProperty("n").GetInt64() >= 8));
        Assert.Contains(rooms, r => r.GetProperty("kind").GetString() == "caseReview");
        Assert.Contains(rooms, r => r.GetProperty("waiting").GetInt32() > 0);
    }

    [Fact]
    public async Task DemoPeople_BesideTheTeam_HaveNoTalk()
    {
        using var amara = await hub.SignInAsync("amara");

        Assert.Equal(2008, (await amara.GetAsync("/api/people")).Json.GetArrayLength());
        Assert.Empty((await amara.GetAsync("/api/rooms")).Is(HttpStatusCode.OK).Json.EnumerateArray());
    }

    [Fact]
    public async Task DemoPeople_SignIn_AsThePersonasDo()
    {
        using var person = await hub.SignInAsync("person-2000");

        Assert.Equal("person-2000", (await person.GetAsync("/api/me")).Text("user"));
        using var visitor = hub.Visitor();
        (await visitor.PostAsync("/api/dev/sign-in", new { user = "person-2001" })).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Lock_ThenUnlockThenSignOut_IsSeenByTheNextRequest()
    {
        using var chen = await hub.SignInAsync("chen");

        (await chen.PostAsync("/api/session/lock")).Is(HttpStatusCode.NoContent);
        Assert.Equal("locked", (await chen.GetAsync("/api/rooms")).Is(HttpStatusCode.Unauthorized).Text("code"));
        (await chen.PostAsync("/api/session/unlock", new { })).Is(HttpStatusCode.OK);
        (await chen.GetAsync("/api/rooms")).Is(HttpStatusCode.OK);
        (await chen.PostAsync("/api/sign-out")).Is(HttpStatusCode.NoContent);
        Assert.DoesNotContain("\"code\"", (await chen.GetAsync("/api/me")).Is(HttpStatusCode.Unauthorized).Body, StringComparison.Ordinal);
        (await chen.PostAsync("/api/session/unlock", new { })).Is(HttpStatusCode.Unauthorized);
        (await chen.PostAsync("/api/sign-out")).Is(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task CookieKeptAfterSignOut_IsWorthNothing()
    {
        using var chen = await hub.SignInAsync("chen");
        var kept = chen.Cookies.GetCookieHeader(hub.Host.Node.Address);
        (await chen.PostAsync("/api/sign-out")).Is(HttpStatusCode.NoContent);

        using var thief = hub.Visitor();
        (await thief.GetAsync("/api/me", ("Cookie", kept))).Is(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Sessions_EndedFromAnotherDevice_AreSignedOut()
    {
        using var phone = await hub.SignInAsync("priya");
        using var desk = await hub.SignInAsync("priya");
        using var other = await hub.SignInAsync("nadia");
        var id = (await phone.GetAsync("/api/me")).Text("sessionId");
        var list = (await desk.GetAsync("/api/sessions")).Is(HttpStatusCode.OK).Json.EnumerateArray().ToList();
        Assert.Equal(2, list.Count);
        Assert.Single(list, s => s.GetProperty("current").GetBoolean());

        (await other.DeleteAsync($"/api/sessions/{id}")).Is(HttpStatusCode.NotFound);
        (await phone.GetAsync("/api/me")).Is(HttpStatusCode.OK);
        (await desk.DeleteAsync($"/api/sessions/{id}")).Is(HttpStatusCode.NoContent);

        (await phone.GetAsync("/api/me")).Is(HttpStatusCode.Unauthorized);
        (await desk.DeleteAsync($"/api/sessions/{id}")).Is(HttpStatusCode.NotFound);
        (await desk.GetAsync("/api/me")).Is(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example", true)]
    [InlineData("Origin", "null", true)]
    [InlineData("Origin", "http://127.0.0.1:1", true)]
    [InlineData("Origin", "http://127.0.0.1.evil.example", true)]
    [InlineData("Sec-Fetch-Site", "cross-site", true)]
    [InlineData("Sec-Fetch-Site", "same-origin", false)]
    [InlineData("X-Nothing", "", false)]
    public async Task UnsafeRequest_FromAnotherSite_IsRefused(string header, string value, bool refused)
    {
        using var mei = await hub.SignInAsync("mei");

        var reply = await mei.PostAsync("/api/rooms", new { kind = "channel", title = "Therapy", members = Array.Empty<Guid>() }, (header, value));

        reply.Is(refused ? HttpStatusCode.Forbidden : HttpStatusCode.OK);
    }

    [Fact]
    public async Task UnsafeRequest_FromThisSite_IsServed()
    {
        using var mei = await hub.SignInAsync("mei");

        (await mei.PostAsync("/api/rooms", new { kind = "channel", title = "Therapy", members = Array.Empty<Guid>() },
            ("Origin", hub.Host.Node.Address.GetLeftPart(UriPartial.Authority)))).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Request_OfAPageOfSomebodyElse_IsRefused_AndNothingIsDone()
    {
        using var mei = await hub.SignInAsync("mei");
        using var rosa = await hub.SignInAsync("rosa");
        var id = (await mei.GetAsync("/api/me")).Is(HttpStatusCode.OK).Text("id");
        object Room(string title) => new { kind = "channel", title, members = Array.Empty<Guid>() };

        (await mei.PostAsync("/api/rooms", Room("Hers"), ("X-Care-Hub-Person", id))).Is(HttpStatusCode.OK);
        foreach (var stated in (string[])[id, "", "rosa"])
            Assert.Equal("otherPerson", (await rosa.PostAsync("/api/rooms", Room("Nobody's"), ("X-Care-Hub-Person", stated))).Is(HttpStatusCode.Conflict).Text("code"));

        Assert.DoesNotContain("Nobody's", (await rosa.GetAsync("/api/rooms")).Is(HttpStatusCode.OK).Body, StringComparison.Ordinal);
    }

    [Theory, InlineData("https://evil.example", HttpStatusCode.Forbidden), InlineData(null, HttpStatusCode.SwitchingProtocols)]
    public async Task WebSocket_FromAnotherSite_IsRefused(string? origin, HttpStatusCode expected)
    {
        using var mei = await hub.SignInAsync("mei");
        (string, string)[] upgrade = [("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")];

        var reply = await mei.GetStatusAsync("/hubs/rooms", origin is null ? upgrade : [.. upgrade, ("Origin", origin)]);

        Assert.Equal(expected, reply);
    }

    [Theory]
    [InlineData("POST", "/api/dev/sign-in", "{\"user\":", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/api/dev/sign-in", "{\"user\":7}", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/api/dev/sign-in", "{\"user\":null}", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/api/dev/sign-in", "{}", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/api/dev/sign-in", "", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/api/nothing", null, HttpStatusCode.NotFound)]
    [InlineData("GET", "/hubs/nothing", null, HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/api/me", null, HttpStatusCode.MethodNotAllowed)]
    public async Task BadRequest_WhateverIsWrong_IsAProblemThatQuotesNothing(string method, string path, string? body, HttpStatusCode expected)
    {
        using var visitor = hub.Visitor();
        using var content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        (await visitor.SendAsync(new HttpMethod(method), path, content, [])).Is(expected);
    }

    [Fact]
    public async Task OversizeBody_IsRefused()
    {
        using var visitor = hub.Visitor();

        (await visitor.PostAsync("/api/dev/sign-in", new { user = new string('a', 300_000) })).Is(HttpStatusCode.RequestEntityTooLarge);
    }
}

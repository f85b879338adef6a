using System.Net;
using Hub.Tests.Support;

namespace Hub.Tests.Identity;

public sealed class ProductionTests(ProductionHub hub) : IClassFixture<ProductionHub>
{
    [Fact]
    public async Task SetUpLink_OnceThereIsAnAdministrator_IsGone()
    {
        using var visitor = hub.Visitor();

        (await visitor.GetAsync($"/api/setup/{hub.SetUpToken}")).Is(HttpStatusCode.NotFound);
        (await visitor.PostAsync($"/api/setup/{hub.SetUpToken}", new { user = "eve", name = "Eve", discipline = "nurse", password = ProductionHub.Password })).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task DevelopmentSignIn_InProduction_DoesNotExist()
    {
        using var visitor = hub.Visitor();

        (await visitor.PostAsync("/api/dev/sign-in", new { user = "ada" })).Is(HttpStatusCode.NotFound);
        (await visitor.GetAsync("/api/dev/personas")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task SignIn_RightAndWrongPassword_IsAnsweredTheSameForWhoeverDoesNotExist()
    {
        using var visitor = hub.Visitor();

        var wrong = (await visitor.PostAsync("/api/sign-in", new { user = "ada", password = "lantern gravel flute" })).Is(HttpStatusCode.Unauthorized);
        var nobody = (await visitor.PostAsync("/api/sign-in", new { user = "nobody", password = "lantern gravel flute" })).Is(HttpStatusCode.Unauthorized);
        var right = (await visitor.PostAsync("/api/sign-in", new { user = "ADA", password = ProductionHub.AdminPassword })).Is(HttpStatusCode.OK);

        Assert.Equal(wrong.Text("detail"), nobody.Text("detail"));
        Assert.Equal("ada", right.Text("user"));
        Assert.False(right.Json.GetProperty("development").GetBoolean());
        (await visitor.GetAsync("/api/me")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task SigningMinutes_NeedsThePasswordOnceMore_AndAName_IsNotEnough()
    {
        using var chair = await hub.JoinAsync("chairs");
        var room = (await chair.PostAsync("/api/rooms", new { kind = "caseReview", title = "Valve board" })).Is(HttpStatusCode.OK).Text("id");
        var caseId = Guid.CreateVersion7();
        foreach (var command in (object[])[new { id = Guid.CreateVersion7(), type = "addCase", caseId, question = "Operate?" }, new { id = Guid.CreateVersion7(), type = "startCase", caseId }, new { id = Guid.CreateVersion7(), type = "closeCase", caseId, reason = "Clear" }])
            (await chair.PostAsync($"/api/rooms/{room}/commands", command)).Is(HttpStatusCode.OK);
        var minutes = (await chair.GetAsync($"/api/rooms/{room}/minutes")).Is(HttpStatusCode.OK);
        var (hash, path) = (minutes.Text("hash"), $"/api/rooms/{room}/minutes/sign");

        Assert.Equal("password", minutes.Text("signWith"));
        (await chair.PostAsync(path, new { hash, confirmation = "Person chairs" })).Is(HttpStatusCode.Forbidden);
        (await chair.PostAsync(path, new { hash, password = "wrong password wrong" })).Is(HttpStatusCode.Forbidden);
        (await chair.PostAsync(path, new { hash = "00", password = ProductionHub.Password })).Is(HttpStatusCode.Conflict);
        (await chair.PostAsync(path, new { hash, password = ProductionHub.Password })).Is(HttpStatusCode.OK);
        Assert.Equal("password", (await chair.GetAsync($"/api/rooms/{room}/minutes")).Json.GetProperty("signing").GetProperty("signatures")[0].GetProperty("method").GetString());
    }

    [Fact]
    public async Task SignIn_ManyWrongPasswords_MustWaitLongerAndLonger()
    {
        (await hub.JoinAsync("brakes")).Dispose();
        using var visitor = hub.Visitor();
        for (var i = 0; i < 5; i++) await visitor.PostAsync("/api/sign-in", new { user = "brakes", password = $"wrong password {i} wrong" });

        var refused = (await visitor.PostAsync("/api/sign-in", new { user = "brakes", password = ProductionHub.Password })).Is(HttpStatusCode.TooManyRequests);

        Assert.InRange(refused.RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task Invitation_UsedByManyAtOnce_LetsExactlyOneIn()
    {
        var token = await hub.InviteAsync("once");
        var visitors = Enumerable.Range(0, 6).Select(_ => hub.Visitor()).ToList();

        var replies = await Task.WhenAll(visitors.Select(v => v.PostAsync($"/api/invitations/{token}", new { password = ProductionHub.Password })));

        Assert.Single(replies, r => r.Status == HttpStatusCode.OK);
        Assert.All(replies.Where(r => r.Status != HttpStatusCode.OK), r => Assert.Contains(r.Status, new[] { HttpStatusCode.NotFound, HttpStatusCode.BadRequest }));
        (await visitors[0].GetAsync($"/api/invitations/{token}")).Is(HttpStatusCode.NotFound);
        visitors.ForEach(v => v.Dispose());
    }

    [Fact]
    public async Task Invitation_WithControlCharactersInAName_IsRefused()
    {
        foreach (var name in (string[])["Ada\0", "Ada\nLind", "\u0007"])
            (await hub.Admin.PostAsync("/api/admin/invitations", new { user = "control", name, discipline = "nurse" })).Is(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Invitation_WithANameThatShowsNothing_IsWithoutAName_AndNeedsOneThatShows()
    {
        var link = (await hub.Admin.PostAsync("/api/admin/invitations", new { user = "unnamed", name = "\u200b", discipline = "nurse" })).Is(HttpStatusCode.OK).Text("link");
        var accept = $"/api/invitations/{link[(link.LastIndexOf('/') + 1)..]}";
        using var visitor = hub.Visitor();
        (await visitor.PostAsync(accept, new { password = ProductionHub.Password, name = " \u200b" })).Is(HttpStatusCode.BadRequest);
        (await visitor.PostAsync(accept, new { password = ProductionHub.Password, name = "Ada" })).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Invitation_WithAGuessablePassword_IsRefusedAndCanStillBeUsed()
    {
        var token = await hub.InviteAsync("weak");
        using var visitor = hub.Visitor();

        (await visitor.PostAsync($"/api/invitations/{token}", new { password = "passwordpassword" })).Is(HttpStatusCode.BadRequest);
        (await visitor.PostAsync($"/api/invitations/{token}", new { password = "short" })).Is(HttpStatusCode.BadRequest);

        Assert.Equal("invitation", (await visitor.GetAsync($"/api/invitations/{token}")).Is(HttpStatusCode.OK).Text("kind"));
        (await visitor.PostAsync($"/api/invitations/{token}", new { password = ProductionHub.Password })).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Invitation_Withdrawn_IsGone()
    {
        var issued = (await hub.Admin.PostAsync("/api/admin/invitations", new { name = "Late Guest" })).Is(HttpStatusCode.OK);
        Assert.Contains(issued.Text("id"), (await hub.Admin.GetAsync("/api/admin/invitations")).Is(HttpStatusCode.OK).Body, StringComparison.Ordinal);

        (await hub.Admin.DeleteAsync($"/api/admin/invitations/{issued.Text("id")}")).Is(HttpStatusCode.NoContent);

        using var visitor = hub.Visitor();
        (await visitor.GetAsync($"/api/invitations/{issued.Text("link").Split('/')[^1]}")).Is(HttpStatusCode.NotFound);
        (await hub.Admin.DeleteAsync($"/api/admin/invitations/{issued.Text("id")}")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Administration_ByWhoeverIsNoAdministrator_IsForbidden()
    {
        using var nurse = await hub.JoinAsync("nurse1");
        using var visitor = hub.Visitor();

        foreach (var path in new[] { "/api/admin/invitations" })
        {
            (await nurse.GetAsync(path)).Is(HttpStatusCode.Forbidden);
            (await nurse.PostAsync(path, new { name = "X" })).Is(HttpStatusCode.Forbidden);
            (await visitor.GetAsync(path)).Is(HttpStatusCode.Unauthorized);
        }
        var me = (await hub.Admin.GetAsync("/api/me")).Text("id");
        (await nurse.PostAsync($"/api/admin/people/{me}/disable")).Is(HttpStatusCode.Forbidden);
        (await nurse.PostAsync($"/api/admin/people/{me}/reset")).Is(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Disable_SomebodySignedIn_EndsTheirSessionsUntilTheyAreEnabledAndSignInAgain()
    {
        using var leaver = await hub.JoinAsync("leaver");
        var id = (await leaver.GetAsync("/api/me")).Text("id");

        (await hub.Admin.PostAsync($"/api/admin/people/{id}/disable")).Is(HttpStatusCode.NoContent);

        await Machine.UntilAsync(async () => (await leaver.GetAsync("/api/me")).Status == HttpStatusCode.Unauthorized, TimeSpan.FromSeconds(2), () => "still signed in");
        (await leaver.PostAsync("/api/sign-in", new { user = "leaver", password = ProductionHub.Password })).Is(HttpStatusCode.Unauthorized);
        (await hub.Admin.PostAsync($"/api/admin/people/{id}/enable")).Is(HttpStatusCode.NoContent);
        (await leaver.GetAsync("/api/me")).Is(HttpStatusCode.Unauthorized);
        (await leaver.PostAsync("/api/sign-in", new { user = "leaver", password = ProductionHub.Password })).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Disable_TheLastAdministrator_IsRefused()
    {
        var me = (await hub.Admin.GetAsync("/api/me")).Text("id");

        (await hub.Admin.PostAsync($"/api/admin/people/{me}/disable")).Is(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Reset_UsedByItsOwner_EndsOldSessionsAndTheOldPassword()
    {
        using var forgetful = await hub.JoinAsync("forgetful");
        var id = (await forgetful.GetAsync("/api/me")).Text("id");
        var first = (await hub.Admin.PostAsync($"/api/admin/people/{id}/reset")).Is(HttpStatusCode.OK).Text("link").Split('/')[^1];
        var second = (await hub.Admin.PostAsync($"/api/admin/people/{id}/reset")).Is(HttpStatusCode.OK).Text("link").Split('/')[^1];
        using var elsewhere = hub.Visitor();

        (await elsewhere.GetAsync($"/api/invitations/{first}")).Is(HttpStatusCode.NotFound);
        Assert.Equal("reset", (await elsewhere.GetAsync($"/api/invitations/{second}")).Is(HttpStatusCode.OK).Text("kind"));
        (await elsewhere.PostAsync($"/api/invitations/{second}", new { password = "seven mild kites rest" })).Is(HttpStatusCode.OK);

        (await elsewhere.GetAsync("/api/me")).Is(HttpStatusCode.OK);
        await Machine.UntilAsync(async () => (await forgetful.GetAsync("/api/me")).Status == HttpStatusCode.Unauthorized, TimeSpan.FromSeconds(2), () => "still signed in");
        (await forgetful.PostAsync("/api/sign-in", new { user = "forgetful", password = ProductionHub.Password })).Is(HttpStatusCode.Unauthorized);
        (await forgetful.PostAsync("/api/sign-in", new { user = "forgetful", password = "seven mild kites rest" })).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Lock_InProduction_OpensOnlyWithThePassword()
    {
        using var idle = await hub.JoinAsync("idle");
        (await idle.PostAsync("/api/session/lock")).Is(HttpStatusCode.NoContent);

        Assert.Equal("locked", (await idle.GetAsync("/api/me")).Is(HttpStatusCode.Unauthorized).Text("code"));
        (await idle.PostAsync("/api/session/unlock", new { })).Is(HttpStatusCode.Unauthorized);
        (await idle.PostAsync("/api/session/unlock", new { password = "lantern gravel flute" })).Is(HttpStatusCode.Unauthorized);
        (await idle.PostAsync("/api/session/unlock", new { password = ProductionHub.Password })).Is(HttpStatusCode.OK);
        (await idle.GetAsync("/api/me")).Is(HttpStatusCode.OK);
    }

    [Theory, InlineData(null, false), InlineData("hub.example", true)]
    public async Task Cookie_OffLoopback_GoesOverTlsOnly(string? host, bool secure)
    {
        using var visitor = hub.Visitor();
        (string, string)[] headers = host is null ? [] : [("Host", host)];

        var cookie = Assert.Single((await visitor.PostAsync("/api/sign-in", new { user = "ada", password = ProductionHub.AdminPassword }, headers)).Is(HttpStatusCode.OK).SetCookies);

        Assert.StartsWith("hub=", cookie, StringComparison.Ordinal);
        Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(secure, cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Logs_AfterAnInvitationWasUsed_HoldNoTokenAndNoPassword()
    {
        var token = await hub.InviteAsync("logs");
        using var visitor = hub.Visitor();
        (await visitor.GetAsync($"/api/invitations/{token}")).Is(HttpStatusCode.OK);
        (await visitor.PostAsync($"/api/invitations/{token}", new { password = ProductionHub.Password })).Is(HttpStatusCode.OK);

        Assert.DoesNotContain(token, hub.Host.Node.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(ProductionHub.Password, hub.Host.Node.Log, StringComparison.Ordinal);
    }
}

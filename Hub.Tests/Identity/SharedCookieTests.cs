using System.Net;
using Hub.Core.Data;
using Hub.Tests.Support;

namespace Hub.Tests.Identity;

public sealed class SharedCookieTests
{
    [Fact]
    public async Task Cookie_MadeByOneNode_IsReadByAnotherAndItsKeysAreSealed()
    {
        await using var host = await HubHost.StartAsync(Engine.Postgres, nodes: 2);
        using var here = new Visitor(host.Nodes[0].Address);
        using var there = new Visitor(host.Nodes[1].Address);
        (await here.PostAsync("/api/dev/sign-in", new { user = "amara" })).Is(HttpStatusCode.OK);
        var cookie = ("Cookie", here.Cookies.GetCookieHeader(host.Nodes[0].Address));

        Assert.Equal("amara", (await there.GetAsync("/api/me", cookie)).Is(HttpStatusCode.OK).Text("user"));
        (await here.PostAsync("/api/sign-out")).Is(HttpStatusCode.NoContent);
        await Machine.UntilAsync(async () => (await there.GetAsync("/api/me", cookie)).Status == HttpStatusCode.Unauthorized, TimeSpan.FromSeconds(2), () => "still signed in at the other node");

        var dump = await host.Postgres!.DumpAsync(host.ConnectionString!);
        Assert.Contains("COPY public.keys", dump, StringComparison.Ordinal);
        // A key in the clear would begin with "<key id" (in hex as pg_dump writes bytes).
        Assert.DoesNotContain(Convert.ToHexStringLower("<key id"u8), dump, StringComparison.Ordinal);
    }
}

using System.Net.Http.Json;
using System.Text.Json;
using Hub.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Browser;

[Collection(nameof(Browsers))]
public class DutyTests(Browsers browsers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HandOver_InOneBrowser_TheOtherGetsTheRoomAndTheFirstLosesIt()
    {
        await using var rosa = await Member.SignInAsync(browsers.Host.Node.Address, "rosa");
        await using var priya = await Member.SignInAsync(browsers.Host.Node.Address, "priya");
        await using var mei = await Member.SignInAsync(browsers.Host.Node.Address, "mei");
        var mark = Guid.CreateVersion7().ToString("N")[20..];
        var (team, role) = await RoleAsync(rosa, $"Night {mark}", priya.Id, mei.Id);
        var title = $"Handed {mark}";
        var room = await rosa.CreateRoomAsync(title);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await rosa.PostRawAsync(room, new { id = Guid.CreateVersion7(), type = "addRole", roleId = role })).Status);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await rosa.PostRawAsync(room, new { id = Guid.CreateVersion7(), type = "postMessage", text = "For whoever has the night" })).Status);

        var before = await browsers.OpenAsAsync("priya", "/today");
        var after = await browsers.OpenAsync(390, 844);
        await after.SignInAsync("Mei Tanaka");
        await after.GotoAsync("/rooms");
        await before.GotoAsync($"/rooms/{room}");
        await Expect(before.Message("For whoever has the night")).ToHaveCountAsync(1);
        var listed = after.GetByRole(AriaRole.Link, new() { NameRegex = new(title) });
        await Expect(listed).ToHaveCountAsync(0);

        var holder = await browsers.OpenAsAsync("priya", "/team");
        await holder.GetByRole(AriaRole.Button, new() { Name = $"Hand over: Night {mark}" }).ClickAsync();
        await holder.GetByLabel("To", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "Mei Tanaka" });
        await holder.GetByRole(AriaRole.Button, new() { Name = "Hand over now" }).ClickAsync();

        await Expect(listed).ToBeVisibleAsync();
        await Expect(before.Message("For whoever has the night")).ToHaveCountAsync(0);
        await listed.ClickAsync();
        await Expect(after.Message("For whoever has the night")).ToHaveCountAsync(1);
        Assert.NotEqual(Guid.Empty, team);
    }

    private static async Task<(Guid Team, Guid Role)> RoleAsync(Member lead, string name, params Guid[] members)
    {
        var team = await IdAsync(lead, "/api/teams", new { name = $"Team {name}", members });
        var role = await IdAsync(lead, $"/api/teams/{team}/roles", new { name });
        var now = TimeProvider.System.GetUtcNow();
        await IdAsync(lead, $"/api/roles/{role}/duty", new { userId = members[0], from = now, to = now.AddHours(8) });
        return (team, role);
    }

    private static async Task<Guid> IdAsync(Member lead, string path, object body)
    {
        using var answer = await lead.Http.PostAsJsonAsync(path, body, Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetGuid();
    }
}

using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Browser;

[Collection(nameof(Browsers))]
public class ThanksTests(Browsers browsers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Thanks_GivenOnThePhone_StandOnTheOthersWallAtOnce_AreReactedTo_AndTakenBack()
    {
        var words = $"For the clear call {Guid.CreateVersion7().ToString("N")[20..]}";
        var jonas = await browsers.OpenAsAsync("jonas", "/today", 390);
        var mei = await browsers.OpenAsync();
        await mei.SignInAsync("Mei Tanaka");
        await mei.GotoAsync("/thanks");
        await Expect(mei.GetByRole(AriaRole.Article).First).ToBeVisibleAsync();

        await jonas.GetByRole(AriaRole.Link, new() { Name = "Thanks" }).ClickAsync();
        await jonas.GetByRole(AriaRole.Button, new() { Name = "Give thanks" }).ClickAsync();
        var sheet = jonas.GetByRole(AriaRole.Dialog);
        await Expect(sheet.GetByRole(AriaRole.Checkbox, new() { Name = "Jonas Weber" })).ToHaveCountAsync(0);
        await sheet.GetByRole(AriaRole.Checkbox, new() { Name = "Mei Tanaka" }).CheckAsync();
        await sheet.GetByRole(AriaRole.Radio, new() { Name = "Clarity" }).ClickAsync();
        await sheet.GetByLabel("In a few words").FillAsync(words);
        await sheet.GetByRole(AriaRole.Button, new() { Name = "Give thanks" }).ClickAsync();

        var card = mei.GetByRole(AriaRole.Article).Filter(new() { HasText = words });
        await Expect(card).ToBeVisibleAsync(new() { Timeout = 4000 });
        await Expect(card).ToContainTextAsync("To you");
        await card.GetByRole(AriaRole.Button, new() { Name = "React" }).ClickAsync();
        await mei.GetByRole(AriaRole.Menuitem, new() { Name = "🙏" }).ClickAsync();
        var own = jonas.GetByRole(AriaRole.Article).Filter(new() { HasText = words });
        await Expect(own.GetByRole(AriaRole.Button, new() { Name = "🙏 1: Mei" })).ToBeVisibleAsync(new() { Timeout = 4000 });

        await own.GetByRole(AriaRole.Button, new() { Name = "More" }).ClickAsync();
        await jonas.GetByRole(AriaRole.Menuitem, new() { Name = "Take it back" }).ClickAsync();
        await Expect(card).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Thanks_ForAMessage_LeadBackToIt_AndWhoKeepsOutIsNotThanked()
    {
        await using var chen = await Member.SignInAsync(browsers.Host.Node.Address, "chen");
        await using var samuel = await Member.SignInAsync(browsers.Host.Node.Address, "samuel");
        var mark = Guid.CreateVersion7().ToString("N")[20..];
        var room = await chen.CreateRoomAsync($"Thanked {mark}", samuel.Id);
        await samuel.PostRawAsync(room, new { id = Guid.CreateVersion7(), type = "postMessage", text = $"The bed is ordered {mark}" });
        var page = await browsers.InRoomAsync("chen", room);

        await ThankAsync("It was there before she was");
        await page.GotoAsync("/thanks");
        var card = page.GetByRole(AriaRole.Article).Filter(new() { HasText = "It was there before she was" }).First;
        await card.GetByRole(AriaRole.Link, new() { Name = "The message" }).ClickAsync();
        await Expect(page.Message($"The bed is ordered {mark}")).ToBeVisibleAsync();

        var his = await browsers.OpenAsAsync("samuel", "/me", 390);
        await his.GetByRole(AriaRole.Switch, new() { Name = "Keep me out of it" }).ClickAsync();
        await Expect(his.GetByRole(AriaRole.Switch, new() { Name = "Keep me out of it" })).ToBeCheckedAsync();
        await ThankAsync("Once more");
        await Expect(page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Alert)).ToContainTextAsync("prefers not to be thanked in public");
        await page.GotoAsync("/thanks");
        await Expect(page.GetByRole(AriaRole.Article).First).ToBeVisibleAsync();
        await Expect(page.GetByText("It was there before she was")).ToHaveCountAsync(0);
        using var back = await samuel.Http.PutAsJsonAsync("/api/me/thanks", new { keepOut = false }, Cancel);

        async Task ThankAsync(string words)
        {
            var message = page.Message($"The bed is ordered {mark}");
            await message.HoverAsync();
            await message.GetByRole(AriaRole.Button, new() { Name = "More" }).ClickAsync();
            await page.GetByRole(AriaRole.Menuitem, new() { Name = "Give thanks for it" }).ClickAsync();
            var sheet = page.GetByRole(AriaRole.Dialog);
            await Expect(sheet).ToContainTextAsync("Samuel Brooks");
            await sheet.GetByRole(AriaRole.Radio, new() { Name = "Reliability" }).ClickAsync();
            await sheet.GetByLabel("In a few words").FillAsync(words);
            await sheet.GetByRole(AriaRole.Button, new() { Name = "Give thanks" }).ClickAsync();
            if (words != "Once more") await Expect(sheet).ToHaveCountAsync(0);
        }
    }

    [Fact]
    public async Task Digest_OnFriday_IsReadInASensibleOrder()
    {
        await using var rosa = await Member.SignInAsync(browsers.Host.Node.Address, "rosa");
        var team = (await rosa.Http.GetFromJsonAsync<JsonElement>("/api/teams", Cancel)).EnumerateArray().Single(t => t.GetProperty("name").GetString() == "Ward 4").GetProperty("id").GetGuid();
        var digests = await rosa.Http.GetFromJsonAsync<JsonElement>($"/api/teams/{team}/digests", Cancel);
        Assert.True(digests.GetArrayLength() >= 2);
        var page = await browsers.OpenAsAsync("rosa", "/thanks/digest");

        await Expect(page.GetByRole(AriaRole.Article)).ToBeVisibleAsync();

        // As the browser gives it to a screen reader.
        var tree = await page.GetByRole(AriaRole.Main).AriaSnapshotAsync();
        string[] inOrder = ["heading \"Thanks\" [level=1]", "link \"Digest\"", "heading \"Ward 4, the week to Friday", "said thank you", " thanks\" [level=3]", "list:", "listitem", "link \"Read them on the wall\"", "heading \"What we said we would do\"", "list:", "heading \"Thanks, week by week\"", "img \"Thanks of the last", "navigation \"Other weeks\"", "list:"];
        var at = 0;
        foreach (var part in inOrder)
        {
            var found = tree.IndexOf(part, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"{part} is not read after what comes before it:\n{tree}");
            at = found + 1;
        }
        // One heading of the first level, and none left out on the way down.
        var levels = Regex.Matches(tree, @"\[level=(\d)\]").Select(m => m.Groups[1].Value[0] - '0').ToList();
        Assert.Equal(1, levels.Count(l => l == 1));
        Assert.All(levels.Zip(levels.Skip(1)), next => Assert.True(next.Second <= next.First + 1, $"Level {next.Second} follows on level {next.First}:\n{tree}"));
        // Each plot has a name that says its figures; a bar and a ring say theirs in the words beside them.
        Assert.All(Regex.Matches(tree, "- img(.*)"), plot => Assert.Matches(@"^ ""[^""]+\d[^""]*""", plot.Groups[1].Value));
        Assert.Matches(@"listitem:.*\b(Reliability|Respect|Clarity|Teaching|Catching an error)\s*: \d+", tree.ReplaceLineEndings(" "));
    }
}

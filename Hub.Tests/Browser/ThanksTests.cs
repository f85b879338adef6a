using System.Net.Http.Json;
using System.Text.Json;
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
        var jonas = await browsers.OpenAsync(390, 844);
        await jonas.SignInAsync("Jonas Weber");
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
        var page = await browsers.OpenAsync();
        await page.SignInAsync("Dr. Wei Chen");
        await page.GoToRoomAsync(room);

        await ThankAsync("It was there before she was");
        await page.GotoAsync("/thanks");
        var card = page.GetByRole(AriaRole.Article).Filter(new() { HasText = "It was there before she was" }).First;
        await card.GetByRole(AriaRole.Link, new() { Name = "The message" }).ClickAsync();
        await Expect(page.Message($"The bed is ordered {mark}")).ToBeVisibleAsync();

        var his = await browsers.OpenAsync(390, 844);
        await his.SignInAsync("Samuel Brooks");
        await his.GotoAsync("/me");
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
        var page = await browsers.OpenAsync();
        await page.SignInAsync("Rosa Delgado");
        await page.GotoAsync("/thanks/digest");

        await Expect(page.GetByRole(AriaRole.Article)).ToBeVisibleAsync();

        // As the browser gives it to a screen reader.
        var tree = await page.GetByRole(AriaRole.Main).AriaSnapshotAsync();
        string[] inOrder = ["heading \"Thanks\" [level=1]", "link \"Digest\"", "heading /Ward 4, the week to Friday", "said thank you", " thanks\" [level=3]", "listitem", "link \"Read them on the wall\"", "Thanks, week by week", "img \"Thanks of the last", "navigation \"Other weeks\""];
        var at = 0;
        foreach (var part in inOrder)
        {
            var found = tree.IndexOf(part.Replace("heading /", "heading \"", StringComparison.Ordinal), at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"{part} is not read after what comes before it:\n{tree}");
            at = found + 1;
        }
    }

    [Theory]
    [InlineData(1440, 900, ColorScheme.Light)]
    [InlineData(1440, 900, ColorScheme.Dark)]
    [InlineData(390, 844, ColorScheme.Light)]
    [InlineData(390, 844, ColorScheme.Dark)]
    public async Task EachPageOfThanks_AxeFindsNothing_AndNothingIsWiderThanTheScreen(int width, int height, ColorScheme scheme)
    {
        var page = await browsers.OpenAsync(width, height, scheme);
        await page.SignInAsync("Rosa Delgado");
        foreach (var (path, what) in ((string, string)[])[("/thanks", "wall"), ("/thanks/digest", "digest"), ("/thanks/lead", "lead")])
        {
            await page.GotoAsync(path);
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Thanks", Exact = true })).ToBeVisibleAsync();
            await Expect(what == "lead" ? page.GetByText("Dr. Nadia Haddad") : page.GetByRole(AriaRole.Article).First).ToBeVisibleAsync();
            await LookAsync(what);
        }
        await page.GotoAsync("/thanks");
        await page.GetByRole(AriaRole.Button, new() { Name = "Give thanks" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Teaching" })).ToBeVisibleAsync();
        await LookAsync("give");

        async Task LookAsync(string what)
        {
            await Axe.FindsNothingAsync(page, $"{what} at {width} px, {scheme}");
            Assert.True(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= width, $"{what} is wider than {width}");
            if (Environment.GetEnvironmentVariable("HUB_PICTURES") is { } folder) await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"thanks-{what}-{width}-{scheme.ToString().ToLowerInvariant()}.png") });
        }
    }
}

using Hub.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Browser;

/// <summary>What became of a message that nobody answered, and the ladder that it goes up, as people see it.</summary>
[Collection(nameof(Browsers))]
public class NudgesTests(Browsers browsers)
{
    [Theory, InlineData(1440, ColorScheme.Light), InlineData(390, ColorScheme.Dark)]
    public async Task LadderAndTimeLine_AreReadAndChanged(int width, ColorScheme scheme)
    {
        var page = await browsers.OpenAsAsync("rosa", "/rooms", width, scheme);
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("Medication safety") }).First.ClickAsync();
        var heparin = page.Message("Heparin 25,000 stands next to");
        await Expect(heparin.GetByText("on duty asked")).ToBeVisibleAsync();
        await Expect(heparin.GetByText("waiting for Priya (nudged", new() { Exact = false })).ToBeVisibleAsync();
        await LookAsync("room");

        await page.GotoAsync("/team");
        var urgent = page.GetByRole(AriaRole.Region, new() { Name = "Urgent in Ward 4", Exact = true });
        await Expect(urgent.GetByText("every 2 min, 10 times")).ToBeVisibleAsync();
        await Expect(urgent.GetByText("Nobody reached")).ToBeVisibleAsync();
        await urgent.ScrollIntoViewIfNeededAsync();
        await LookAsync("ladder");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change the ladders of Ward 4", Exact = true }).ClickAsync();
        await page.GetByLabel("Due after, in minutes").First.FillAsync("4");
        await LookAsync("form");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the ladders" }).ClickAsync();
        await Expect(urgent.GetByText("due after 4 min")).ToBeVisibleAsync();

        async Task LookAsync(string what)
        {
            await Axe.FindsNothingAsync(page, $"{what} at {width} px, {scheme}");
            if (Environment.GetEnvironmentVariable("HUB_PICTURES") is { } folder)
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"nudges-{what}-{width}-{scheme.ToString().ToLowerInvariant()}.png") });
        }
    }
}

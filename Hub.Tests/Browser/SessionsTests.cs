using Hub.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Browser;

/// <summary>A year of feedback sessions planned in a minute, one of them moved; and what is written down in one.</summary>
[Collection(nameof(Browsers))]
public class SessionsTests(Browsers browsers)
{
    [Fact]
    public async Task Rosa_PlansAYearOfSessions_AndMovesOneDate()
    {
        var title = $"Night shift {Guid.CreateVersion7():N}"[..22];
        var page = await browsers.OpenAsAsync("rosa", "/today");
        await page.GetByRole(AriaRole.Link, new() { Name = "Sessions", Exact = true }).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "New series" }).ClickAsync();
        await page.GetByLabel("Team").SelectOptionAsync(new SelectOptionValue { Label = "Ward 4" });
        await page.GetByLabel("Title").FillAsync(title);
        await page.GetByLabel("First on or after").FillAsync("2027-03-02");
        await page.GetByLabel("Time zone").SelectOptionAsync(new SelectOptionValue { Label = "New York" });
        await page.GetByLabel("Last on or before").FillAsync("2028-02-28");
        await Expect(page.GetByText("Every second Tuesday at 09:00, New York, until 28 February 2028")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Complementary, new() { Name = "What this means" }).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(12);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the series" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = title })).ToBeVisibleAsync();
        // The clocks change on 14 March: 09:00 stays 09:00.
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Move Tuesday 16 March") }).ClickAsync();
        var form = page.GetByRole(AriaRole.Form, new() { NameRegex = new("^Move Tuesday 16 March") });
        await form.GetByLabel("To").FillAsync("2027-03-18");
        await form.GetByLabel("At").FillAsync("10:30");
        await form.GetByRole(AriaRole.Button, new() { Name = "Move this one" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { NameRegex = new("Thursday 18 March 2027 14:30 ?10:30 in New York, moved") })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Skip Tuesday 30 March") }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Bring back" })).ToBeVisibleAsync();
        await LookAsync(page, "series", 1440);
    }

    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task Amara_PreparesAndWritesDown_OnEachScreen(int width)
    {
        var page = await AmaraAsync(width);
        await page.GotoAsync("/sessions");
        await Expect(page.GetByRole(AriaRole.Link, new() { NameRegex = new("Every .* at 09:00, New York") }).First).ToBeVisibleAsync();
        await page.GetByText(width > 900 ? "Agenda" : "Month", new() { Exact = true }).ClickAsync();
        await LookAsync(page, "sessions-other", width);
        await page.GotoAsync("/sessions");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("Ward 4 feedback.*Every") }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Before" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Listitem).Filter(new() { Has = page.GetByRole(AriaRole.Link) }).First.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Beforehand" })).ToBeVisibleAsync();
        var said = $"Handoffs at {width}";
        await page.GetByRole(AriaRole.Textbox, new() { Name = "What went well", Exact = true }).FillAsync(said);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add to what went well" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "What went well" }).GetByText(said)).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Commitment", Exact = true }).FillAsync($"Rounds begin on time, {width}");
        await LookAsync(page, "session", width);
        await page.GetByRole(AriaRole.Button, new() { Name = "Commit", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Commitments" }).GetByText($"Rounds begin on time, {width}")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task Sessions_OverASlowLine_ComeAtOnceAndStandStill(int width)
    {
        var page = await AmaraAsync(width);
        await page.AddInitScriptAsync("window.moved = 0; new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) window.moved += e.value }).observe({ type: 'layout-shift', buffered: true })");
        var cancel = TestContext.Current.CancellationToken;
        foreach (var (answer, late) in new[] { ("**/api/series", 200), ("**/api/series/calendar*", 500), ("**/api/calendar", 800) })
            await page.RouteAsync(answer, async route =>
            {
                await Task.Delay(late, cancel);
                await route.ContinueAsync();
            });
        await page.GotoAsync("/sessions");
        await Expect(page.GetByText("Reading your sessions").First).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { NameRegex = new("Ward 4 feedback.*Every") }).First).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "In your own calendar" })).ToBeVisibleAsync();
        await page.WaitForTimeoutAsync(1000);
        Assert.Equal(0, await page.EvaluateAsync<double>("() => window.moved"));
    }

    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task Sessions_WhoseDatesAreNotHere_AreNotShownAsNone(int width)
    {
        var page = await AmaraAsync(width);
        await page.RouteAsync("**/api/series/calendar*", route => route.FulfillAsync(new() { Status = 400 }));
        await page.GotoAsync("/sessions");
        await Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "could not be read" })).ToBeVisibleAsync();
        await Expect(page.GetByText("Reading your sessions")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Sessions_GoneToWithoutANetwork_AreSaidToBeUnread_AndComeWithIt()
    {
        var page = await AmaraAsync(1440, isKept: true);
        await page.ProgramIsKeptAsync();
        await page.Context.SetOfflineAsync(true);
        await page.GetByRole(AriaRole.Link, new() { Name = "Sessions", Exact = true }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "could not be read" })).ToBeVisibleAsync();
        await Expect(page.GetByText("Reading your sessions")).ToHaveCountAsync(0);
        await Expect(page.GetByText("No feedback sessions yet")).ToHaveCountAsync(0);
        await page.Context.SetOfflineAsync(false);
        await Expect(page.GetByRole(AriaRole.Link, new() { NameRegex = new("Ward 4 feedback.*Every") }).First).ToBeVisibleAsync();
        await Expect(page.GetByText("could not be read")).ToHaveCountAsync(0);
    }

    /// <summary>Amara's page, all of which has come.</summary>
    private async Task<IPage> AmaraAsync(int width, bool isKept = false)
    {
        var page = await browsers.OpenAsAsync("amara", "/today", width, isKept: isKept);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Next", Exact = true })).ToBeVisibleAsync();
        return page;
    }

    // The pages as they are gone to are looked at by EveryPageTests; here, what one makes of them.
    private static async Task LookAsync(IPage page, string where, int width)
    {
        await Axe.FindsNothingAsync(page, $"{where} at {width} px");
        var wide = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
        Assert.True(wide <= width, $"{where} is {wide} px wide on a screen of {width}");
        if (Environment.GetEnvironmentVariable("HUB_PICTURES") is { } folder) await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"session-{where}-{width}.png") });
    }
}

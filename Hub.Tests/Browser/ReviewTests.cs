using System.Net.Http.Json;
using Hub.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Browser;

/// <summary>A case from the agenda to the minutes, as three people see it.</summary>
[Collection(nameof(Browsers))]
public class ReviewTests(Browsers browsers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Case_FromTheAgendaToTheMinutes_BlindUntilTheReveal()
    {
        var room = await RoomAsync();
        var rosa = await browsers.OpenAsync();
        await rosa.SignInAsync("Rosa Delgado");
        await rosa.GotoAsync($"/rooms/{room}");
        await rosa.GetByRole(AriaRole.Textbox, new() { Name = "Question" }).FillAsync("Valve surgery now, or medical therapy first?");
        await rosa.GetByRole(AriaRole.Textbox, new() { Name = "Context" }).FillAsync("M.K., 70s, female");
        await rosa.GetByRole(AriaRole.Textbox, new() { Name = "What identifies the patient" }).FillAsync("MRN 4711");
        await rosa.GetByRole(AriaRole.Button, new() { Name = "Add to the agenda" }).ClickAsync();
        await Expect(rosa.GetByText("6 not ready")).ToBeVisibleAsync();
        await LookAsync(rosa, "preparing", 1440);
        await Expect(rosa.GetByText("MRN 4711")).ToHaveCountAsync(0);
        await rosa.GetByRole(AriaRole.Button, new() { Name = "Show it; this is noted" }).ClickAsync();
        await Expect(rosa.GetByText("MRN 4711")).ToBeVisibleAsync();
        await rosa.GetByRole(AriaRole.Button, new() { Name = "Start case 1" }).ClickAsync();

        var amara = await browsers.OpenAsync(390, 844);
        await amara.SignInAsync("Amara");
        await amara.GotoAsync($"/rooms/{room}");
        await rosa.GetByRole(AriaRole.Button, new() { Name = "Ask for opinions" }).ClickAsync();
        await rosa.GetByRole(AriaRole.Button, new() { Name = "Open, unseen by each other" }).ClickAsync();
        await amara.GetByRole(AriaRole.Textbox, new() { Name = "Position" }).FillAsync("Surgery within a week");
        await amara.GetByText("4", new() { Exact = true }).ClickAsync();
        await amara.GetByRole(AriaRole.Textbox, new() { Name = "Reasoning" }).FillAsync("She walks her dog each day");
        await LookAsync(amara, "opinion", 390);
        await amara.GetByRole(AriaRole.Button, new() { Name = "Give my opinion" }).ClickAsync();
        await Expect(amara.GetByText("Only you see it until the chair reveals all.")).ToBeVisibleAsync();
        await Expect(rosa.GetByText("Amara: answered")).ToBeVisibleAsync();
        Assert.DoesNotContain("Surgery within a week", await rosa.ContentAsync(), StringComparison.Ordinal);

        // Somebody who comes late stands where all stand.
        var chen = await browsers.OpenAsync(1440, 900, ColorScheme.Dark);
        await chen.SignInAsync("Dr. Wei Chen");
        await chen.GotoAsync($"/rooms/{room}");
        await chen.GetByRole(AriaRole.Button, new() { Name = "Pass" }).ClickAsync();
        await chen.GetByRole(AriaRole.Button, new() { Name = "Raise my hand" }).ClickAsync();
        await Expect(rosa.GetByText("hand up, 1.")).ToBeVisibleAsync();
        await rosa.GetByRole(AriaRole.Button, new() { NameRegex = new("Reveal opinions") }).ClickAsync();
        foreach (var page in (IPage[])[rosa, amara, chen]) await Expect(page.GetByText("She walks her dog each day")).ToBeVisibleAsync();
        await LookAsync(chen, "revealed", 1440);

        await rosa.GetByRole(AriaRole.Button, new() { Name = "Decide" }).ClickAsync();
        var form = rosa.GetByRole(AriaRole.Form, new() { Name = "Decision" });
        await form.GetByLabel("Recommendation").FillAsync("Valve surgery on Thursday");
        await form.GetByLabel("Rationale").FillAsync("Fit for it, and the valve will not wait");
        await form.GetByLabel("Owner").SelectOptionAsync(new SelectOptionValue { Label = "Dr. Wei Chen" });
        await form.GetByLabel("Due", new() { Exact = false }).First.FillAsync(TimeProvider.System.GetUtcNow().AddDays(9).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await LookAsync(rosa, "deciding", 1440);
        await form.GetByRole(AriaRole.Button, new() { Name = "Write it down" }).ClickAsync();
        await Expect(amara.GetByText("Valve surgery on Thursday")).ToBeVisibleAsync();
        await rosa.GetByRole(AriaRole.Button, new() { Name = "Close the case" }).ClickAsync();
        await Expect(rosa.GetByText("All cases are closed")).ToBeVisibleAsync();

        await amara.GetByRole(AriaRole.Link, new() { Name = "Minutes" }).ClickAsync();
        await Expect(amara.GetByRole(AriaRole.Heading, new() { Name = "1. Valve surgery now, or medical therapy first?" })).ToBeVisibleAsync();
        await Expect(amara.GetByText("Surgery within a week")).ToBeVisibleAsync();
        await Expect(amara.GetByText("Valve surgery on Thursday")).ToBeVisibleAsync();
        await LookAsync(amara, "minutes", 390);
    }

    private async Task<Guid> RoomAsync()
    {
        await using var rosa = await Member.SignInAsync(browsers.Host.Node.Address, "rosa");
        await using var amara = await Member.SignInAsync(browsers.Host.Node.Address, "amara");
        await using var chen = await Member.SignInAsync(browsers.Host.Node.Address, "chen");
        using var made = await rosa.Http.PostAsJsonAsync("/api/rooms", new { kind = "caseReview", title = $"Valve board {Guid.CreateVersion7():N}"[..20], members = new[] { amara.Id, chen.Id } }, Cancel);
        return (await made.Content.ReadFromJsonAsync<WireId>(Cancel))!.Id;
    }

    private static async Task LookAsync(IPage page, string where, int width)
    {
        await Axe.FindsNothingAsync(page, $"review, {where} at {width} px");
        var wide = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
        Assert.True(wide <= width, $"{where} is {wide} px wide on a screen of {width}");
        if (Environment.GetEnvironmentVariable("HUB_PICTURES") is { } folder) await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"review-{where}-{width}.png") });
    }
}

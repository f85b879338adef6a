using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.Core.Data;
using Hub.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Browser;

[Collection(nameof(TimedBrowsers))]
public class NoticesTests(Browsers browsers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>On a hub of its own, whose clock is set ahead: nobody waits five minutes for a snooze to end.</summary>
    [Fact]
    public async Task Nudge_SnoozedOnTheDesktop_ComesAgain_AndAcknowledgedOnThePhoneIsGoneFromTheDesktopWithinTwoSeconds()
    {
        await using var host = await HubHost.StartAsync(Engine.Sqlite);
        var rosa = await host.MemberAsync("rosa", connect: false);
        var chen = await host.MemberAsync("chen", connect: false);
        var room = await rosa.CreateRoomAsync("Ward 4 labs", chen.Id);
        var other = await rosa.CreateRoomAsync("Ward 4 talk", chen.Id);
        await rosa.PostRawAsync(other, new { id = Guid.CreateVersion7(), type = "postMessage", text = "Being read" });
        await rosa.PostRawAsync(room, new { id = Guid.CreateVersion7(), type = "postMessage", text = "Lactate 4.2", priority = "urgent", expects = new { kind = "acknowledge", from = new[] { chen.Id }, withinMinutes = 1 } });
        var desktop = await browsers.OpenAsAsync("chen", "/today", at: host.Node.Address);
        await desktop.GoToRoomAsync(other);
        var phone = await browsers.OpenAsAsync("chen", "/today", 390, at: host.Node.Address);
        await phone.GetByRole(AriaRole.Link, new() { NameRegex = new("^Notices") }).ClickAsync();
        await Expect(phone.GetByRole(AriaRole.Heading, new() { NameRegex = new("^(For you|Nothing new)") })).ToBeVisibleAsync();
        var before = await desktop.Message("Being read").BoundingBoxAsync();

        await AheadAsync(rosa, TimeSpan.FromMinutes(1.1));
        var toast = desktop.GetByRole(AriaRole.Link, new() { NameRegex = new("Urgent: A message waits for you") });
        await Expect(toast).ToBeVisibleAsync();
        Assert.Equal(before!.Y, (await desktop.Message("Being read").BoundingBoxAsync())!.Y);
        await toast.ClickAsync();
        await Expect(desktop).ToHaveURLAsync(new Regex($"/rooms/{room}/\\d+$"));
        await desktop.GetByRole(AriaRole.Button, new() { Name = "Later" }).ClickAsync();
        await desktop.GetByRole(AriaRole.Menuitem, new() { Name = "In 5 minutes" }).ClickAsync();
        await Expect(desktop.Message("Lactate 4.2").GetByText("Dr. Chen wants to be reminded")).ToBeVisibleAsync();
        var entry = phone.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Ward 4 labs" });
        await ShowNewAsync(phone, entry, 1);
        await entry.GetByText("Why did I get this?").ClickAsync();
        await Expect(entry).ToContainTextAsync("It is urgent.");

        await phone.GetByRole(AriaRole.Link, new() { NameRegex = new("^Today") }).ClickAsync();
        await desktop.GoToRoomAsync(other);
        await AheadAsync(rosa, TimeSpan.FromMinutes(5.1));
        await Expect(toast).ToBeVisibleAsync();
        var bell = desktop.GetByRole(AriaRole.Link, new() { NameRegex = new("^Notices.*new$") });
        await Expect(bell).ToBeVisibleAsync();
        // The message on a screen beside, opened when the nudge was there: nobody had it before them.
        var beside = await desktop.Context.NewPageAsync();
        await beside.GoToRoomAsync(room);
        var line = beside.Message("Lactate 4.2");
        await Expect(line.GetByText("Waiting for you")).ToBeVisibleAsync();
        var acknowledge = phone.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Lactate 4.2" }).GetByRole(AriaRole.Button, new() { Name = "Acknowledge" });
        await Expect(acknowledge).ToBeVisibleAsync();

        var watch = Stopwatch.StartNew();
        await acknowledge.ClickAsync();
        await Task.WhenAll(Expect(toast).ToHaveCountAsync(0), Expect(bell).ToHaveCountAsync(0), Expect(line.GetByText("Acknowledged by you")).ToBeVisibleAsync());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"It took {watch.Elapsed}.");
        await phone.GotoAsync($"/open/{Guid.CreateVersion7()}");
        await Expect(phone.GetByText("This notice is not here.")).ToBeVisibleAsync();
    }

    /// <summary>What comes while one reads waits behind a button; the demo tells other things too.</summary>
    private static Task ShowNewAsync(IPage page, ILocator entry, int count) => Machine.UntilAsync(async () =>
    {
        var later = page.GetByRole(AriaRole.Button, new() { NameRegex = new("new notice") });
        if (await later.IsVisibleAsync()) await later.ClickAsync();
        return await entry.CountAsync() == count;
    }, TimeSpan.FromSeconds(20), () => $"There are not {count} such notices.");

    private static async Task AheadAsync(Member member, TimeSpan by)
    {
        var now = (await member.Http.GetFromJsonAsync<JsonElement>("/api/dev/clock", Cancel)).GetProperty("now").GetDateTimeOffset();
        using var set = await member.Http.PostAsJsonAsync("/api/dev/clock", new { now = now + by }, Cancel);
        Assert.True(set.IsSuccessStatusCode, await set.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task HowIAmTold_ByKeyboard_IsKept_AndNonsenseIsSaid()
    {
        var page = await browsers.OpenAsAsync("mei", "/me");
        var from = page.GetByRole(AriaRole.Group, new() { Name = "Quiet hours", Exact = true }).GetByRole(AriaRole.Slider, new() { Name = "Monday, from" });
        await from.FocusAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await page.Keyboard.PressAsync("PageDown");
        await Expect(from).ToHaveAttributeAsync("aria-valuetext", "20:45");
        await Expect(page.GetByText("Saved.")).ToBeVisibleAsync();
        await page.GetByLabel("Time zone").SelectOptionAsync("America/Chicago");
        await page.GetByLabel("What waits for me: E-mail").UncheckAsync();
        await page.GetByLabel("Stands in for me").SelectOptionAsync(new SelectOptionValue { Label = "Priya Raman" });
        await page.GetByLabel("Until", new() { Exact = true }).FillAsync("2090-01-01T08:00");
        await Expect(page.GetByText("Not saved: Do not disturb lasts a year at most.")).ToBeVisibleAsync();
        // What is refused says so where it was said, and takes along nothing of the rest.
        await Expect(page.GetByLabel("Until", new() { Exact = true })).ToHaveAccessibleDescriptionAsync(new Regex("a year at most"));
        await Expect(page.GetByText("Saved.")).ToBeVisibleAsync();

        await page.ReloadAsync();
        await Expect(from).ToHaveAttributeAsync("aria-valuetext", "20:45");
        await Expect(page.GetByLabel("Stands in for me").Locator("option:checked")).ToHaveTextAsync("Priya Raman");
        await Expect(page.GetByLabel("Time zone")).ToHaveValueAsync("America/Chicago");
        await Expect(page.GetByLabel("What waits for me: E-mail")).Not.ToBeCheckedAsync();
    }
}

using System.Diagnostics;
using Hub.Core.Data;
using Hub.Core.Notifications;
using Hub.Core.Rooms.Messages;
using Hub.Tests.Support;
using Hub.Tests.Teams;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Browser;

[Collection(nameof(Browsers))]
public class NoticesTests(Browsers browsers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Told_OnTwoDevices_NothingMovesOnThePage_AndAcknowledgingOnThePhoneEndsItOnTheDesktopWithinTwoSeconds()
    {
        await using var rosa = await Member.SignInAsync(browsers.Host.Node.Address, "rosa");
        await using var chen = await Member.SignInAsync(browsers.Host.Node.Address, "chen");
        var room = await rosa.CreateRoomAsync($"Told {Guid.CreateVersion7():N}"[..18], chen.Id);
        var other = await rosa.CreateRoomAsync($"Read {Guid.CreateVersion7():N}"[..18], chen.Id);
        await rosa.PostRawAsync(other, new { id = Guid.CreateVersion7(), type = "postMessage", text = "Being read" });
        await rosa.PostRawAsync(room, new { id = Guid.CreateVersion7(), type = "postMessage", text = "Potassium 6.1, please confirm", expects = new { kind = "acknowledge", from = new[] { chen.Id } } });
        var seq = (await rosa.FetchAsync(room))[^1].Seq;

        var desktop = await browsers.OpenAsync();
        await desktop.SignInAsync("Dr. Wei Chen");
        await desktop.GoToRoomAsync(other);
        var phone = await browsers.OpenAsync(390, 844);
        await phone.SignInAsync("Dr. Wei Chen");
        await phone.GetByRole(AriaRole.Link, new() { NameRegex = new("^Notices") }).ClickAsync();
        await Expect(phone.GetByRole(AriaRole.Heading, new() { Name = "Notices" })).ToBeVisibleAsync();
        await Expect(phone.GetByText("Reading what you were told")).ToHaveCountAsync(0);
        var before = await desktop.Message("Being read").BoundingBoxAsync();
        await TellAsync(new Notice($"nudge/{room}/{seq}", NoticeKind.Nudge, chen.Id, Priority.Urgent, TimeProvider.System.GetUtcNow(), room, seq, chen.Id));

        var toast = desktop.GetByRole(AriaRole.Link, new() { NameRegex = new("Urgent: A message waits for you") });
        await Expect(toast).ToBeVisibleAsync();
        Assert.Equal(before!.Y, (await desktop.Message("Being read").BoundingBoxAsync())!.Y);
        await phone.GetByRole(AriaRole.Button, new() { NameRegex = new("new notice") }).ClickAsync();
        var entry = phone.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "A message waits for you" }).Filter(new() { HasText = "Told" });
        await entry.GetByText("Why did I get this?").ClickAsync();
        await Expect(entry).ToContainTextAsync("It is urgent.");
        await entry.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(phone).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"/rooms/{room}/{seq}$"));
        await desktop.GotoAsync("/notices");
        var line = desktop.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Told" });
        await Expect(line).ToHaveCountAsync(1);
        await Expect(line.GetByText("Done", new() { Exact = true })).ToHaveCountAsync(0);

        var watch = Stopwatch.StartNew();
        await phone.GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).First.ClickAsync();
        await Expect(line.GetByText("Done", new() { Exact = true })).ToBeVisibleAsync();
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"It took {watch.Elapsed}.");
        await phone.GotoAsync($"/open/{Guid.CreateVersion7()}");
        await Expect(phone.GetByText("This notice is not here.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task HowIAmTold_ByKeyboard_IsKept_AndNonsenseIsSaid()
    {
        var page = await browsers.OpenAsync();
        await page.SignInAsync("Mei Tanaka");
        await page.GotoAsync("/me");
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
        await page.GetByLabel("Stands in for me").SelectOptionAsync(new SelectOptionValue { Label = "Priya Raman" });
        await Expect(page.GetByText("Saved.")).ToBeVisibleAsync();

        await page.ReloadAsync();
        await Expect(from).ToHaveAttributeAsync("aria-valuetext", "20:45");
        await Expect(page.GetByLabel("Stands in for me").Locator("option:checked")).ToHaveTextAsync("Priya Raman");
    }

    [Theory]
    [InlineData(1440, 1000, ColorScheme.Light)]
    [InlineData(1440, 1000, ColorScheme.Dark)]
    [InlineData(390, 844, ColorScheme.Light)]
    [InlineData(390, 844, ColorScheme.Dark)]
    public async Task Pages_AxeFindsNothing_AndNothingIsWiderThanTheScreen(int width, int height, ColorScheme scheme)
    {
        await using var jonas = await Member.SignInAsync(browsers.Host.Node.Address, "jonas");
        var now = TimeProvider.System.GetUtcNow();
        await TellAsync(
            new("looks/1", NoticeKind.Nudge, jonas.Id, Priority.Urgent, now), new("looks/2", NoticeKind.Escalated, jonas.Id, Priority.Important, now),
            new("looks/3", NoticeKind.SessionReminder, jonas.Id, Priority.Routine, now), new("looks/4", NoticeKind.Thanks, jonas.Id, Priority.Routine, now));
        var page = await browsers.OpenAsync(width, height, scheme);
        await page.SignInAsync("Jonas Weber");
        foreach (var (path, shown) in ((string, string)[])[("notices", "You were thanked"), ("me", "What waits for me"), ("today", "Unread")])
        {
            await page.GotoAsync($"/{path}");
            await Expect(page.GetByText(shown).First).ToBeVisibleAsync();
            if (path == "notices") await page.GetByText("Why did I get this?").First.ClickAsync();
            var look = $"{path}-{width}-{scheme.ToString().ToLowerInvariant()}";
            await Axe.FindsNothingAsync(page, look);
            var wide = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
            Assert.True(wide <= width, $"{look} is {wide} px wide");
            if (Environment.GetEnvironmentVariable("HUB_PICTURES") is not { } folder) continue;
            if (path == "me") await page.GetByRole(AriaRole.Heading, new() { Name = "Quiet and working hours" }).ScrollIntoViewIfNeededAsync();
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"notices-{look}.png") });
        }
    }

    // As a job of another process would tell it.
    private async Task TellAsync(params Notice[] notices)
    {
        await using var database = Database.OnSqlite(Path.Combine(browsers.Host.DataFolder, "node0", "hub.db"));
        await new NotificationBook(database, new Standings(new TeamHost.Factory(database)), TimeProvider.System, []).TellAsync(notices, Cancel);
    }
}

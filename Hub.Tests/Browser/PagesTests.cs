using Hub.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Browser;

[Collection(nameof(Browsers))]
public class PagesTests(Browsers browsers)
{
    [Fact]
    public async Task OnAPhone_SignInOpenARoomWriteAndGoBack()
    {
        await using var rosa = await Member.SignInAsync(browsers.Host.Node.Address, "rosa");
        var title = $"Phone {Guid.CreateVersion7():N}"[..18];
        var room = await rosa.CreateRoomAsync(title);
        var page = await browsers.OpenAsync(390, 844);
        await page.SignInAsync("Rosa Delgado");

        await page.GetByRole(AriaRole.Link, new() { Name = "Rooms", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new(title) }).ClickAsync();
        await page.Composer().FillAsync("With one hand");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(page.Message("With one hand")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Link, new() { Name = "Back to the rooms" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Link, new() { NameRegex = new(title) })).ToBeVisibleAsync();
        await InJournalAsync(rosa, room, "With one hand");
    }

    [Fact]
    public async Task ByKeyboardAlone_SignInOpenARoomAndWrite()
    {
        await using var rosa = await Member.SignInAsync(browsers.Host.Node.Address, "rosa");
        var title = $"Keys {Guid.CreateVersion7():N}"[..18];
        var room = await rosa.CreateRoomAsync(title);
        var page = await browsers.OpenAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("Rosa Delgado") })).ToBeVisibleAsync();

        await TabToAsync("Rosa Delgado");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Today" })).ToBeVisibleAsync();
        await TabToAsync("Rooms");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Link, new() { NameRegex = new(title) })).ToBeVisibleAsync();
        await TabToAsync(title);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Feed)).ToHaveAttributeAsync("aria-busy", "false");
        await TabToAsync("Message");
        await page.Keyboard.TypeAsync("No hand left the keys");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Message("No hand left the keys")).ToHaveCountAsync(1);
        await InJournalAsync(rosa, room, "No hand left the keys");

        async Task TabToAsync(string name)
        {
            for (var i = 0; i < 80; i++)
            {
                var here = await page.EvaluateAsync<string>("() => { const e = document.activeElement; return e.getAttribute('aria-label') ?? (e === document.body ? '' : e.textContent) }");
                if (here == name || (name != "Message" && here.Contains(name, StringComparison.Ordinal))) return;
                await page.Keyboard.PressAsync("Tab");
            }
            Assert.Fail($"{name} is not reached by Tab.");
        }
    }

    /// <summary>The page shows at once what was written; the server has it a moment later.</summary>
    private static Task InJournalAsync(Member reader, Guid room, string text) => Machine.UntilAsync(
        async () => (await reader.FetchAsync(room)).Any(e => e.Text == text), TimeSpan.FromSeconds(15), () => $"\"{text}\" was shown but not sent");
}

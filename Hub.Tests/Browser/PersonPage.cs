using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Browser;

/// <summary>What a person does in the page, found by the names that a screen reader reads out.</summary>
public static class PersonPage
{
    public static async Task SignInAsync(this IPage page, string name)
    {
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new($"{Regex.Escape(name)}") }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Main" })).ToBeVisibleAsync();
    }

    /// <summary>Goes to the room and waits until it can be written in.</summary>
    public static async Task GoToRoomAsync(this IPage page, Guid room)
    {
        await page.GotoAsync($"/rooms/{room}");
        await page.RoomIsReadAsync();
    }

    public static Task RoomIsReadAsync(this IPage page) =>
        Expect(page.GetByRole(AriaRole.Feed, new() { Name = "Messages" })).ToHaveAttributeAsync("aria-busy", "false");

    public static ILocator Composer(this IPage page) => page.GetByRole(AriaRole.Textbox, new() { Name = "Message", Exact = true });

    public static ILocator Message(this IPage page, string text) => page.GetByRole(AriaRole.Article).Filter(new() { HasText = text });

    public static async Task WriteAsync(this IPage page, string text)
    {
        await page.Composer().FillAsync(text);
        await page.Composer().PressAsync("Enter");
    }
}

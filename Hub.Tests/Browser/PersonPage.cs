using System.Text.RegularExpressions;
using Hub.Tests.Support;
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

    /// <summary>Opens the menu of a message and takes one of its items.</summary>
    public static async Task MenuAsync(this IPage page, string message, string item)
    {
        var line = page.Message(message).First;
        await line.HoverAsync();
        await line.GetByRole(AriaRole.Button, new() { Name = "More", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = item, Exact = true }).ClickAsync();
    }

    public static async Task ReplyAsync(this IPage page, string message)
    {
        await page.Message(message).HoverAsync();
        await page.Message(message).GetByRole(AriaRole.Button, new() { Name = "Reply", Exact = true }).ClickAsync();
    }

    /// <summary>Waits until the page would also come without a network.</summary>
    public static Task ProgramIsKeptAsync(this IPage page) => page.UntilAsync("async () => (await caches.match('/')) !== undefined", null);

    // Playwright's own waiting takes a promise for an answer.
    public static Task UntilAsync(this IPage page, string script, object? argument) =>
        Machine.UntilAsync(() => page.EvaluateAsync<bool>(script, argument), TimeSpan.FromSeconds(30), () => $"Never: {script}");

    /// <summary>From now on this browser can keep nothing, and says so after three seconds.</summary>
    public static Task CannotKeepAsync(this IPage page) => page.EvaluateAsync("""
        () => {
          const encrypt = crypto.subtle.encrypt
          window.keepAgain = () => { crypto.subtle.encrypt = encrypt }
          crypto.subtle.encrypt = () => new Promise((_, reject) => setTimeout(() => reject(new DOMException('The disk is full.', 'QuotaExceededError')), 3000))
        }
        """);

    public static Task KeepsAgainAsync(this IPage page) => page.EvaluateAsync("() => window.keepAgain()");

    public static async Task WriteAsync(this IPage page, string text)
    {
        await page.Composer().FillAsync(text);
        await page.Composer().PressAsync("Enter");
    }
}

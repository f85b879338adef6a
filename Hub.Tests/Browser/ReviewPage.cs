using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Browser;

/// <summary>The chair's and the members' steps, by the names on their buttons.</summary>
internal static class ReviewPage
{
    public static ILocator Step(this IPage page) => page.GetByRole(AriaRole.List, new() { Name = "Phase" }).Locator("[aria-current=step]");

    public static Task Press(this IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).First.ClickAsync();

    /// <summary>Something in the chair's menu.</summary>
    public static async Task ChooseAsync(this IPage page, string name)
    {
        await page.Press("More");
        await page.GetByRole(AriaRole.Menuitem, new() { NameRegex = new(Regex.Escape(name)) }).ClickAsync();
    }

    /// <summary>Presses Tab until what is called so has the focus, as somebody without a mouse does.</summary>
    public static async Task TabToAsync(this IPage page, string name)
    {
        await Expect(page.GetByLabel(name).Or(page.GetByRole(AriaRole.Button, new() { Name = name })).First).ToBeVisibleAsync();
        for (var presses = 0; presses < 150; presses++)
        {
            var focused = await page.EvaluateAsync<string>("() => { const e = document.activeElement; return e.getAttribute('aria-label') ?? e.labels?.[0]?.innerText ?? e.innerText ?? '' }");
            if (focused.Trim().StartsWith(name, StringComparison.Ordinal)) return;
            await page.Keyboard.PressAsync("Tab");
        }
        Assert.Fail($"{name} is not reached by the keyboard.");
    }

    public static async Task TabAndEnterAsync(this IPage page, string name)
    {
        await page.TabToAsync(name);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>What is shown, wide and on a phone: axe finds nothing, nothing is wider than the screen, the bar of the next step covers nothing. A picture where they are taken.</summary>
    /// <param name="phone">Whose page is a phone's; none: the wide one becomes one for a moment.</param>
    public static async Task LookAsync(string where, IPage wide, IPage? phone = null)
    {
        if (phone is not null)
        {
            await Task.WhenAll(LookAtAsync(wide, where), LookAtAsync(phone, where));
            return;
        }
        await LookAtAsync(wide, where);
        await wide.SetViewportSizeAsync(390, 844);
        await LookAtAsync(wide, where);
        await wide.SetViewportSizeAsync(1440, 900);
    }

    private static async Task LookAtAsync(IPage page, string where)
    {
        var width = page.ViewportSize!.Width;
        await Axe.FindsNothingAsync(page, $"{where} at {width} px");
        var wide = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
        Assert.True(wide <= width, $"{where} is {wide} px wide on a screen of {width}");
        Assert.False(await page.EvaluateAsync<bool>("() => { const bar = document.querySelector('[class*=deeds]'), read = document.querySelector('[class*=columns]')?.parentElement; return !!bar && !!read && bar.getBoundingClientRect().top < read.getBoundingClientRect().bottom - 1 }"), $"{where}: the bar covers what is read");
        await PictureAsync(page, $"{where}-{width}");
    }

    /// <summary>Light and dark, where HUB_PICTURES says; the dark one's name ends in -dark.</summary>
    public static async Task PictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("HUB_PICTURES") is not { } folder) return;
        foreach (var (scheme, ending) in ((ColorScheme, string)[])[(ColorScheme.Dark, "-dark"), (ColorScheme.Light, "")])
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await Expect(page.Locator($"html[data-mantine-color-scheme={scheme.ToString().ToLowerInvariant()}]")).ToBeAttachedAsync();
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}{ending}.png") });
        }
    }
}

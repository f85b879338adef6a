using Hub.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Browser;

/// <summary>What fingers reach on a phone, where nothing hovers.</summary>
[Collection(nameof(Browsers))]
public class PhoneTests(Browsers browsers)
{
    [Fact]
    public async Task TappedMessage_ShowsItsTools_AndATooLongReplyStaysToBeShortened()
    {
        await using var owner = await Member.SignInAsync(browsers.Host.Node.Address, "amara");
        var room = await owner.CreateRoomAsync($"Ward {Guid.CreateVersion7():N}"[..20]);
        await owner.PostRawAsync(room, new { id = Guid.CreateVersion7(), type = "postMessage", text = "Potassium 6.1, what now?" });
        var amara = await browsers.OpenAsAsync("amara", $"/rooms/{room}", 390, fingers: true);
        var message = amara.Message("Potassium 6.1");
        await message.GetByText("what now").TapAsync();

        // Tapped where it is seen: what is there and lets fingers through would be hit by no one.
        await message.GetByRole(AriaRole.Button, new() { NameRegex = new("^More") }).TapAsync();
        await amara.GetByRole(AriaRole.Menuitem, new() { Name = "Reply in a thread" }).TapAsync();
        var reply = amara.GetByRole(AriaRole.Textbox, new() { Name = "Reply in the thread" });
        var longer = new string('x', 33 * 1024);
        await reply.FillAsync(longer);
        await amara.GetByRole(AriaRole.Button, new() { Name = "Send the reply" }).TapAsync();
        await Expect(amara.GetByRole(AriaRole.Alert).Filter(new() { HasText = "longer than 32 KB" })).ToBeVisibleAsync();
        await Expect(reply).ToHaveValueAsync(longer);
        await reply.FillAsync("Calcium first");
        await amara.GetByRole(AriaRole.Button, new() { Name = "Send the reply" }).TapAsync();
        await Expect(amara.GetByRole(AriaRole.Dialog).GetByText("Calcium first")).ToBeVisibleAsync();
        await Expect(reply).ToHaveValueAsync("");
    }

    [Fact]
    public async Task WhatIsSaidLast_StaysInSight_WhenTheKeyboardComesAndTheDraftGrows()
    {
        await using var owner = await Member.SignInAsync(browsers.Host.Node.Address, "amara");
        var room = await owner.CreateRoomAsync($"Ward {Guid.CreateVersion7():N}"[..20]);
        for (var i = 1; i <= 60; i++) await owner.PostRawAsync(room, new { id = Guid.CreateVersion7(), type = "postMessage", text = $"Bed {i} is ready" });
        var amara = await browsers.InRoomAsync("amara", room, 390);
        var last = amara.Message("Bed 60 is ready").GetByText("Bed 60 is ready");
        await Expect(last).ToBeInViewportAsync(new() { Ratio = 1 });

        await amara.SetViewportSizeAsync(390, 500);
        await Expect(last).ToBeInViewportAsync(new() { Ratio = 1 });
        await amara.Composer().FillAsync("one\ntwo\nthree\nfour\nfive\nsix");
        await Expect(last).ToBeInViewportAsync(new() { Ratio = 1 });

        // Whoever has gone back stays where they read.
        await last.HoverAsync();
        await amara.Mouse.WheelAsync(0, -900);
        await Expect(amara.GetByRole(AriaRole.Button, new() { Name = "Newest" })).ToBeVisibleAsync();
        await amara.WaitForTimeoutAsync(500);
        var read = await AtTheTopAsync();
        foreach (var height in (int[])[700, 450, 844])
        {
            await amara.SetViewportSizeAsync(390, height);
            await amara.WaitForTimeoutAsync(300);
            Assert.Equal(read, await AtTheTopAsync());
        }

        Task<string?> AtTheTopAsync() => amara.EvaluateAsync<string?>("() => document.elementFromPoint(195, 160)?.closest('[role=article]')?.getAttribute('aria-posinset')");
    }
}

using System.Text.Json;
using Hub.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Browser;

[Collection(nameof(Browsers))]
public class RoomTests(Browsers browsers)
{
    [Fact]
    public async Task WrittenOffline_IsPendingThenSentOnceWhenBack()
    {
        var (_, amara, chen) = await TwoInARoom.OpenAsync(browsers);
        await amara.WriteAsync("before the lift");
        await Expect(chen.Message("before the lift")).ToHaveCountAsync(1);

        await amara.Context.SetOfflineAsync(true);
        await amara.WriteAsync("written in the lift");
        await amara.WriteAsync("and one more");
        await Expect(amara.Message("written in the lift")).ToContainTextAsync("Will be sent");
        await Expect(chen.Message("written in the lift")).ToHaveCountAsync(0);
        await amara.Context.SetOfflineAsync(false);

        await Expect(chen.Message("and one more")).ToHaveCountAsync(1);
        await Expect(chen.Message("written in the lift")).ToHaveCountAsync(1);
        await Expect(amara.Message("written in the lift")).ToHaveCountAsync(1);
        await Expect(amara.Message("written in the lift")).Not.ToContainTextAsync("Will be sent");
    }

    [Fact]
    public async Task EnterAfterEnter_WithoutAPause_SendsEachByItself()
    {
        var (_, amara, chen) = await TwoInARoom.OpenAsync(browsers);
        await amara.Composer().FocusAsync();
        for (var i = 0; i < 20; i++)
        {
            await amara.Keyboard.TypeAsync($"bed {i:00}.");
            await amara.Keyboard.PressAsync("Enter");
        }
        await Expect(chen.GetByRole(AriaRole.Article).Filter(new() { HasText = "bed " })).ToContainTextAsync(Enumerable.Range(0, 20).Select(i => $"bed {i:00}."));
        await Expect(amara.Composer()).ToHaveValueAsync("");
    }

    [Fact]
    public async Task BrowserThatCannotKeepWhatIsSent_GivesItBackInOrder_AndSendsItWhenItCan()
    {
        var (_, amara, chen) = await TwoInARoom.OpenAsync(browsers);
        await chen.WriteAsync("how much?");
        await amara.ReplyAsync("how much?");
        await amara.CannotKeepAsync();
        await amara.GetByRole(AriaRole.Button, new() { NameRegex = new("Priority") }).ClickAsync();
        await amara.GetByRole(AriaRole.Menuitem, new() { NameRegex = new("Urgent") }).ClickAsync();
        await amara.Composer().FocusAsync();
        foreach (var text in (string[])["one", "two", "three"])
        {
            await amara.Keyboard.TypeAsync(text);
            await amara.Keyboard.PressAsync("Enter");
        }
        // Also to whoever leaves the room meanwhile and comes back.
        await amara.GetByRole(AriaRole.Link, new() { NameRegex = new("^Today") }).First.ClickAsync();
        await amara.GoBackAsync();
        await Expect(amara.GetByRole(AriaRole.Alert)).ToContainTextAsync("this browser could not keep the message");
        await Expect(amara.Composer()).ToHaveValueAsync("one\ntwo\nthree");
        await Expect(amara.GetByText("Replying to Dr. Chen: how much?")).ToBeVisibleAsync();
        await amara.KeepsAgainAsync();
        await amara.Composer().PressAsync("Enter");
        await Expect(chen.Message("three")).ToContainTextAsync("one");
        await Expect(chen.Message("three")).ToContainTextAsync("Urgent");
        await Expect(chen.Message("three")).ToContainTextAsync("how much?");
        await Expect(amara.Composer()).ToHaveValueAsync("");
        await Expect(amara.GetByText("could not keep")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task CaretStaysInWhatIsTyped_WhileWhatCouldNotBeKeptComesBackBeforeIt()
    {
        var (_, amara, _) = await TwoInARoom.OpenAsync(browsers);
        await amara.CannotKeepAsync();
        await amara.WriteAsync("not kept");
        await amara.Keyboard.TypeAsync("potassium  today");
        for (var i = 0; i < " today".Length; i++) await amara.Keyboard.PressAsync("ArrowLeft");
        await amara.Keyboard.TypeAsync("6.1 and lactate 5.2", new() { Delay = 250 });
        await Expect(amara.Composer()).ToHaveValueAsync("not kept\npotassium 6.1 and lactate 5.2 today");
    }

    [Fact]
    public async Task ReplyThatComesBack_LeavesTheFocusWhereOneWrites()
    {
        var (_, amara, chen) = await TwoInARoom.OpenAsync(browsers);
        await chen.WriteAsync("how much?");
        await amara.ReplyAsync("how much?");
        await amara.CannotKeepAsync();
        await amara.WriteAsync("6.1");
        var search = amara.GetByLabel("Search rooms and people");
        await search.ClickAsync();
        await amara.Keyboard.TypeAsync("written in the search", new() { Delay = 200 });
        await Expect(amara.Composer()).ToHaveValueAsync("6.1");
        await Expect(search).ToHaveValueAsync("written in the search");
        await Expect(amara.GetByText("Replying to Dr. Chen: how much?")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task DeedThatCannotBeKept_IsSaid_UntilOneCan()
    {
        var (_, amara, chen) = await TwoInARoom.OpenAsync(browsers);
        await chen.WriteAsync("potassium 6.1");
        await Expect(amara.Message("potassium 6.1")).ToBeVisibleAsync();
        await amara.CannotKeepAsync();
        await amara.MenuAsync("potassium 6.1", "Acknowledge");
        await Expect(amara.GetByText("Not done: this browser could not keep it.")).ToBeVisibleAsync();
        await Axe.FindsNothingAsync(amara, "a deed that was not kept");
        await amara.KeepsAgainAsync();
        await amara.MenuAsync("potassium 6.1", "Acknowledge");
        await Expect(chen.Message("potassium 6.1")).ToContainTextAsync("Acknowledged by");
        await Expect(amara.GetByText("Not done:")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task BegunAndNotSent_IsADraftInTheListOfRooms_AndStandsInItsFieldAfterAReload()
    {
        var (room, amara, chen) = await TwoInARoom.OpenAsync(browsers);
        var line = amara.Locator($"a[href='/rooms/{room}']").First;
        await amara.WriteAsync("potassium 6.1");
        await amara.Composer().FillAsync("begun");
        await amara.MenuAsync("potassium 6.1", "Edit");
        await amara.Composer().FillAsync("potassium 5");
        // It is kept a moment after the last key.
        await amara.WaitForTimeoutAsync(600);
        await Expect(line).Not.ToContainTextAsync("Draft");
        await amara.GotoAsync("/rooms");
        await Expect(line).ToContainTextAsync("Draft");
        await Axe.FindsNothingAsync(amara, "rooms with a draft");

        await line.ClickAsync();
        await Expect(amara.Composer()).ToHaveValueAsync("begun");
        await amara.MenuAsync("potassium 6.1", "Edit");
        await Expect(amara.Composer()).ToHaveValueAsync("potassium 5");
        await amara.Composer().PressAsync("Escape");
        await amara.MenuAsync("potassium 6.1", "Edit");
        await Expect(amara.Composer()).ToHaveValueAsync("potassium 6.1");
        await amara.Composer().PressAsync("Escape");
        await amara.Composer().PressAsync("Enter");
        await Expect(chen.Message("begun")).ToBeVisibleAsync();
        await amara.GotoAsync("/rooms");
        await Expect(line).ToBeVisibleAsync();
        await Expect(line).Not.ToContainTextAsync("Draft");
    }

    [Fact]
    public async Task TakenInWhileTheAddressIsOpen_TheRoomComes()
    {
        await using var amara = await Member.SignInAsync(browsers.Host.Node.Address, "amara");
        await using var chen = await Member.SignInAsync(browsers.Host.Node.Address, "chen");
        var room = await amara.CreateRoomAsync("Not yet his");
        var page = await browsers.OpenAsAsync("chen", $"/rooms/{room}");
        await Expect(page.GetByText("You are not in this room")).ToBeVisibleAsync();

        await amara.PostRawAsync(room, new { id = Guid.CreateVersion7(), type = "addMember", userId = chen.Id });
        await amara.PostRawAsync(room, new { id = Guid.CreateVersion7(), type = "postMessage", text = "come in" });

        await Expect(page.Message("come in")).ToBeVisibleAsync();
        await page.WriteAsync("here I am");
        await Expect(page.Message("here I am")).Not.ToContainTextAsync("Will be sent");
    }

    [Fact]
    public async Task ServerKilledAndStarted_AnOpenPageSendsWhatWaited_AClosedOneKeepsItUntilItIsOpenedAgain()
    {
        var (room, amara, chen) = await TwoInARoom.OpenAsync(browsers);
        var context = amara.Context;
        await browsers.Host.Node.KillAsync();
        await chen.WriteAsync("while it was down");
        await amara.WriteAsync("kept through the night");
        await Expect(chen.Message("while it was down")).ToContainTextAsync("Will be sent");
        await Expect(amara.Message("kept through the night")).ToContainTextAsync("Will be sent");
        await amara.CloseAsync();
        await browsers.Host.Node.StartAsync();

        // Chen's page came back by itself: sent, not merely shown. Amara's is closed, so hers is still on her device alone.
        await Expect(chen.Message("while it was down")).ToHaveCountAsync(1);
        await Expect(chen.Message("while it was down")).Not.ToContainTextAsync("Will be sent");
        await Expect(chen.Message("kept through the night")).ToHaveCountAsync(0);

        var again = await context.NewPageAsync();
        await again.GotoAsync($"/rooms/{room}");
        await Expect(chen.Message("kept through the night")).ToHaveCountAsync(1);
        foreach (var page in (IPage[])[chen, again])
        {
            await Expect(page.Message("kept through the night")).ToHaveCountAsync(1);
            await Expect(page.Message("while it was down")).ToHaveCountAsync(1);
        }
    }

    [Fact]
    public async Task RemovedMember_IsShownOutOfTheRoom()
    {
        var (_, amara, chen) = await TwoInARoom.OpenAsync(browsers);
        await amara.WriteAsync("for the team only");
        await Expect(chen.Message("for the team only")).ToHaveCountAsync(1);

        await RemoveChenAsync(amara);

        await Expect(chen.GetByText("You are not in this room")).ToBeVisibleAsync();
        await Expect(chen.GetByText("for the team only")).ToHaveCountAsync(0);
        await amara.WriteAsync("after the removal");
        await Expect(amara.Message("after the removal")).ToHaveCountAsync(1);
        await Expect(chen.GetByText("after the removal")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task TakenOutWhileOffline_WhatWasRefusedStandsOnToday_AndWhatWasBegunWhereTheRoomWas()
    {
        var (_, amara, chen) = await TwoInARoom.OpenAsync(browsers);
        await chen.Context.SetOfflineAsync(true);
        await chen.WriteAsync("said in the lift");
        await Expect(chen.Message("said in the lift")).ToContainTextAsync("Will be sent");
        await chen.Composer().FillAsync("half of a second one");
        await RemoveChenAsync(amara);
        await chen.Context.SetOfflineAsync(false);

        await Expect(chen.GetByText("You are not in this room")).ToBeVisibleAsync();
        await Expect(chen.GetByRole(AriaRole.Region, new() { Name = "What you had begun to write" })).ToContainTextAsync("half of a second one");
        await chen.GetByRole(AriaRole.Link, new() { Name = "Today" }).ClickAsync();
        await Expect(chen.GetByRole(AriaRole.Heading, new() { Name = "Not sent · 1" })).ToBeVisibleAsync();
        await Expect(chen.GetByText("said in the lift")).ToBeVisibleAsync();
        await chen.GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await Expect(chen.GetByText("said in the lift")).ToHaveCountAsync(0);
        await Expect(chen.GetByRole(AriaRole.Heading, new() { Name = "Not sent" })).ToHaveCountAsync(0);
        await Expect(amara.Message("said in the lift")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task UnreadAndAcknowledgement_AreSeenByBoth()
    {
        var amara = await Member.SignInAsync(browsers.Host.Node.Address, "amara");
        await using var _ = amara;
        var chen = await browsers.OpenAsAsync("chen", "/rooms");
        var chenId = (await chen.EvaluateAsync<JsonElement>("async () => (await fetch('/api/me')).json()")).GetProperty("id").GetGuid();
        var title = $"Ward {Guid.CreateVersion7():N}"[..16];
        var room = await amara.CreateRoomAsync(title, chenId);
        await amara.PostRawAsync(room, new { id = Guid.CreateVersion7(), type = "postMessage", text = "Please confirm", expects = new { kind = "acknowledge", from = new[] { chenId } } });

        var row = chen.GetByRole(AriaRole.Complementary, new() { Name = "Rooms" }).GetByRole(AriaRole.Link, new() { NameRegex = new(title) });
        await Expect(row).ToContainTextAsync("Waits for you");
        await row.ClickAsync();
        await chen.Message("Please confirm").GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).ClickAsync();

        await Expect(row).Not.ToContainTextAsync("Waits for you");
        await Machine.UntilAsync(async () => (await amara.FetchAsync(room)).Any(e => e.Type == "acknowledged" && e.Actor == chenId),
            TimeSpan.FromSeconds(15), () => "the acknowledgement was shown but not sent");
    }

    private static async Task RemoveChenAsync(IPage amara)
    {
        await OpenDetailsAsync(amara);
        await amara.GetByRole(AriaRole.Button, new() { Name = "More about Dr. Wei Chen" }).ClickAsync();
        await amara.GetByRole(AriaRole.Menuitem, new() { Name = "Remove from the room" }).ClickAsync();
    }

    private static async Task OpenDetailsAsync(IPage page)
    {
        var button = page.GetByRole(AriaRole.Button, new() { Name = "Members and details" });
        if (await button.GetAttributeAsync("aria-expanded") != "true") await button.ClickAsync();
    }
}

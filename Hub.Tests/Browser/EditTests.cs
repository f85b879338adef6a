using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Browser;

/// <summary>Edits that are open in two tabs, fail, or are of what goes meanwhile.</summary>
[Collection(nameof(Browsers))]
public sealed class EditTests(Browsers browsers)
{
    [Fact]
    public async Task EditOpenInTwoTabs_SavedInOne_IsOfTheNewTextInTheOther_OrSaidToBeChanged()
    {
        var (room, amara, _) = await TwoInARoom.OpenAsync(browsers);
        await amara.WriteAsync("potassium 6.1");
        await amara.MenuAsync("potassium 6.1", "Edit");
        await amara.Composer().FillAsync("potassium 5.1");
        await amara.WaitForTimeoutAsync(600);
        var other = await amara.Context.NewPageAsync();
        await other.GoToRoomAsync(room);
        await other.MenuAsync("potassium 6.1", "Edit");
        await Expect(other.Composer()).ToHaveValueAsync("potassium 5.1");
        await amara.Composer().PressAsync("Enter");
        await Expect(other.Message("potassium 5.1")).ToBeVisibleAsync();
        // Nothing was begun there: it is an edit of what stands now.
        await Expect(other.Composer()).ToHaveValueAsync("potassium 5.1");
        await Expect(other.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        await other.Composer().PressAsync("Escape");

        foreach (var (page, before, text) in ((IPage, string, string)[])[(amara, "potassium 5.1", "potassium 4.1"), (other, "potassium 4.1", "potassium 3.1")])
        {
            await page.MenuAsync("potassium 5.1", "Edit");
            await Expect(page.Composer()).ToHaveValueAsync(before);
            await page.Composer().FillAsync(text);
            await page.WaitForTimeoutAsync(600);
        }
        await amara.Composer().PressAsync("Enter");
        await Expect(other.GetByRole(AriaRole.Alert)).ToContainTextAsync("It was changed meanwhile, to: potassium 4.1");
        await Expect(other.Composer()).ToHaveValueAsync("potassium 3.1");
    }

    [Fact]
    public async Task EditThatCannotBeKept_StandsInItsMessage_AndLeavesTheDraftAlone()
    {
        var (_, amara, chen) = await TwoInARoom.OpenAsync(browsers);
        await amara.WriteAsync("potassium 6.1");
        await Expect(chen.Message("potassium 6.1")).ToBeVisibleAsync();
        await amara.Composer().FillAsync("begun");
        await amara.MenuAsync("potassium 6.1", "Edit");
        await amara.CannotKeepAsync();
        await amara.Composer().FillAsync("potassium 5.1");
        await amara.Composer().PressAsync("Enter");
        await Expect(amara.GetByRole(AriaRole.Alert)).ToContainTextAsync("Not changed: this browser could not keep it.");
        await Expect(amara.Composer()).ToHaveValueAsync("begun");
        await amara.KeepsAgainAsync();
        await amara.MenuAsync("potassium 6.1", "Edit");
        await Expect(amara.Composer()).ToHaveValueAsync("potassium 5.1");
        await amara.Composer().PressAsync("Enter");
        await Expect(chen.Message("potassium 5.1")).ToBeVisibleAsync();
        await Expect(amara.Composer()).ToHaveValueAsync("begun");
        await Expect(amara.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task EditSavedWithTwoPresses_LeavesTheDraftThatStoodBeforeIt(bool byMouse)
    {
        var (_, amara, chen) = await TwoInARoom.OpenAsync(browsers);
        await amara.WriteAsync("potassium 6.1");
        await amara.Composer().FillAsync("not to be sent yet");
        await amara.MenuAsync("potassium 6.1", "Edit");
        await amara.Composer().FillAsync("potassium 5.1");
        if (byMouse) await amara.GetByRole(AriaRole.Button, new() { Name = "Save" }).DblClickAsync();
        else await Task.WhenAll(amara.Keyboard.PressAsync("Enter"), amara.Keyboard.PressAsync("Enter"));
        await Expect(chen.Message("potassium 5.1")).ToBeVisibleAsync();
        await Expect(amara.Composer()).ToHaveValueAsync("not to be sent yet");
        await amara.WaitForTimeoutAsync(1000);
        await amara.Composer().PressAsync("Enter");
        await Expect(chen.GetByRole(AriaRole.Article).Filter(new() { HasText = "not to be sent yet" })).ToHaveCountAsync(1);
        await Expect(chen.GetByRole(AriaRole.Feed, new() { Name = "Messages" }).GetByRole(AriaRole.Article)).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task EditThatCouldNotBeKept_OfAMessageThatGoes_StandsWithTheNextMessage_AndSavedElsewhere_IsToldNoLonger()
    {
        var (room, amara, chen) = await TwoInARoom.OpenAsync(browsers);
        foreach (var text in (string[])["potassium 6.1", "lactate 4.2"]) await amara.WriteAsync(text);
        await Expect(chen.Message("lactate 4.2")).ToBeVisibleAsync();
        var other = await amara.Context.NewPageAsync();
        await other.GoToRoomAsync(room);
        var told = amara.GetByRole(AriaRole.Alert);

        await FailAsync("potassium 6.1", "potassium 5.1");
        await other.MenuAsync("potassium 6.1", "Edit");
        await Expect(other.Composer()).ToHaveValueAsync("potassium 5.1");
        await other.Composer().PressAsync("Enter");
        await Expect(amara.Message("potassium 5.1")).ToBeVisibleAsync();
        await Expect(told).ToHaveCountAsync(0);

        // The word is about the later one, and the words of both have a place.
        await amara.Composer().FillAsync("begun");
        await FailAsync("lactate 4.2", "lactate 2.2");
        await FailAsync("potassium 5.1", "potassium 4.1");
        await other.MenuAsync("lactate 4.2", "Delete");
        await Expect(told).ToHaveTextAsync("Not changed: the message is gone meanwhile. What you wrote stands here.");
        await Expect(amara.Composer()).ToHaveValueAsync("lactate 2.2\nbegun");
        await amara.Composer().PressAsync("Enter");
        await Expect(chen.Message("lactate 2.2")).ToBeVisibleAsync();
        await Expect(told).ToHaveCountAsync(0);

        async Task FailAsync(string text, string to)
        {
            await amara.MenuAsync(text, "Edit");
            await amara.CannotKeepAsync();
            await amara.Composer().FillAsync(to);
            await amara.Composer().PressAsync("Enter");
            await Expect(told).ToContainTextAsync("Not changed: this browser could not keep it.");
            await amara.KeepsAgainAsync();
            // Kept again, by and by, so that the other tab finds it.
            await amara.WaitForTimeoutAsync(4000);
        }
    }

    [Fact]
    public async Task SentTwiceOverByFinger_TheFocusStaysInTheField()
    {
        var (_, amara, chen) = await TwoInARoom.OpenAsync(browsers);
        await amara.Composer().FillAsync("potassium 6.1");
        await amara.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).DblClickAsync();
        await Expect(chen.Message("potassium 6.1")).ToHaveCountAsync(1);
        await Expect(amara.Composer()).ToBeFocusedAsync();
    }
}

using System.Text.Json;
using Hub.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Browser;

/// <summary>Threads, mentions, pins, earlier texts, formatting, links to messages, and search, as people use them.</summary>
[Collection(nameof(Browsers))]
public class TalkTests(Browsers browsers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Thread_RepliedToInOneBrowser_GrowsInTheOther()
    {
        var (room, amara, chen) = await TwoAsync();
        await amara.WriteAsync("Potassium 6.1, what now?");
        await Expect(chen.Message("Potassium 6.1")).ToHaveCountAsync(1);

        await chen.MenuAsync("Potassium 6.1", "Reply in a thread");
        var reply = chen.GetByRole(AriaRole.Textbox, new() { Name = "Reply in the thread" });
        await reply.FillAsync("Calcium first");
        await reply.PressAsync("Enter");
        await Expect(amara.GetByRole(AriaRole.Button, new() { NameRegex = new("^1 reply") })).ToBeVisibleAsync();
        await amara.GetByRole(AriaRole.Button, new() { NameRegex = new("^1 reply") }).ClickAsync();
        var thread = amara.GetByRole(AriaRole.Complementary, new() { Name = "Thread" });
        await Expect(thread.GetByText("Calcium first")).ToBeVisibleAsync();
        await reply.FillAsync("Then insulin");
        await reply.PressAsync("Enter");

        await Expect(thread.GetByText("Then insulin")).ToBeVisibleAsync();
        await Expect(amara.GetByRole(AriaRole.Button, new() { NameRegex = new("^2 replies") })).ToBeVisibleAsync();
        await Axe.FindsNothingAsync(amara, "thread");
        Assert.NotEqual(Guid.Empty, room);
    }

    [Fact]
    public async Task Mention_PickedByKeyboard_IsMarkedAndCounted()
    {
        var (room, amara, chen) = await TwoAsync();
        await chen.GotoAsync("/rooms");
        await amara.Composer().ClickAsync();
        await amara.Keyboard.TypeAsync("Please look, @ch");
        await Expect(amara.GetByRole(AriaRole.Listbox, new() { Name = "Mention somebody" })).ToBeVisibleAsync();
        await amara.Keyboard.PressAsync("Enter");
        await Expect(amara.Composer()).ToHaveValueAsync("Please look, @Dr. Wei Chen ");
        await amara.Keyboard.TypeAsync("at **6.1** and <b>this</b>");
        await amara.Keyboard.PressAsync("Shift+Enter");
        await amara.Keyboard.TypeAsync("> 6 is too much");
        await amara.Keyboard.PressAsync("Enter");

        var message = amara.Message("Please look");
        await Expect(message.Locator("strong")).ToHaveTextAsync("6.1");
        await Expect(message).ToContainTextAsync("<b>this</b>");
        await Expect(message).ToContainTextAsync("> 6 is too much");
        await Expect(chen.GetByRole(AriaRole.Link, new() { NameRegex = new("you are mentioned") }).First).ToBeVisibleAsync();
        await chen.GoToRoomAsync(room);
        await Expect(chen.Locator("[data-mine]")).ToHaveTextAsync("@Dr. Wei Chen");
    }

    [Fact]
    public async Task Pin_AndEarlierTexts_AreSeenByBoth()
    {
        var (_, amara, chen) = await TwoAsync();
        await amara.WriteAsync("Allergic to penicilin");
        await amara.MenuAsync("Allergic", "Edit");
        await amara.Composer().FillAsync("Allergic to penicillin");
        await amara.Composer().PressAsync("Enter");
        await Expect(chen.Message("penicillin")).ToHaveCountAsync(1);
        await amara.MenuAsync("penicillin", "Pin");

        await Expect(chen.Message("penicillin").GetByText("Pinned")).ToBeVisibleAsync();
        var details = chen.GetByRole(AriaRole.Complementary, new() { Name = "Details" });
        if (!await details.IsVisibleAsync()) await chen.GetByRole(AriaRole.Button, new() { Name = "Members and details" }).ClickAsync();
        await Expect(details.GetByText("Allergic to penicillin")).ToBeVisibleAsync();
        await chen.GetByRole(AriaRole.Button, new() { Name = "edited", Exact = true }).ClickAsync();
        await Expect(chen.GetByRole(AriaRole.Dialog).GetByText("Allergic to penicilin", new() { Exact = true })).ToBeVisibleAsync();
        await Axe.FindsNothingAsync(chen, "earlier texts and pins");
    }

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Search_ForAWord_FindsMarksAndGoesThere(int width, ColorScheme scheme)
    {
        await using var writer = await Member.SignInAsync(browsers.Host.Node.Address, "amara");
        var room = await LongRoomAsync(writer, 400, $"Lantern{width} was lit here");
        var amara = await browsers.OpenAsAsync("amara", "/today", width, scheme);
        await Expect(amara.GetByRole(AriaRole.Navigation, new() { Name = "Main" })).ToBeVisibleAsync();
        await amara.Keyboard.PressAsync("Control+k");
        await amara.GetByRole(AriaRole.Combobox).FillAsync($"lantern{width}");
        await amara.GetByRole(AriaRole.Option, new() { NameRegex = new("in all messages") }).ClickAsync();

        var hit = amara.GetByRole(AriaRole.Link, new() { NameRegex = new($"Lantern{width} was lit") });
        await Expect(hit.Locator("mark")).ToHaveTextAsync($"Lantern{width}");
        await Axe.FindsNothingAsync(amara, $"search at {width}");
        Assert.DoesNotContain("antern", amara.Url, StringComparison.Ordinal);
        var words = amara.GetByRole(AriaRole.Searchbox, new() { Name = "Search in messages" });
        await words.FillAsync("quite another");
        // Not even until that one is looked for.
        Assert.Equal(0, await hit.CountAsync());
        await words.FillAsync($"lantern{width}");
        await hit.ClickAsync();
        await Expect(amara.Message($"Lantern{width} was lit here")).ToBeInViewportAsync();
        Assert.Contains($"/rooms/{room}/", amara.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LinkToAFarMessage_ShowsItAtOnceAndTheRestWhenScrolledTo()
    {
        await using var writer = await Member.SignInAsync(browsers.Host.Node.Address, "amara");
        var room = await LongRoomAsync(writer, 1200, "The first of very many");
        var amara = await browsers.InRoomAsync("amara", room);
        await Expect(amara.Locator("[role=article][aria-posinset='1200']")).ToBeInViewportAsync();

        await amara.EvaluateAsync("room => { window.began = performance.now(); history.pushState(null, '', `/rooms/${room}/2`) }", room.ToString());
        await Expect(amara.Message("The first of very many")).ToBeInViewportAsync();
        var took = await amara.EvaluateAsync<double>("() => performance.now() - window.began");
        TestContext.Current.TestOutputHelper!.WriteLine($"1,200 messages back: {took:0} ms");
        Assert.InRange(took, 0, Soak.On ? 1000 : 5000);

        // Down from there the gap fills, without a hole and without moving what is read.
        // In steps that do not jump across it before it is read.
        var places = new List<int> { 1 };
        for (var i = 0; places[0] <= 60 && i < 60; i++)
        {
            await amara.Mouse.MoveAsync(700, 400);
            await amara.Mouse.WheelAsync(0, 300);
            await Task.Delay(100, Cancel);
            await Expect(amara.GetByLabel("Messages that are being read")).Not.ToBeInViewportAsync();
            var shown = await amara.EvaluateAsync<JsonElement>("() => [...document.querySelectorAll('[role=article][data-key]')].map(e => Number(e.getAttribute('aria-posinset')))");
            places = [.. shown.EnumerateArray().Select(p => p.GetInt32())];
        }
        Assert.InRange(places[0], 61, 1000);
        Assert.Equal(Enumerable.Range(places[0], places.Count), places);
        await writer.PostRawAsync(room, new { id = Guid.CreateVersion7(), type = "postMessage", text = "and the last" });
        await amara.GetByRole(AriaRole.Button, new() { NameRegex = new("Newest|new") }).First.ClickAsync();
        await Expect(amara.Message("and the last")).ToBeInViewportAsync();
    }

    private Task<(Guid Room, IPage Amara, IPage Chen)> TwoAsync() => TwoInARoom.OpenAsync(browsers);

    /// <summary>A room whose second event is one message and that goes on for many more.</summary>
    private static async Task<Guid> LongRoomAsync(Member writer, int messages, string first)
    {
        var room = await writer.CreateRoomAsync($"Long {Guid.CreateVersion7():N}"[..18]);
        await PostAsync(first);
        for (var i = 1; i < messages;)
        {
            var some = Enumerable.Range(i, Math.Min(40, messages - i)).Select(n => PostAsync($"message {n}")).ToList();
            i += some.Count;
            await Task.WhenAll(some);
        }
        return room;

        async Task PostAsync(string text)
        {
            var command = new { id = Guid.CreateVersion7(), type = "postMessage", text };
            while ((await writer.PostRawAsync(room, command)).Status is System.Net.HttpStatusCode.TooManyRequests) await Task.Delay(200, Cancel);
        }
    }

    [Fact]
    public async Task Menu_OpensAndClosesByItsButton_AndGivesTheFocusBack()
    {
        var (_, amara, _) = await TwoAsync();
        await amara.WriteAsync("Menus of a message");
        var line = amara.Message("Menus of a message");
        var more = line.GetByRole(AriaRole.Button, new() { Name = "More", Exact = true });
        var item = amara.GetByRole(AriaRole.Menuitem, new() { Name = "Pin", Exact = true });
        await line.HoverAsync();
        foreach (var visible in (bool[])[true, false, true])
        {
            await more.ClickAsync();
            await Expect(item).ToBeVisibleAsync(new() { Visible = visible });
        }
        await amara.Keyboard.PressAsync("Escape");
        await Expect(item).ToHaveCountAsync(0);
        // Pressed, and let go elsewhere: the next key opens it.
        await more.HoverAsync();
        await amara.Mouse.DownAsync();
        await amara.Mouse.MoveAsync(5, 5);
        await amara.Mouse.UpAsync();
        await more.FocusAsync();
        await amara.Keyboard.PressAsync("Enter");
        await Expect(item).ToBeVisibleAsync();
        await amara.Keyboard.PressAsync("Escape");
        await Expect(more).ToBeFocusedAsync();

        var forms = amara.GetByRole(AriaRole.Button, new() { Name = "Structured message" });
        await forms.FocusAsync();
        await amara.Keyboard.PressAsync("ArrowDown");
        await Expect(amara.GetByRole(AriaRole.Menuitem, new() { Name = "SBAR" })).ToBeFocusedAsync();
        await amara.Keyboard.PressAsync("Enter");
        await Expect(amara.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await amara.Keyboard.PressAsync("Escape");
        await Expect(forms).ToBeFocusedAsync();

        await more.FocusAsync();
        await amara.Keyboard.PressAsync("Enter");
        await amara.GetByRole(AriaRole.Menuitem, new() { Name = "Edit" }).PressAsync("Enter");
        await Expect(amara.Composer()).ToBeFocusedAsync();
    }

    [Fact]
    public async Task TurnedDevice_KeepsWhatWasBegun()
    {
        var (_, amara, _) = await TwoAsync();
        await amara.WriteAsync("Turn it round");
        await amara.MenuAsync("Turn it round", "Reply in a thread");
        var reply = amara.GetByRole(AriaRole.Textbox, new() { Name = "Reply in the thread" });
        await reply.FillAsync("half a reply");
        foreach (var width in (int[])[820, 1280])
        {
            await amara.SetViewportSizeAsync(width, 900);
            await Expect(reply).ToHaveValueAsync("half a reply");
        }
        await amara.GetByRole(AriaRole.Button, new() { Name = "New room or message" }).ClickAsync();
        var title = amara.GetByRole(AriaRole.Dialog).GetByLabel("Title");
        await title.FillAsync("Half a room");
        await amara.SetViewportSizeAsync(820, 900);
        await Expect(title).ToHaveValueAsync("Half a room");
    }
}

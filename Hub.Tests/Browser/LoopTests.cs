using System.Net.Http.Json;
using System.Text.Json;
using Hub.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Browser;

/// <summary>The loop is closed in the page: asked, seen, given, done for all.</summary>
[Collection(nameof(Browsers))]
public class LoopTests(Browsers browsers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task UrgentAsk_ToWhoeverHoldsTheRole_AcknowledgedOnAPhone_IsDoneForAllAtOnce()
    {
        await using var rosa = await Member.SignInAsync(browsers.Host.Node.Address, "rosa");
        await using var owner = await Member.SignInAsync(browsers.Host.Node.Address, "amara");
        var (role, holder) = await CardiologyAsync(rosa);
        var room = await owner.CreateRoomAsync($"Chest pain {Guid.CreateVersion7():N}"[..20]);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await owner.PostRawAsync(room, new { id = Guid.CreateVersion7(), type = "addRole", roleId = role })).Status);
        var amara = await browsers.InRoomAsync("amara", room);

        await amara.GetByRole(AriaRole.Button, new() { NameRegex = new("Priority") }).ClickAsync();
        await amara.GetByRole(AriaRole.Menuitem, new() { NameRegex = new("Urgent") }).ClickAsync();
        await amara.GetByRole(AriaRole.Button, new() { Name = "Expect an answer" }).ClickAsync();
        await amara.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("Heart on call") }).CheckAsync();
        await amara.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        await amara.WriteAsync("ST elevation in V2 to V4, please look at once");

        var phone = await browsers.OpenAsync(390, 844);
        await phone.SignInAsync(holder.Name);
        await phone.GotoAsync("/today");
        var waiting = phone.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "ST elevation in V2" });
        await Expect(waiting).ToContainTextAsync("Urgent");
        await Axe.FindsNothingAsync(phone, "today with an ask at 390 px");
        await waiting.GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).ClickAsync();

        await Expect(amara.Message("ST elevation in V2")).ToContainTextAsync("Acknowledged by", new() { Timeout = 2000 });
        await Expect(waiting).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Handoff_WrittenReadBackAccepted_ItsActionsMove()
    {
        var (room, amara, chen) = await TwoAsync();
        await FormAsync(amara, "I-PASS handoff");
        await amara.GetByRole(AriaRole.Button, new() { Name = "Hand over" }).ClickAsync();
        await Expect(amara.GetByRole(AriaRole.Alert).Filter(new() { HasText = "4 fields are still empty" })).ToBeVisibleAsync();
        await amara.GetByRole(AriaRole.Combobox, new() { Name = "To" }).SelectOptionAsync(new SelectOptionValue { Label = "Dr. Wei Chen" });
        await amara.GetByText("Watcher", new() { Exact = true }).ClickAsync();
        await amara.GetByLabel("Patient summary").FillAsync("Day 2 after valve repair, stable on room air");
        // Half filled in, it survives a reload.
        await Task.Delay(600, Cancel);
        await amara.GoToRoomAsync(room);
        await FormAsync(amara, "I-PASS handoff");
        await Expect(amara.GetByLabel("Patient summary")).ToHaveValueAsync("Day 2 after valve repair, stable on room air");
        foreach (var (i, what) in ((int, string)[])[(1, "Potassium at 18:00"), (2, "Call the family")])
        {
            await amara.GetByRole(AriaRole.Button, new() { Name = "Add an action" }).ClickAsync();
            await amara.GetByLabel($"Action {i}", new() { Exact = true }).FillAsync(what);
        }
        await amara.GetByLabel("Situation awareness").FillAsync("If the pressure falls, echo first");
        await Axe.FindsNothingAsync(amara, "handoff form");
        await amara.GetByRole(AriaRole.Button, new() { Name = "Hand over" }).ClickAsync();

        var theirs = chen.Message("Day 2 after valve repair");
        await theirs.GetByRole(AriaRole.Textbox, new() { Name = "Synthesis" }).FillAsync("Stable after valve repair; potassium and family are mine; echo if hypotensive");
        await theirs.GetByRole(AriaRole.Button, new() { Name = "Read back" }).ClickAsync();
        await theirs.GetByRole(AriaRole.Button, new() { Name = "Accept the handoff" }).ClickAsync();
        await Expect(amara.Message("Day 2 after valve repair")).ToContainTextAsync("Accepted by Dr. Chen");
        await Axe.FindsNothingAsync(chen, "handoff card");
        // The actions are the receiver's now, and nobody else's.
        await Expect(amara.Message("Day 2 after valve repair").GetByRole(AriaRole.Checkbox, new() { Name = "Call the family" })).ToBeDisabledAsync();
        await theirs.GetByRole(AriaRole.Checkbox, new() { Name = "Potassium at 18:00" }).ClickAsync();
        await theirs.GetByRole(AriaRole.Checkbox, new() { Name = "Call the family" }).ClickAsync();
        await Expect(amara.Message("Day 2 after valve repair").GetByText("done by Dr. Chen")).ToHaveCountAsync(2);
        await PictureAsync(chen, "handoff");
    }

    [Fact]
    public async Task CriticalResult_ReadBackCorrectedAndConfirmed()
    {
        var (_, amara, chen) = await TwoAsync();
        await FormAsync(amara, "Critical result");
        await amara.GetByRole(AriaRole.Textbox, new() { Name = "Result" }).FillAsync("Potassium 6.1 mmol/L");
        await amara.GetByLabel("Told by").FillAsync("Laboratory");
        await amara.GetByLabel("Told to").SelectOptionAsync(new SelectOptionValue { Label = "Dr. Wei Chen" });
        await amara.GetByRole(AriaRole.Button, new() { Name = "Send" }).Last.ClickAsync();

        var theirs = chen.Message("Potassium 6.1 mmol/L");
        await theirs.GetByRole(AriaRole.Textbox, new() { Name = "Read back" }).FillAsync("Potassium 5.1");
        await theirs.GetByRole(AriaRole.Button, new() { Name = "Read back" }).ClickAsync();
        var mine = amara.Message("Potassium 6.1 mmol/L");
        await mine.GetByRole(AriaRole.Textbox, new() { Name = "Correct it" }).FillAsync("6.1, not 5.1");
        await mine.GetByRole(AriaRole.Button, new() { Name = "Correct", Exact = true }).ClickAsync();
        await theirs.GetByRole(AriaRole.Textbox, new() { Name = "Read back" }).FillAsync("Potassium 6.1 mmol/L");
        await theirs.GetByRole(AriaRole.Button, new() { Name = "Read back" }).ClickAsync();
        await mine.GetByRole(AriaRole.Button, new() { Name = "Confirm: that is right" }).ClickAsync();
        await Expect(theirs).ToContainTextAsync("Read back and confirmed");
        await Axe.FindsNothingAsync(chen, "critical result");
        await PictureAsync(chen, "result");
    }

    [Fact]
    public async Task FormSentWithTwoPresses_IsSentOnce_AndAReadBackThatCannotBeKeptStandsThereAgain()
    {
        var (_, amara, chen) = await TwoAsync();
        await FormAsync(amara, "SBAR");
        foreach (var (before, text, mark) in ((string, string, string)[])[("", "begun", "SBARDraft"), ("begun", "", "SBAR")])
        {
            await Expect(amara.GetByLabel("Situation")).ToHaveValueAsync(before);
            await amara.GetByLabel("Situation").FillAsync(text);
            await amara.Keyboard.PressAsync("Escape");
            await amara.GetByRole(AriaRole.Button, new() { Name = "Structured message" }).ClickAsync();
            await Expect(amara.GetByRole(AriaRole.Menuitem, new() { NameRegex = new("^SBAR") })).ToHaveTextAsync(mark);
            await amara.GetByRole(AriaRole.Menuitem, new() { NameRegex = new("^SBAR") }).ClickAsync();
        }
        await amara.Keyboard.PressAsync("Escape");
        await FormAsync(amara, "Critical result");
        await amara.GetByRole(AriaRole.Textbox, new() { Name = "Result" }).FillAsync("Lactate 5.2 mmol/L");
        await amara.GetByLabel("Told by").FillAsync("Laboratory");
        await amara.GetByLabel("Told to").SelectOptionAsync(new SelectOptionValue { Label = "Dr. Wei Chen" });
        await amara.CannotKeepAsync();
        await amara.GetByRole(AriaRole.Button, new() { Name = "Send" }).Last.ClickAsync();
        // It is not left before it is known what becomes of it.
        await amara.Keyboard.PressAsync("Escape");
        await Expect(amara.GetByText("Not sent: this browser could not keep it.")).ToBeVisibleAsync();
        await amara.KeepsAgainAsync();
        await amara.GetByRole(AriaRole.Button, new() { Name = "Send" }).Last.DblClickAsync();

        var theirs = chen.Message("Lactate 5.2 mmol/L");
        await theirs.GetByRole(AriaRole.Textbox, new() { Name = "Read back" }).FillAsync("Lactate 5.2");
        await chen.CannotKeepAsync();
        await theirs.GetByRole(AriaRole.Button, new() { Name = "Read back" }).ClickAsync();
        await Expect(theirs.GetByText("this browser could not keep the message")).ToBeVisibleAsync();
        await Expect(theirs.GetByRole(AriaRole.Textbox, new() { Name = "Read back" })).ToHaveValueAsync("Lactate 5.2");
        await Axe.FindsNothingAsync(chen, "read-back that was not kept");
        await chen.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await Axe.FindsNothingAsync(chen, "read-back that was not kept, in the dark");
        await chen.KeepsAgainAsync();
        await chen.Context.SetOfflineAsync(true);
        await theirs.GetByRole(AriaRole.Button, new() { Name = "Read back" }).DblClickAsync();
        // It waits, and is not asked for again.
        await Expect(theirs.GetByText("Will be sent")).ToBeVisibleAsync();
        await Expect(theirs.Locator("q")).ToHaveTextAsync(["Lactate 5.2"]);
        await Expect(theirs.GetByRole(AriaRole.Textbox)).ToHaveCountAsync(0);
        await chen.Context.SetOfflineAsync(false);
        await Expect(amara.Message("Lactate 5.2 mmol/L").GetByRole(AriaRole.Textbox, new() { Name = "Correct it" })).ToBeVisibleAsync();
        await Expect(amara.Message("Lactate 5.2 mmol/L").Locator("q")).ToHaveTextAsync(["Lactate 5.2"]);
        await Expect(theirs.GetByText("Not sent")).ToHaveCountAsync(0);
        await Expect(amara.GetByRole(AriaRole.Feed, new() { Name = "Messages" }).GetByRole(AriaRole.Article)).ToHaveCountAsync(1);
    }

    private static async Task FormAsync(IPage page, string form)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Structured message" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = form }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = form })).ToBeVisibleAsync();
    }

    private Task<(Guid Room, IPage Amara, IPage Chen)> TwoAsync() => TwoInARoom.OpenAsync(browsers, chens: 390);

    // A role of this test's own, held by somebody who is in the room by it alone.
    private static async Task<(Guid Role, (Guid Id, string Name) Holder)> CardiologyAsync(Member lead)
    {
        var people = await lead.Http.GetFromJsonAsync<JsonElement>("/api/people", Cancel);
        var holder = people.EnumerateArray().First(p => p.GetProperty("user").GetString() is not ("amara" or "rosa" or "chen"));
        var id = holder.GetProperty("id").GetGuid();
        var team = await IdAsync(lead, "/api/teams", new { name = $"Heart {Guid.CreateVersion7():N}"[..16], members = new[] { id } });
        var role = await IdAsync(lead, $"/api/teams/{team}/roles", new { name = "Heart on call" });
        var now = TimeProvider.System.GetUtcNow();
        await IdAsync(lead, $"/api/roles/{role}/duty", new { userId = id, from = now, to = now.AddHours(8) });
        return (role, (id, holder.GetProperty("name").GetString()!));
    }

    private static async Task<Guid> IdAsync(Member lead, string path, object body)
    {
        using var answer = await lead.Http.PostAsJsonAsync(path, body, Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetGuid();
    }

    private static async Task PictureAsync(IPage page, string what)
    {
        if (Environment.GetEnvironmentVariable("HUB_PICTURES") is { } folder) await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{what}-390-light.png") });
    }
}

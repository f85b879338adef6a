using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Server.Api;
using Hub.Tests.Rooms.Reviews;
using Hub.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Browser;

/// <summary>What comes after three cases: the decision as a document, minutes that are signed, the replay, the report.</summary>
[Collection(nameof(Browsers))]
public class AfterReviewTests(Browsers browsers, ITestOutputHelper output)
{
    private static readonly Guid[] Cases = [.. Enumerable.Range(1, 3).Select(_ => Guid.CreateVersion7())];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ThreeCases_FromDecisionToSignedMinutes_ReplayAndReport()
    {
        var room = await ReviewAsync();
        var chen = await OpenAsync("Dr. Wei Chen", $"/rooms/{room}");
        await DecideAsync(chen);
        await chen.GetByRole(AriaRole.Link, new() { Name = "Minutes" }).ClickAsync();
        await Expect(chen.GetByText("You have the chair: you sign first.")).ToBeVisibleAsync();
        await chen.GetByLabel("Your name").FillAsync("Dr. Wei Chan");
        await Press(chen, "Sign as the chair");
        await Expect(chen.GetByText("Type your name, Dr. Wei Chen, to sign.")).ToBeVisibleAsync();
        await chen.GetByLabel("Your name").FillAsync("dr. wei chen");
        await Press(chen, "Sign as the chair");
        await Expect(chen.GetByText("The record up to here is the one that was signed.")).ToBeVisibleAsync();

        var amara = await OpenAsync("Amara Okafor", $"/rooms/{room}/minutes", 390, ColorScheme.Dark);
        await amara.GetByLabel("Your name").FillAsync("Amara Okafor");
        await Press(amara, "Sign too");
        await Expect(amara.GetByText("signed the same")).ToBeVisibleAsync();
        await Expect(chen.GetByText("signed the same")).ToBeVisibleAsync();

        await chen.GetByRole(AriaRole.Link, new() { Name = "Replay" }).ClickAsync();
        await ReplayAsync(chen);
        await amara.GetByRole(AriaRole.Link, new() { Name = "Replay" }).ClickAsync();
        await Expect(amara.GetByRole(AriaRole.Slider, new() { Name = "Place in the review" })).ToBeVisibleAsync();
        foreach (var page in (IPage[])[chen, amara])
        {
            await page.GetByRole(AriaRole.Navigation, new() { Name = "This review" }).GetByRole(AriaRole.Link, new() { Name = "Report" }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Agreement before and after" })).ToBeVisibleAsync();
        }
        await Expect(chen.GetByText("3 decisions, none of them due yet.")).ToBeVisibleAsync();
        await PicturesAsync(chen);
        await PrintedAsync(chen, room);
        await OwnerAsync();
    }

    /// <summary>40 people, 15 cases, 3 hours: opened in under a second, and little to do for the page's own thread with each event, however many come in a second.</summary>
    [Fact]
    public async Task Replay_OfALongReview_OpensAtOnce_AndShowsEachEventQuickly()
    {
        var run = LongReview.Run();
        var body = JsonSerializer.Serialize(new ReplayWriter(LongReview.Everybody[1], ReplayTests.Wire).Write(ReplayTests.Steps(run)), ReplayTests.Wire);
        var page = await OpenAsync("Rosa Delgado", "/today");
        await page.RouteAsync("**/replay", route => route.Request.ResourceType == "fetch" ? route.FulfillAsync(new() { Body = body, ContentType = "application/json" }) : route.ContinueAsync());
        await page.GotoAsync($"/rooms/{run.Room.Id}/replay");
        await Expect(page.GetByRole(AriaRole.Slider, new() { Name = "Place in the review" })).ToBeVisibleAsync();
        var opened = await page.EvaluateAsync<double>("() => performance.getEntriesByName('replay shown')[0].startTime - performance.getEntriesByType('resource').find(r => r.name.endsWith('/replay') && r.initiatorType === 'fetch').startTime");

        // The thread's own time: what other programs do on this machine is not counted.
        var cdp = await page.Context.NewCDPSessionAsync(page);
        await cdp.SendAsync("Performance.enable", new Dictionary<string, object> { ["timeDomain"] = "threadTicks" });
        // A key that does nothing costs what the measuring itself takes.
        var (nothing, median) = (await MedianAsync(page, cdp, "F8"), await MedianAsync(page, cdp, "ArrowRight"));

        output.WriteLine($"opened in {opened:0} ms ({body.Length / 1024} KB), {median - nothing:0.0} ms of the page's thread an event, beside {nothing:0.0} ms for the measuring");
        Assert.True(opened < 1000, $"opened in {opened:0} ms");
        // Half of it is the aim on a quiet machine; a busy one still keeps to a frame.
        Assert.True(median - nothing <= 16, $"{median - nothing:0.0} ms an event");
    }

    /// <summary>Milliseconds of the page's own thread for a key, until what it leads to is drawn.</summary>
    private static async Task<double> MedianAsync(IPage page, ICDPSession cdp, string key)
    {
        var spent = new List<double>();
        for (var i = 0; i < 100; i++)
        {
            var before = await SpentAsync(cdp);
            await page.EvaluateAsync("key => { dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })); return new Promise(done => requestAnimationFrame(() => setTimeout(done))) }", key);
            spent.Add(await SpentAsync(cdp) - before);
        }
        return spent.Order().ElementAt(50);
    }

    /// <returns>Milliseconds.</returns>
    private static async Task<double> SpentAsync(ICDPSession cdp) =>
        (await cdp.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics").EnumerateArray().First(m => m.GetProperty("name").GetString() == "TaskDuration").GetProperty("value").GetDouble() * 1000;

    private static async Task DecideAsync(IPage chen)
    {
        await Press(chen, "Decide");
        var form = chen.GetByRole(AriaRole.Form, new() { Name = "Decision" });
        await form.GetByLabel("Recommendation").FillAsync("Home with day service");
        await form.GetByLabel("Rationale").FillAsync("What spoke against home can be arranged");
        await form.GetByLabel("Owner").SelectOptionAsync(new SelectOptionValue { Label = "Amara Okafor" });
        await form.GetByLabel("Due", new() { Exact = false }).First.FillAsync(TimeProvider.System.GetUtcNow().AddDays(9).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await form.GetByLabel("Evidence").FillAsync("javascript:alert(1)");
        await form.GetByRole(AriaRole.Button, new() { Name = "Somebody does not agree" }).ClickAsync();
        await form.GetByLabel("By", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "Priya Raman" });
        await form.GetByLabel("Because").FillAsync("Nobody sets the medicines out");
        await form.GetByLabel("Deferred to the judgement of").SelectOptionAsync(new SelectOptionValue { Label = "Priya Raman" });
        await Press(chen, "Write it down");
        await Expect(chen.GetByText("Evidence is a link (http or https) or the name of a reference.")).ToBeVisibleAsync();
        await form.GetByLabel("Evidence").FillAsync("https://www.escardio.org/guidelines\nESC 2021, IIa");
        await LookAsync(chen, "decision", 1440, false);
        await Press(chen, "Write it down");
        await Expect(chen.GetByRole(AriaRole.Link, new() { Name = "https://www.escardio.org/guidelines" })).ToBeVisibleAsync();
        await Expect(chen.GetByText("the judgement of Priya Raman")).ToBeVisibleAsync();
        await Press(chen, "Close the case");
    }

    /// <summary>Blind until the reveal, then not; by the keyboard alone.</summary>
    private static async Task ReplayAsync(IPage page)
    {
        await Expect(page.GetByRole(AriaRole.Slider, new() { Name = "Place in the review" })).ToBeVisibleAsync();
        await page.Locator("h1").ClickAsync();
        await page.Keyboard.PressAsync("PageDown");
        await Expect(page.GetByText("Amara: not yet")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.GetByText("Amara: answered")).ToBeVisibleAsync();
        Assert.DoesNotContain("She walks her dog", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Jump to a phase" }).SelectOptionAsync(new SelectOptionValue { Label = "Case 1: discuss" });
        await Expect(page.GetByText("She walks her dog")).ToBeVisibleAsync();
        await page.GetByText("16×", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Play", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Play", Exact = true })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Jump to a phase" }).SelectOptionAsync(new SelectOptionValue { Label = "Case 1: discuss" });
    }

    /// <summary>On paper there is the document and nothing of the frame; an export says no more than the page.</summary>
    private static async Task PrintedAsync(IPage page, Guid room)
    {
        await page.GotoAsync($"/rooms/{room}/minutes");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Signatures" })).ToBeVisibleAsync();
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Main" })).ToBeHiddenAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Print" })).ToBeHiddenAsync();
        await Expect(page.GetByText("The record up to here is the one that was signed.")).ToBeVisibleAsync();
        await page.EmulateMediaAsync(new() { Media = Media.Screen });
        await Press(page, "Take along");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Menuitem, new() { Name = "As a FHIR R4 bundle" }).ClickAsync());
        var text = await File.ReadAllTextAsync(await download.PathAsync(), Cancel);
        Assert.Contains("\"Provenance\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("MRN 4711", text, StringComparison.Ordinal);
    }

    /// <summary>Whoever owns a decision that is due finds it on their first page, and says what became of it.</summary>
    private async Task OwnerAsync()
    {
        // The demo's closed review has one of Amara's that came due yesterday.
        var amara = await OpenAsync("Amara Okafor", "/today");
        var due = amara.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Nerve block this week" });
        await Expect(due).ToBeVisibleAsync();
        await LookAsync(amara, "decisions", 1440, false);
        await due.GetByRole(AriaRole.Button, new() { Name = "Say what became of it" }).ClickAsync();
        await due.GetByRole(AriaRole.Radio, new() { Name = "Carried out in part" }).CheckAsync();
        await due.GetByLabel("What stood in the way").FillAsync("The block helped, the dose is not lower yet");
        await due.GetByRole(AriaRole.Button, new() { Name = "Write it down" }).ClickAsync();
        await Expect(due).ToHaveCountAsync(0);
    }

    private async Task<IPage> OpenAsync(string name, string path, int width = 1440, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await browsers.OpenAsync(width, width < 600 ? 844 : 900, scheme);
        await page.SignInAsync(name);
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>A review of three cases: two closed, the third is discussed.</summary>
    private async Task<Guid> ReviewAsync()
    {
        await using var chen = await Member.SignInAsync(browsers.Host.Node.Address, "chen");
        await using var amara = await Member.SignInAsync(browsers.Host.Node.Address, "amara");
        await using var priya = await Member.SignInAsync(browsers.Host.Node.Address, "priya");
        using var made = await chen.Http.PostAsJsonAsync("/api/rooms", new { kind = "caseReview", title = $"Board of three {Guid.CreateVersion7():N}"[..20], members = new[] { amara.Id, priya.Id } }, Cancel);
        var room = (await made.Content.ReadFromJsonAsync<WireId>(Cancel))!.Id;
        for (var i = 0; i < 3; i++)
        {
            await Say(chen, room, new { type = "addCase", caseId = Cases[i], question = $"Question {i + 1}: home, or rehabilitation first?", context = "M.K., 70s, female", identifiers = "MRN 4711", minutes = 10, presenter = amara.Id });
            await Say(chen, room, new { type = "startCase", caseId = Cases[i] });
            foreach (var who in (Member[])[chen, amara, priya]) await Say(who, room, new { type = "attendReview" });
            await Say(chen, room, new { type = "openOpinions", caseId = Cases[i] });
            await Say(amara, room, new { type = "giveOpinion", caseId = Cases[i], position = "Home", confidence = 4, reasoning = "She walks her dog each day" });
            await Say(priya, room, new { type = "giveOpinion", caseId = Cases[i], position = i == 0 ? "Home" : "Rehabilitation", confidence = 2 });
            await Say(chen, room, new { type = "revealOpinions", caseId = Cases[i] });
            if (i == 2) break;
            await Say(chen, room, new { type = "decide", caseId = Cases[i], recommendation = "Home on Thursday", rationale = "All agree", ownerId = priya.Id, dueAt = TimeProvider.System.GetUtcNow().AddDays(3) });
            await Say(chen, room, new { type = "closeCase", caseId = Cases[i] });
        }
        return room;
    }

    private static async Task Say(Member who, Guid room, object command)
    {
        var whole = JsonSerializer.SerializeToNode(command)!.AsObject();
        whole["id"] = Guid.CreateVersion7();
        var (status, body) = await who.PostRawAsync(room, whole);
        Assert.True((int)status == 200, body);
    }

    private static Task Press(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    /// <summary>The demo's closed review, page by page, wide and on a phone, light and dark.</summary>
    private static async Task PicturesAsync(IPage page)
    {
        var rooms = await page.EvaluateAsync<JsonElement>("() => fetch('/api/rooms').then(r => r.json())");
        var room = rooms.EnumerateArray().Single(r => r.GetProperty("title").GetString() == "Case review: last week's three").GetProperty("id").GetString();
        foreach (var (where, ready) in ((string, string)[])[("minutes", "The record up to here is the one that was signed."), ("replay", "Opinions, blind"), ("report", "Decisions carried out")])
        {
            await page.GotoAsync($"/rooms/{room}/{where}");
            await Expect(page.GetByText(ready).First).ToBeAttachedAsync();
            if (where == "replay") await page.GetByRole(AriaRole.Combobox, new() { Name = "Jump to a phase" }).SelectOptionAsync(new SelectOptionValue { Label = "Case 1: discuss, second round" });
            foreach (var width in (int[])[1440, 390])
                foreach (var dark in (bool[])[false, true])
                {
                    await page.SetViewportSizeAsync(width, width == 390 ? 844 : 900);
                    await page.EmulateMediaAsync(new() { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light });
                    await Expect(page.Locator($"html[data-mantine-color-scheme={(dark ? "dark" : "light")}]")).ToBeAttachedAsync();
                    await LookAsync(page, where, width, dark);
                }
        }
        await page.SetViewportSizeAsync(1440, 900);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }

    private static async Task LookAsync(IPage page, string where, int width, bool dark)
    {
        await Axe.FindsNothingAsync(page, $"after a review, {where} at {width} px");
        var wide = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
        Assert.True(wide <= width, $"{where} is {wide} px wide on a screen of {width}");
        if (Environment.GetEnvironmentVariable("HUB_PICTURES") is { } folder) await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"after-{where}-{width}{(dark ? "-dark" : "")}.png") });
    }
}

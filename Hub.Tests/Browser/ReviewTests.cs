using System.Globalization;
using System.Net.Http.Json;
using Hub.Core.Data;
using Hub.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Browser;

/// <summary>A board of five on two nodes: Rosa chairs, Amara and Jonas are on phones, Priya comes late, Jonas loses the network while opinions are unseen. Three cases, each closed another way.</summary>
[Collection(nameof(Browsers))]
public class ReviewTests(Browsers browsers)
{
    private const string First = "Valve surgery now, or medical therapy first?";

    // A picture that a browser can show, somewhat like an echocardiogram.
    private const string DrawAnEcho = """
        () => {
          const canvas = document.createElement('canvas');
          canvas.width = 800; canvas.height = 500;
          const pen = canvas.getContext('2d');
          pen.fillStyle = '#0b0f10'; pen.fillRect(0, 0, 800, 500);
          pen.save(); pen.beginPath(); pen.moveTo(400, 10); pen.arc(400, 10, 480, Math.PI * 0.28, Math.PI * 0.72); pen.clip();
          for (let i = 0; i < 9000; i++) {
            const [angle, depth] = [Math.PI * (0.28 + 0.44 * ((i * 7919) % 9000) / 9000), 30 + 440 * (((i * 104729) % 8999) / 8999)];
            const [x, y] = [400 + depth * Math.cos(angle), 10 + depth * Math.sin(angle)];
            const wall = Math.abs(Math.hypot((x - 400) / 110, (y - 270) / 150) - 1) < 0.16 || Math.abs(y - 390 - 12 * Math.sin(x / 30)) < 7;
            pen.fillStyle = wall ? '#cfd8d8' : '#2b3437'; pen.fillRect(x, y, wall ? 4 : 2, wall ? 4 : 2);
          }
          pen.restore();
          return canvas.toDataURL('image/png').split(',')[1];
        }
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FivePeopleOnTwoNodes_ThreeCases_FromPreparationToSignedMinutes()
    {
        await using var host = await HubHost.StartAsync(Engine.Postgres, nodes: 2);
        await using var line = new Line(host.Nodes[1].Address);
        var room = await RoomAsync(host);
        var opened = Task.WhenAll(
            OpenAsync(host.Nodes[1].Address, "amara", room, 390),
            OpenAsync(host.Nodes[0].Address, "chen", room, 1440, ColorScheme.Dark),
            OpenAsync(line.Address, "jonas", room, 390));
        var rosa = await OpenAsync(host.Nodes[0].Address, "rosa", room);
        await PrepareAsync(rosa);
        var (amara, chen, jonas) = ((await opened)[0], (await opened)[1], (await opened)[2]);
        await rosa.Press("Start case 1");
        await ForAll([amara, chen, jonas], page => Expect(page.Step()).ToHaveTextAsync("Present"));
        await SpeakAsync(rosa, amara, chen);
        await ReviewPage.LookAsync("review-presenting", rosa, amara);

        await rosa.Press("Ask for opinions");
        await rosa.Press("Open, unseen by each other");
        await Expect(amara.Locator("[aria-live=assertive]")).ToHaveTextAsync("Opinions are being given, unseen.");
        await OpinionAsync(amara, "Surgery within a week", 4, "She walks her dog each day");
        await LoseTheNetworkAsync(jonas, line);
        // Whoever comes late stands where all stand.
        var priya = await OpenAsync(host.Nodes[1].Address, "priya", room, 390, ColorScheme.Dark);
        IPage[] all = [rosa, amara, chen, jonas, priya];
        await Expect(priya.Step()).ToHaveTextAsync("Opinions");
        await priya.Press("Pass");
        foreach (var other in (IPage[])[rosa, chen, priya])
        {
            await Expect(other.GetByRole(AriaRole.List, new() { Name = "Who has answered" })).ToContainTextAsync("Jonas: answered");
            foreach (var secret in (string[])["Surgery within a week", "She walks her dog", "Medicines first"]) Assert.DoesNotContain(secret, await other.ContentAsync(), StringComparison.Ordinal);
        }
        await SameClockAsync(all);
        await ReviewPage.LookAsync("review-blind", rosa, priya);

        await rosa.Press("Reveal opinions (3)");
        await ForAll(all, page => Expect(page.GetByText("She walks her dog each day")).ToBeVisibleAsync());
        await ReviewPage.LookAsync("review-revealed", chen, jonas);
        await rosa.Press("Next: Dr. Chen");
        await Expect(jonas.GetByText("speaks")).ToBeVisibleAsync();
        await ReviewPage.LookAsync("review-discussing", rosa, amara);
        await chen.Press("I am done speaking");
        await rosa.ChooseAsync("Second round of opinions");
        await OpinionAsync(jonas, "Surgery within a week", 5, "Convinced");
        await OpinionAsync(chen, "Surgery within a week", 4, "So am I");
        await rosa.Press("Reveal opinions (2)");
        await Expect(amara.GetByText("Both agree, confidence 4.5 on average. First round: no two agree", new() { Exact = false })).ToBeVisibleAsync();
        await ReviewPage.LookAsync("review-second-round", rosa, amara);

        await rosa.Press("Decide");
        await DecideInFullAsync(rosa);
        await Expect(amara.GetByText("Valve surgery on Thursday")).ToBeVisibleAsync();
        await ReviewPage.LookAsync("review-decided", chen, amara);
        await rosa.Press("Close the case");

        await SecondCaseAsync(rosa, amara, chen, jonas, priya);
        await ThirdCaseAsync(rosa);
        await ReviewPage.LookAsync("review-closed", rosa, jonas);

        await AfterReview.SignAsync(rosa, amara, chen, jonas, priya);
        await AfterReview.ReplayAsync(rosa, amara);
        await AfterReview.ReportAsync(rosa, amara);
        await AfterReview.TakeAlongAsync(rosa, room);
        await AfterReview.OwnerAsync(amara);
        await AfterReview.PicturesOfTheDemoAsync(chen);
    }

    [Fact]
    public async Task KeyboardAlone_AnOpinionIsGiven_TheCaseDecidedAndClosed()
    {
        var room = await RoomAsync(browsers.Host);
        var rosa = await browsers.OpenAsAsync("rosa", $"/rooms/{room}");
        await Expect(rosa.GetByRole(AriaRole.Button, new() { Name = "Start case 1" })).ToBeVisibleAsync();
        await rosa.TabAndEnterAsync("Start case 1");
        await rosa.TabAndEnterAsync("Ask for opinions");
        await rosa.TabAndEnterAsync("Open, unseen by each other");
        await rosa.TabToAsync("Position");
        await rosa.Keyboard.TypeAsync("Telemetry at home");
        await rosa.TabAndEnterAsync("Give my opinion");
        await rosa.TabAndEnterAsync("Reveal opinions (1)");
        await rosa.TabAndEnterAsync("Decide");
        // The form comes with the cursor in its first field.
        await Expect(rosa.GetByLabel("Recommendation")).ToBeFocusedAsync();
        await rosa.Keyboard.TypeAsync("Telemetry at home for a week");
        await rosa.TabToAsync("Rationale");
        await rosa.Keyboard.TypeAsync("She sleeps better there");
        await rosa.TabToAsync("Owner");
        await rosa.Keyboard.TypeAsync("Amara");
        await rosa.TabToAsync("Due");
        await rosa.Keyboard.TypeAsync(TimeProvider.System.GetUtcNow().AddDays(9).ToString("MMddyyyy", CultureInfo.InvariantCulture));
        await rosa.TabAndEnterAsync("Write it down");
        await Expect(rosa.GetByText("Telemetry at home for a week")).ToBeVisibleAsync();
        await rosa.TabAndEnterAsync("Close the case");
        await Expect(rosa.GetByRole(AriaRole.Button, new() { Name = "Start case 2" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task ChairsButton_PressedTwiceAtOnce_TakesOneStep_AndDecideOnlyOpensTheForm()
    {
        var room = await RoomAsync(browsers.Host);
        var rosa = await browsers.OpenAsAsync("rosa", $"/rooms/{room}", 390);
        await rosa.Press("Start case 1");
        await rosa.Press("Ask for opinions");
        await rosa.Press("Open, unseen by each other");
        await rosa.Press("Reveal opinions (0)");
        await rosa.Press("Decide");
        await Expect(rosa.GetByLabel("Recommendation")).ToBeFocusedAsync();
        await Expect(rosa.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        await FillAsync(rosa, "Telemetry at home");
        // The second press comes when the next step stands there already.
        await TwiceAsync("Write it down");
        await Expect(rosa.GetByRole(AriaRole.Button, new() { Name = "Close the case" })).ToBeVisibleAsync();
        await Expect(rosa.Step()).ToHaveTextAsync("Decided");
        await TwiceAsync("Close the case");
        await Expect(rosa.GetByRole(AriaRole.Button, new() { Name = "Start case 2" })).ToBeVisibleAsync();
        var events = await (await browsers.Host.MemberAsync("rosa", connect: false)).FetchAsync(room);
        Assert.Equal(["caseStarted", "decided", "caseClosed"], events.Select(e => e.Type).Where(t => t is "caseStarted" or "decided" or "caseClosed"));

        Task TwiceAsync(string name) => rosa.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync(new() { ClickCount = 2, Delay = 200 });
    }

    [Fact]
    public async Task OpinionGivenOnOneDevice_IsSeenOnTheOther_ThatWasOpenAlready()
    {
        var room = await RoomAsync(browsers.Host);
        var rosa = await browsers.OpenAsAsync("rosa", $"/rooms/{room}");
        await rosa.Press("Start case 1");
        await rosa.Press("Ask for opinions");
        await rosa.Press("Open, unseen by each other");
        var (phone, desk) = (await browsers.OpenAsAsync("amara", $"/rooms/{room}", 390), await browsers.OpenAsAsync("amara", $"/rooms/{room}"));
        await Expect(desk.GetByRole(AriaRole.Textbox, new() { Name = "Position" })).ToBeEmptyAsync();
        await OpinionAsync(phone, "Telemetry at home", 4, "She sleeps better there");
        var mine = desk.GetByRole(AriaRole.Region, new() { Name = "My opinion" });
        await Expect(mine).ToContainTextAsync("Telemetry at home");
        await mine.GetByRole(AriaRole.Button, new() { Name = "Change it" }).ClickAsync();
        await Expect(desk.GetByRole(AriaRole.Textbox, new() { Name = "Position" })).ToHaveValueAsync("Telemetry at home");
    }

    [Fact]
    public async Task WordsLongerThanAPhoneIsWide_AreReadToTheirEnd()
    {
        const string Word = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverwaltung";
        var rosa = await browsers.Host.MemberAsync("rosa", connect: false);
        var amara = await browsers.Host.MemberAsync("amara", connect: false);
        using var made = await rosa.Http.PostAsJsonAsync("/api/rooms", new { kind = "caseReview", title = Word, members = new[] { amara.Id } }, Cancel);
        var (room, caseId) = ((await made.Content.ReadFromJsonAsync<WireId>(Cancel))!.Id, Guid.CreateVersion7());
        await rosa.PostRawAsync(room, new { id = Guid.CreateVersion7(), type = "addCase", caseId, question = Word, context = Word });
        var page = await browsers.OpenAsAsync("amara", $"/rooms/{room}", 390);
        await NothingIsCutAsync("Cases that wait");
        await rosa.PostRawAsync(room, new { id = Guid.CreateVersion7(), type = "startCase", caseId });
        await rosa.PostRawAsync(room, new { id = Guid.CreateVersion7(), type = "openOpinions", caseId });
        await amara.PostRawAsync(room, new { id = Guid.CreateVersion7(), type = "giveOpinion", caseId, position = Word, reasoning = Word });
        await rosa.PostRawAsync(room, new { id = Guid.CreateVersion7(), type = "revealOpinions", caseId });
        await rosa.PostRawAsync(room, new { id = Guid.CreateVersion7(), type = "noteOnCase", caseId, text = Word });
        await NothingIsCutAsync("Phase");
        await rosa.PostRawAsync(room, new { id = Guid.CreateVersion7(), type = "closeCase", caseId, reason = Word });
        await page.GotoAsync($"/rooms/{room}/minutes");
        await NothingIsCutAsync(null);

        async Task NothingIsCutAsync(string? list)
        {
            await Expect(list is null ? page.GetByText("1 opinion", new() { Exact = true }) : page.GetByRole(AriaRole.List, new() { Name = list })).ToBeVisibleAsync();
            var cut = await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('[class*=scroll]')].filter(e => e.scrollWidth > e.clientWidth).map(e => `${e.scrollWidth} px in ${e.clientWidth}: ${e.className}`)");
            Assert.True(cut.Length == 0, $"{list ?? "Minutes"}: {string.Join(", ", cut)}");
        }
    }

    private static async Task PrepareAsync(IPage rosa)
    {
        await Expect(rosa.GetByRole(AriaRole.Heading, new() { Name = "2 of 2 cases are not ready" })).ToBeVisibleAsync();
        await rosa.Press("Set the time");
        var form = rosa.GetByRole(AriaRole.Form, new() { Name = "Time of the review" });
        await form.GetByLabel("Date").FillAsync(Days(1));
        await form.GetByLabel("Time").FillAsync("14:00");
        await form.GetByRole(AriaRole.Checkbox, new() { Name = "Pharmacist" }).CheckAsync();
        await form.GetByRole(AriaRole.Button, new() { Name = "Set the time" }).ClickAsync();
        await rosa.Press("Add a case");
        await rosa.GetByRole(AriaRole.Textbox, new() { Name = "Question" }).FillAsync(First);
        await rosa.GetByRole(AriaRole.Textbox, new() { Name = "Context" }).FillAsync("M.K., 70s, female");
        await rosa.GetByRole(AriaRole.Textbox, new() { Name = "What identifies the patient" }).FillAsync("MRN 4711");
        await rosa.GetByRole(AriaRole.Combobox, new() { Name = "Presenter" }).SelectOptionAsync(new SelectOptionValue { Label = "Amara Okafor" });
        await rosa.GetByRole(AriaRole.Textbox, new() { Name = "Minutes" }).FillAsync("12");
        await rosa.Press("Add to the agenda");
        await Expect(rosa.GetByRole(AriaRole.Heading, new() { Name = "3 of 3 cases are not ready" })).ToBeVisibleAsync();
        await ReviewPage.LookAsync("review-preparing", rosa);
        // With the keyboard to the first place.
        var agenda = rosa.GetByRole(AriaRole.List, new() { Name = "Agenda" });
        await agenda.GetByRole(AriaRole.Button).Last.FocusAsync();
        await rosa.Keyboard.PressAsync("Alt+ArrowLeft");
        await Expect(agenda.GetByRole(AriaRole.Button).Nth(2)).ToContainTextAsync(First);
        await agenda.GetByRole(AriaRole.Button).Nth(2).FocusAsync();
        await rosa.Keyboard.PressAsync("Alt+ArrowLeft");
        await Expect(agenda.GetByRole(AriaRole.Button).Nth(1)).ToContainTextAsync(First);
        await agenda.GetByRole(AriaRole.Button).Nth(1).ClickAsync();
        await rosa.GetByLabel("Radiology").SelectOptionAsync("Present");
        await Expect(agenda.GetByRole(AriaRole.Button).Nth(1)).ToContainTextAsync("5 not ready");
        await Expect(rosa.GetByText("MRN 4711")).ToHaveCountAsync(0);
        await rosa.Press("Show it; this is noted");
        await Expect(rosa.GetByText("MRN 4711")).ToBeVisibleAsync();
        await rosa.Press("Mask again");
        await rosa.GetByLabel("Files of the case").SetInputFilesAsync(new FilePayload { Name = "echo.png", MimeType = "image/png", Buffer = Convert.FromBase64String(await rosa.EvaluateAsync<string>(DrawAnEcho)) });
        await Expect(rosa.GetByRole(AriaRole.Img, new() { Name = "echo.png" })).ToBeVisibleAsync();
        await ReviewPage.LookAsync("review-readiness", rosa);
    }

    /// <summary>Hands and the word, the same on both nodes; a pointer from one node to the other.</summary>
    private static async Task SpeakAsync(IPage rosa, IPage amara, IPage chen)
    {
        await amara.Press("Raise hand");
        await Expect(amara.GetByText("Your hand is up, 1st in line")).ToBeVisibleAsync();
        await chen.Press("Raise hand");
        await Expect(chen.GetByText("Your hand is up, 2nd in line")).ToBeVisibleAsync();
        // A place in the queue outlives the page.
        await chen.ReloadAsync();
        await Expect(chen.GetByText("Your hand is up, 2nd in line")).ToBeVisibleAsync();
        await rosa.Press("Next: Amara");
        await Expect(chen.GetByText("Your hand is up, 1st in line")).ToBeVisibleAsync();
        await rosa.Press("Point for all");
        var picture = rosa.GetByRole(AriaRole.Application);
        await picture.FocusAsync();
        await rosa.Keyboard.PressAsync("ArrowRight");
        await picture.HoverAsync();
        await Expect(amara.GetByRole(AriaRole.Figure).GetByText("Rosa")).ToBeVisibleAsync();
        await amara.GetByRole(AriaRole.Textbox, new() { Name = "A note for all" }).FillAsync("Lives alone");
        await amara.Press("Note it");
        await Expect(chen.GetByRole(AriaRole.Region, new() { Name = "Notes" })).ToContainTextAsync("Lives alone");
        await amara.Press("I am done speaking");
    }

    private static async Task OpinionAsync(IPage page, string position, int confidence, string reasoning)
    {
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Position" }).FillAsync(position);
        await page.GetByText($"{confidence}", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Reasoning" }).FillAsync(reasoning);
        await page.Press("Give my opinion");
        await Expect(page.GetByText("Only you see it until the chair reveals all.")).ToBeVisibleAsync();
    }

    /// <summary>What was begun without a network is there when it is back, and is given then.</summary>
    private static async Task LoseTheNetworkAsync(IPage jonas, Line line)
    {
        await jonas.GetByRole(AriaRole.Textbox, new() { Name = "Position" }).FillAsync("Medicines first");
        line.Cut();
        await Expect(jonas.GetByText("What you write is kept", new() { Exact = false })).ToBeVisibleAsync();
        await jonas.Press("Give my opinion");
        await Expect(jonas.GetByRole(AriaRole.Alert)).ToContainTextAsync("Care Hub cannot be reached");
        line.Mend();
        // The telephone was put away meanwhile, and the browser begins anew.
        await jonas.ReloadAsync();
        await Expect(jonas.Step()).ToHaveTextAsync("Opinions");
        await Expect(jonas.GetByRole(AriaRole.Textbox, new() { Name = "Position" })).ToHaveValueAsync("Medicines first");
        await jonas.Press("Give my opinion");
        await Expect(jonas.GetByText("Only you see it until the chair reveals all.")).ToBeVisibleAsync();
    }

    /// <summary>Decided without opinions: it closes when each discipline that is here has passed.</summary>
    private static async Task SecondCaseAsync(IPage rosa, params IPage[] others)
    {
        await rosa.Press("Start case 2");
        await rosa.ChooseAsync("Decide without opinions");
        await rosa.GetByLabel("Recommendation").FillAsync("Pacemaker first");
        await rosa.Press("Cancel");
        await rosa.ChooseAsync("Decide without opinions");
        await Expect(rosa.GetByLabel("Recommendation")).ToBeEmptyAsync();
        await FillAsync(rosa, "Telemetry at home");
        await rosa.Press("Write it down");
        await rosa.Press("Close the case");
        await Expect(rosa.GetByRole(AriaRole.Form, new() { Name = "Close the case" })).ToContainTextAsync("Not heard yet: nurse, nurse practitioner, pharmacist, physician.");
        await rosa.Press("Cancel");
        await ForAll(others, other => other.Press("Pass"));
        await Expect(rosa.GetByText("not heard yet")).ToHaveCountAsync(0);
        await rosa.Press("Close the case");
    }

    private static async Task ThirdCaseAsync(IPage rosa)
    {
        await rosa.Press("Start case 3");
        await rosa.ChooseAsync("Close the case");
        await rosa.GetByRole(AriaRole.Textbox, new() { Name = "Reason" }).FillAsync("The images come on Monday");
        await rosa.Press("Close with this reason");
        await Expect(rosa.GetByRole(AriaRole.Heading, new() { Name = "All cases are closed" })).ToBeVisibleAsync();
    }

    /// <summary>With evidence, dissent by name and whose judgement was deferred to; what is no evidence is said, and nothing of the rest is lost.</summary>
    private static async Task DecideInFullAsync(IPage rosa)
    {
        await rosa.Press("Write it down");
        await Expect(rosa.GetByText("Still to be written: the recommendation, the rationale, its owner and when it is due.")).ToBeVisibleAsync();
        var form = await FillAsync(rosa, "Valve surgery on Thursday");
        await form.GetByLabel("Evidence").FillAsync("javascript:alert(1)");
        await form.GetByLabel("Alternatives considered").FillAsync("Medicines, and an echo in March");
        await form.GetByRole(AriaRole.Button, new() { Name = "Somebody does not agree" }).ClickAsync();
        await form.GetByLabel("By", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "Priya Raman" });
        await form.GetByLabel("Because").FillAsync("Nobody sets the medicines out at home");
        // Another case is looked at meanwhile: what was begun is kept.
        var agenda = rosa.GetByRole(AriaRole.List, new() { Name = "Agenda" });
        await agenda.GetByRole(AriaRole.Button).Last.ClickAsync();
        await Expect(form).ToHaveCountAsync(0);
        await rosa.Press("Decide");
        await Expect(form.GetByLabel("Recommendation")).ToHaveValueAsync("Valve surgery on Thursday");
        await Expect(form.GetByLabel("Because")).ToHaveValueAsync("Nobody sets the medicines out at home");
        await form.GetByLabel("Deferred to the judgement of").SelectOptionAsync(new SelectOptionValue { Label = "Dr. Wei Chen" });
        await rosa.Press("Write it down");
        await Expect(rosa.GetByText("Evidence is a link (http or https) or the name of a reference.")).ToBeVisibleAsync();
        await rosa.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await form.GetByLabel("Evidence").FillAsync("https://www.escardio.org/guidelines\nESC 2021, IIa");
        await ReviewPage.LookAsync("review-deciding", rosa);
        await rosa.Press("Write it down");
        await Expect(rosa.GetByRole(AriaRole.Link, new() { Name = "https://www.escardio.org/guidelines" })).ToBeVisibleAsync();
        await Expect(rosa.GetByText("the judgement of Dr. Wei Chen")).ToBeVisibleAsync();
    }

    private static async Task<ILocator> FillAsync(IPage rosa, string recommendation)
    {
        var form = rosa.GetByRole(AriaRole.Form, new() { Name = "Decision" });
        await form.GetByLabel("Recommendation").FillAsync(recommendation);
        await form.GetByLabel("Rationale").FillAsync("Fit for it, and it will not wait");
        await form.GetByLabel("Owner").SelectOptionAsync(new SelectOptionValue { Label = "Dr. Wei Chen" });
        await form.GetByLabel("Due", new() { Exact = false }).First.FillAsync(Days(9));
        return form;
    }

    /// <summary>All clocks show the same second, to within what reading them one after another takes.</summary>
    private static async Task SameClockAsync(params IPage[] pages)
    {
        var read = await Task.WhenAll(pages.Select(p => p.GetByRole(AriaRole.Timer).InnerTextAsync()));
        var seconds = read.Select(t => t.Split(':')).Select(t => int.Parse(t[0], CultureInfo.InvariantCulture) * 60 + int.Parse(t[1], CultureInfo.InvariantCulture)).ToList();
        Assert.True(seconds.Max() - seconds.Min() <= 1, $"The clocks show {string.Join(", ", read)}");
    }

    private static Task ForAll(IEnumerable<IPage> pages, Func<IPage, Task> act) => Task.WhenAll(pages.Select(act));

    private static string Days(int days) => TimeProvider.System.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<IPage> OpenAsync(Uri at, string user, Guid room, int width = 1440, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await browsers.OpenAsAsync(user, $"/rooms/{room}", width, scheme, at);
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Agenda" })).ToBeVisibleAsync();
        return page;
    }

    /// <summary>A board with two cases that others have put on the agenda.</summary>
    private static async Task<Guid> RoomAsync(HubHost host)
    {
        var rosa = await host.MemberAsync("rosa", connect: false);
        Guid[] others = [.. (await Task.WhenAll(((string[])["amara", "chen", "jonas", "priya"]).Select(u => host.MemberAsync(u, connect: false)))).Select(m => m.Id)];
        using var made = await rosa.Http.PostAsJsonAsync("/api/rooms", new { kind = "caseReview", title = "Valve board, Thursday", members = others }, Cancel);
        var room = (await made.Content.ReadFromJsonAsync<WireId>(Cancel))!.Id;
        foreach (var question in (string[])["Pacemaker before discharge, or telemetry at home?", "Feeding tube: when is the time to decide?"])
            await rosa.PostRawAsync(room, new { id = Guid.CreateVersion7(), type = "addCase", caseId = Guid.CreateVersion7(), question });
        return room;
    }
}

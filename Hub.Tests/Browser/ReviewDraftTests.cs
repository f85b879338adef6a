using System.Net.Http.Json;
using Hub.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Browser;

/// <summary>What is being written in a review stays, whatever step the chair takes meanwhile, and is sent once.</summary>
[Collection(nameof(Browsers))]
public sealed class ReviewDraftTests(Browsers browsers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NoteAndCaseBegun_WhileTheChairGoesOn_AreKept_AndSentOnce()
    {
        var (room, caseId, rosa) = await ReviewAsync();
        var amara = await browsers.OpenAsAsync("amara", $"/rooms/{room}");
        await amara.Press("Add a case");
        await amara.GetByRole(AriaRole.Textbox, new() { Name = "Question" }).FillAsync("Feeding tube?");
        await rosa.PostRawAsync(room, new { id = Guid.CreateVersion7(), type = "startCase", caseId });
        await Expect(amara.Step()).ToHaveTextAsync("Present");
        var note = amara.GetByRole(AriaRole.Textbox, new() { Name = "A note for all" });
        await note.FillAsync("Sodium 128 last night");
        await amara.GetByRole(AriaRole.Button, new() { Name = "Note it" }).DblClickAsync();
        await Expect(amara.GetByRole(AriaRole.Region, new() { Name = "Notes" }).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
        await Expect(note).ToBeEmptyAsync();
        await note.FillAsync("Potassium 6.1 just now");
        await rosa.PostRawAsync(room, new { id = Guid.CreateVersion7(), type = "closeCase", caseId, reason = "Postponed" });

        await Expect(amara.GetByRole(AriaRole.Button, new() { Name = "Go on with the case you began" })).ToBeVisibleAsync();
        await amara.WaitForTimeoutAsync(600);
        await amara.ReloadAsync();
        await Expect(amara.GetByRole(AriaRole.Button, new() { Name = "Go on with the case you began" })).ToBeVisibleAsync();
        await amara.GetByRole(AriaRole.List, new() { Name = "Agenda" }).GetByRole(AriaRole.Button, new() { NameRegex = new("Pacemaker") }).ClickAsync();
        var late = amara.GetByRole(AriaRole.Region, new() { Name = "Not noted" });
        await Expect(late).ToContainTextAsync("Potassium 6.1 just now");
        await Axe.FindsNothingAsync(amara, "a note that came too late");
        await late.GetByRole(AriaRole.Button, new() { Name = "Throw it away" }).ClickAsync();
        await Expect(late).ToHaveCountAsync(0);

        await amara.GetByRole(AriaRole.List, new() { Name = "Agenda" }).GetByRole(AriaRole.Button).First.ClickAsync();
        await amara.Press("Go on with the case you began");
        await Expect(amara.GetByRole(AriaRole.Textbox, new() { Name = "Question" })).ToHaveValueAsync("Feeding tube?");
        await amara.GetByRole(AriaRole.Button, new() { Name = "Add to the agenda" }).DblClickAsync();
        await Expect(amara.GetByRole(AriaRole.Button, new() { Name = "Add a case" })).ToBeVisibleAsync();
        var events = await rosa.FetchAsync(room);
        Assert.Equal((1, 2), (events.Count(e => e.Type == "caseNoted"), events.Count(e => e.Type == "caseAdded")));
    }

    [Fact]
    public async Task NoteWhoseAnswerWasLost_SentAgainAfterAReload_StandsOnce()
    {
        var (room, caseId, rosa) = await ReviewAsync();
        await rosa.PostRawAsync(room, new { id = Guid.CreateVersion7(), type = "startCase", caseId });
        var amara = await browsers.OpenAsAsync("amara", $"/rooms/{room}");
        // The server has it, and nobody hears of it.
        await amara.RouteAsync("**/commands", async route =>
        {
            await route.FetchAsync();
            await route.AbortAsync();
        });
        await amara.GetByRole(AriaRole.Textbox, new() { Name = "A note for all" }).FillAsync("Sodium 128 last night");
        await amara.Press("Note it");
        await Expect(amara.GetByRole(AriaRole.Alert)).ToContainTextAsync("Nothing was lost; try again in a moment.");
        await amara.UnrouteAllAsync();
        await amara.ReloadAsync();
        await Expect(amara.GetByRole(AriaRole.Textbox, new() { Name = "A note for all" })).ToHaveValueAsync("Sodium 128 last night");
        await amara.Press("Note it");
        await Expect(amara.GetByRole(AriaRole.Textbox, new() { Name = "A note for all" })).ToBeEmptyAsync();
        Assert.Single(await rosa.FetchAsync(room), e => e.Type == "caseNoted");
    }

    [Fact]
    public async Task OpinionChangedInOneTab_IsNotBegunInTheOther_ThatHadReadAnOlderText()
    {
        var (room, caseId, rosa) = await ReviewAsync();
        foreach (var type in (string[])["startCase", "openOpinions"]) await rosa.PostRawAsync(room, new { id = Guid.CreateVersion7(), type, caseId });
        var one = await browsers.OpenAsAsync("amara", $"/rooms/{room}");
        await Position(one).FillAsync("Biopsy");
        await one.WaitForTimeoutAsync(600);
        var other = await one.Context.NewPageAsync();
        await other.GotoAsync(one.Url);
        await Expect(Position(other)).ToHaveValueAsync("Biopsy");
        await Position(one).FillAsync("Surgery");
        await one.Press("Give my opinion");
        foreach (var page in (IPage[])[one, other]) await Expect(page.GetByRole(AriaRole.Region, new() { Name = "My opinion" })).ToContainTextAsync("Surgery");
        await Expect(one.GetByRole(AriaRole.Region, new() { Name = "My opinion" })).ToBeFocusedAsync();
        await one.Press("Change it");
        await Expect(Position(one)).ToBeFocusedAsync();
        // Its time is over, and it is not lost without a word.
        await Position(one).FillAsync("Biopsy after all");
        await rosa.PostRawAsync(room, new { id = Guid.CreateVersion7(), type = "revealOpinions", caseId });
        await Expect(one.GetByRole(AriaRole.Region, new() { Name = "Not given" })).ToContainTextAsync("Biopsy after all");
    }

    [Fact]
    public async Task DecisionBegun_DecidedInAnotherTab_IsSaid_AndWhenTheCaseIsClosed_ItIsShown()
    {
        var (room, caseId, rosa) = await ReviewAsync();
        foreach (var type in (string[])["startCase", "openOpinions", "revealOpinions"]) await rosa.PostRawAsync(room, new { id = Guid.CreateVersion7(), type, caseId });
        var page = await browsers.OpenAsAsync("rosa", $"/rooms/{room}");
        await page.Press("Decide");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Recommendation" }).FillAsync("Telemetry at home");
        await rosa.PostRawAsync(room, new { id = Guid.CreateVersion7(), type = "decide", caseId, recommendation = "Pacemaker first", rationale = "Pauses of 4 s", ownerId = rosa.Id, dueAt = TimeProvider.System.GetUtcNow().AddDays(2) });
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("It was decided meanwhile: “Pacemaker first”.");
        await Axe.FindsNothingAsync(page, "a decision that was made meanwhile");
        await page.WaitForTimeoutAsync(600);
        await page.ReloadAsync();
        var late = page.GetByRole(AriaRole.Region, new() { Name = "Not written down" });
        await Expect(late).ToContainTextAsync("it was decided while you wrote");
        await rosa.PostRawAsync(room, new { id = Guid.CreateVersion7(), type = "closeCase", caseId });
        await page.GetByRole(AriaRole.List, new() { Name = "Agenda" }).GetByRole(AriaRole.Button, new() { NameRegex = new("Pacemaker before") }).ClickAsync();
        await Expect(late).ToContainTextAsync("Telemetry at home");
        await late.GetByRole(AriaRole.Button, new() { Name = "Throw it away" }).ClickAsync();
        await Expect(late).ToHaveCountAsync(0);
    }

    private static ILocator Position(IPage page) => page.GetByRole(AriaRole.Textbox, new() { Name = "Position" });

    /// <summary>A board of Rosa's, who has the chair, with Amara and one case.</summary>
    private async Task<(Guid Room, Guid Case, Member Rosa)> ReviewAsync()
    {
        var rosa = await browsers.Host.MemberAsync("rosa", connect: false);
        var amara = await browsers.Host.MemberAsync("amara", connect: false);
        using var made = await rosa.Http.PostAsJsonAsync("/api/rooms", new { kind = "caseReview", title = "Valve board", members = new[] { amara.Id } }, Cancel);
        var (room, caseId) = ((await made.Content.ReadFromJsonAsync<WireId>(Cancel))!.Id, Guid.CreateVersion7());
        await rosa.PostRawAsync(room, new { id = Guid.CreateVersion7(), type = "addCase", caseId, question = "Pacemaker before discharge?" });
        return (room, caseId, rosa);
    }
}

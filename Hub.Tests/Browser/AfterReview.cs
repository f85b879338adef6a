using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Browser;

/// <summary>What comes after the last case: minutes that are signed and taken along, the replay, the report, what is mine to carry out.</summary>
internal static class AfterReview
{
    /// <summary>The chair first, by name as it stands; then the members, under the same.</summary>
    public static async Task SignAsync(IPage chair, params IPage[] members)
    {
        await chair.GetByRole(AriaRole.Link, new() { Name = "Minutes", Exact = true }).ClickAsync();
        await Expect(chair.GetByText("You have the chair: you sign first.")).ToBeVisibleAsync();
        await chair.GetByLabel("Your name").FillAsync("Rosa Delgada");
        await chair.Press("Sign as the chair");
        await Expect(chair.GetByText("Type your name, Rosa Delgado, to sign.")).ToBeVisibleAsync();
        await chair.GetByLabel("Your name").FillAsync("rosa delgado");
        await chair.Press("Sign as the chair");
        await Expect(chair.GetByText("The record up to here is the one that was signed.")).ToBeVisibleAsync();

        string[] names = ["Amara Okafor", "Dr. Wei Chen", "Jonas Weber", "Priya Raman"];
        await Task.WhenAll(members.Zip(names, async (member, name) =>
        {
            await member.GetByRole(AriaRole.Link, new() { Name = "Minutes", Exact = true }).ClickAsync();
            await Expect(member.GetByRole(AriaRole.Heading, new() { Name = "1. Valve surgery now, or medical therapy first?" })).ToBeVisibleAsync();
            await Expect(member.GetByText("Valve surgery on Thursday")).ToBeVisibleAsync();
            await member.GetByLabel("Your name").FillAsync(name);
            await member.Press("Sign too");
        }));
        foreach (var page in (IPage[])[chair, .. members]) await Expect(page.GetByText("signed the same")).ToHaveCountAsync(members.Length);
        await ReviewPage.LookAsync("review-minutes", chair, members[0]);
    }

    /// <summary>Blind until the reveal, then not; by the keyboard alone.</summary>
    public static async Task ReplayAsync(IPage wide, IPage phone)
    {
        await Task.WhenAll(((IPage[])[wide, phone]).Select(async page =>
        {
            await page.GetByRole(AriaRole.Link, new() { Name = "Replay" }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Slider, new() { Name = "Place in the review" })).ToBeVisibleAsync();
        }));
        await wide.Locator("h1").ClickAsync();
        await wide.Keyboard.PressAsync("PageDown");
        await Expect(wide.GetByText("Amara: not yet")).ToBeVisibleAsync();
        await wide.Keyboard.PressAsync("ArrowRight");
        await Expect(wide.GetByText("Amara: answered")).ToBeVisibleAsync();
        Assert.DoesNotContain("She walks her dog", await wide.InnerTextAsync("main"), StringComparison.Ordinal);
        var phases = wide.GetByRole(AriaRole.Combobox, new() { Name = "Jump to a phase" });
        await phases.SelectOptionAsync(new SelectOptionValue { Label = "Case 1: discuss" });
        await Expect(wide.GetByText("She walks her dog")).ToBeVisibleAsync();
        await ReviewPage.LookAsync("review-replay", wide, phone);
        // To the end, and it stops by itself.
        await phases.SelectOptionAsync(new SelectOptionValue { Label = "Case 3: present" });
        await wide.GetByText("16×", new() { Exact = true }).ClickAsync();
        await wide.Press("Play");
        await Expect(wide.GetByRole(AriaRole.Button, new() { Name = "Play", Exact = true })).ToBeVisibleAsync();
        await Expect(wide.GetByText("The images come on Monday")).ToBeVisibleAsync();
    }

    public static async Task ReportAsync(IPage wide, IPage phone)
    {
        foreach (var page in (IPage[])[wide, phone])
        {
            await page.GetByRole(AriaRole.Navigation, new() { Name = "This review" }).GetByRole(AriaRole.Link, new() { Name = "Report" }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Agreement before and after" })).ToBeVisibleAsync();
            await Expect(page.GetByText("2 decisions, none of them due yet. 1 case closed without one.")).ToBeVisibleAsync();
        }
        await ReviewPage.LookAsync("review-report", wide, phone);
    }

    /// <summary>On paper there is the document and nothing of the frame; an export says no more than the page.</summary>
    public static async Task TakeAlongAsync(IPage page, Guid room)
    {
        await page.GotoAsync($"/rooms/{room}/minutes");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Signatures" })).ToBeVisibleAsync();
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Main" })).ToBeHiddenAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Print" })).ToBeHiddenAsync();
        await Expect(page.GetByText("The record up to here is the one that was signed.")).ToBeVisibleAsync();
        await page.EmulateMediaAsync(new() { Media = Media.Screen });
        await page.Press("Take along");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Menuitem, new() { Name = "As a FHIR R4 bundle" }).ClickAsync());
        var text = await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Contains("\"Provenance\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("MRN 4711", text, StringComparison.Ordinal);
    }

    /// <summary>Whoever owns a decision that is due finds it on their first page, and says what became of it.</summary>
    public static async Task OwnerAsync(IPage amara)
    {
        // The demo's closed review has one of Amara's that came due yesterday.
        await amara.GotoAsync("/today");
        var due = amara.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Nerve block this week" });
        await Expect(due).ToBeVisibleAsync();
        await ReviewPage.PictureAsync(amara, "after-decisions-390");
        await due.GetByRole(AriaRole.Button, new() { Name = "Say what became of it" }).ClickAsync();
        await due.GetByRole(AriaRole.Radio, new() { Name = "Carried out in part" }).CheckAsync();
        await due.GetByLabel("What stood in the way").FillAsync("The block helped, the dose is not lower yet");
        await due.GetByRole(AriaRole.Button, new() { Name = "Write it down" }).ClickAsync();
        await Expect(due).ToHaveCountAsync(0);
    }

    /// <summary>For the gallery, where pictures are taken: a review that took as long as one takes, wide and on a phone.</summary>
    public static async Task PicturesOfTheDemoAsync(IPage page)
    {
        if (Environment.GetEnvironmentVariable("HUB_PICTURES") is null) return;
        var rooms = await page.EvaluateAsync<JsonElement>("() => fetch('/api/rooms').then(r => r.json())");
        var room = rooms.EnumerateArray().Single(r => r.GetProperty("title").GetString() == "Case review: last week's three").GetProperty("id").GetString();
        foreach (var (where, ready) in ((string, string)[])[("minutes", "The record up to here is the one that was signed."), ("replay", "Opinions, blind"), ("report", "Decisions carried out")])
        {
            await page.GotoAsync($"/rooms/{room}/{where}");
            await Expect(page.GetByText(ready).First).ToBeAttachedAsync();
            if (where == "replay") await page.GetByRole(AriaRole.Combobox, new() { Name = "Jump to a phase" }).SelectOptionAsync(new SelectOptionValue { Label = "Case 1: discuss, second round" });
            foreach (var width in (int[])[1440, 390])
            {
                await page.SetViewportSizeAsync(width, width == 390 ? 844 : 900);
                await ReviewPage.PictureAsync(page, $"after-{where}-{width}");
            }
        }
    }
}

using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.Tests.Support;
using Microsoft.Playwright;

namespace Hub.Tests.Browser;

/// <summary>Whose page it is.</summary>
public enum Sees { Everybody, Administrators, SignedOut }

/// <summary>One page, or one more state of it, as it is looked at.</summary>
/// <param name="Route">As the client has it.</param>
/// <param name="Name">For the report and the picture.</param>
/// <param name="Shows">What stands there once it is read.</param>
public sealed record PageRow(string Route, string Name, Sees Who, Func<Places, string> Path, string Shows)
{
    /// <summary>Opens what is looked at; the page is left afterwards.</summary>
    public Func<IPage, Task>? Act { get; init; }

    /// <summary>The server refuses something here, which browsers write to the console.</summary>
    public bool Refused { get; init; }
}

/// <summary>Every page of the client. One that is not here fails <see cref="EveryPageTests"/>.</summary>
public static partial class PageTable
{
    public static readonly IReadOnlyList<PageRow> Rows =
    [
        new("", "sign-in", Sees.SignedOut, _ => "/", "Who are you today?") { Refused = true },
        new("/setup/:token", "setup", Sees.SignedOut, _ => "/setup/used", "This link is no longer good") { Refused = true },
        new("/invitation/:token", "invitation", Sees.SignedOut, p => p.Invitation, "Welcome to Care Hub"),
        new("/today", "today", Sees.Everybody, _ => "/today", "Unread"),
        new("/rooms", "rooms", Sees.Everybody, _ => "/rooms", "Ward 4B"),
        new("/rooms", "new room", Sees.Everybody, _ => "/rooms", "Ward 4B") { Act = page => OpenAsync(page, "New room or message") },
        new("/rooms/:id/:seq?", "room", Sees.Everybody, p => $"/rooms/{p.Ward}", "Ward 4B") { Act = page => page.GetByRole(AriaRole.Article).First.WaitForAsync() },
        new("/rooms/:id/:seq?", "room details", Sees.Everybody, p => $"/rooms/{p.Ward}", "Ward 4B") { Act = DetailsAsync },
        new("/rooms/:id/:seq?", "cards sbar", Sees.Everybody, p => $"/rooms/{p.Ward}/{p.Sbar}", "Situation") { Act = page => page.GetByText("Recommendation").First.WaitForAsync() },
        new("/rooms/:id/:seq?", "cards", Sees.Everybody, p => $"/rooms/{p.Ward}/{p.Handoff}", "Watcher") { Act = page => page.GetByText("endoscopy knows of her").First.WaitForAsync() },
        new("/rooms/:id/:seq?", "message menu", Sees.Everybody, p => $"/rooms/{p.Ward}", "Ward 4B") { Act = MenuAsync },
        new("/rooms/:id/:seq?", "thread", Sees.Everybody, p => $"/rooms/{p.Ward}", "Ward 4B") { Act = ThreadAsync },
        new("/rooms/:id/:seq?", "sbar form", Sees.Everybody, p => $"/rooms/{p.Ward}", "Ward 4B") { Act = page => FormAsync(page, "SBAR") },
        new("/rooms/:id/:seq?", "handoff form", Sees.Everybody, p => $"/rooms/{p.Ward}", "Ward 4B") { Act = page => FormAsync(page, "I-PASS handoff") },
        new("/rooms/:id/:seq?", "result form", Sees.Everybody, p => $"/rooms/{p.Ward}", "Ward 4B") { Act = page => FormAsync(page, "Critical result") },
        new("/rooms/:id/:seq?", "review", Sees.Everybody, p => $"/rooms/{p.NextReview}", "Case review: geriatrics") { Act = page => page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Heading, new() { Level = 2 }).First.WaitForAsync() },
        new("/rooms/:id/minutes", "minutes", Sees.Everybody, p => $"/rooms/{p.ClosedReview}/minutes", "Minutes"),
        new("/rooms/:id/replay", "replay", Sees.Everybody, p => $"/rooms/{p.ClosedReview}/replay", "Play"),
        new("/rooms/:id/report", "report", Sees.Everybody, p => $"/rooms/{p.ClosedReview}/report", "Agreement before and after"),
        new("/reviews", "reviews", Sees.Everybody, _ => "/reviews", "New review"),
        new("/notices", "notices", Sees.Everybody, _ => "/notices", "Why did I get this?") { Act = page => page.GetByText("Why did I get this?").First.ClickAsync() },
        new("/open/:id", "gone notice", Sees.Everybody, _ => $"/open/{Guid.CreateVersion7()}", "This notice is not here.") { Refused = true },
        new("/search", "search", Sees.Everybody, _ => "/search", "Narrow it down with") { Act = SearchAsync },
        new("/sessions", "sessions", Sees.Everybody, _ => "/sessions", "New series"),
        new("/sessions/new", "new series", Sees.Everybody, _ => "/sessions/new", "Make the series"),
        new("/sessions/:id", "series", Sees.Everybody, p => $"/sessions/{p.Series}", "09:00 in New York"),
        new("/sessions/:id/edit", "edit series", Sees.Everybody, p => $"/sessions/{p.Series}/edit", "Save the series"),
        new("/sessions/:id/:at", "session", Sees.Everybody, p => $"/sessions/{p.Series}/{Uri.EscapeDataString(p.Occurrence)}", "Beforehand"),
        new("/confirm-email/:token", "confirm e-mail", Sees.Everybody, _ => "/confirm-email/nonsense", "This link is not for you") { Refused = true },
        new("/me", "me", Sees.Everybody, _ => "/me", "What waits for me"),
        new("/thanks/:tab?/:week?", "thanks", Sees.Everybody, _ => "/thanks", "Give thanks"),
        new("/thanks/:tab?/:week?", "give thanks", Sees.Everybody, _ => "/thanks", "Give thanks") { Act = page => OpenAsync(page, "Give thanks") },
        new("/thanks/:tab?/:week?", "digest", Sees.Everybody, _ => "/thanks/digest", "said thank you"),
        new("/thanks/:tab?/:week?", "for leads", Sees.Administrators, _ => "/thanks/lead", "No thanks for 60 days"),
        new("/team", "team", Sees.Everybody, _ => "/team", "Cardiology on call"),
        new("/admin", "admin", Sees.Administrators, _ => "/admin", "Try again"),
        new("/admin/jobs", "jobs", Sees.Administrators, _ => "/admin/jobs", "Follow duty"),
        new("/reviews", "switcher", Sees.Everybody, _ => "/reviews", "New review") { Act = SwitcherAsync },
        // Last: the session is locked then.
        new("/me", "locked", Sees.Everybody, _ => "/me", "Lock now") { Act = LockAsync },
    ];

    /// <summary>What the client routes to, read from its source.</summary>
    public static IEnumerable<string> Routes() => ((string[])["App.tsx", "Workspace.tsx"])
        .SelectMany(file => Route().Matches(File.ReadAllText(Path.Combine(Machine.Root, "Hub.Web", "client", "src", "app", file)))).Select(m => m.Groups[1].Value);

    [GeneratedRegex("<Route path=\"([^\"]+)\"")]
    private static partial Regex Route();

    private static async Task OpenAsync(IPage page, string button)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = button }).First.ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button).First.WaitForAsync();
    }

    private static async Task MenuAsync(IPage page)
    {
        await page.Locator("[role=feed][aria-busy=false]").WaitForAsync();
        var last = page.GetByRole(AriaRole.Article).Last;
        await last.FocusAsync();
        await last.GetByRole(AriaRole.Button, new() { Name = "More" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Copy link" }).WaitForAsync();
    }

    private static async Task ThreadAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("repl(y|ies)") }).Last.ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Reply in the thread" }).WaitForAsync();
    }

    private static async Task FormAsync(IPage page, string form)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Structured message" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = form }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox).First.WaitForAsync();
    }

    private static async Task SwitcherAsync(IPage page)
    {
        await page.Keyboard.PressAsync("Control+k");
        await page.GetByRole(AriaRole.Option).First.WaitForAsync();
    }

    private static async Task LockAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Lock now" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Locked" }).WaitForAsync();
    }

    // A wide page has them beside the messages.
    private static async Task DetailsAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Article).First.WaitForAsync();
        if (page.ViewportSize!.Width < 1100) await OpenAsync(page, "Members and details");
    }

    private static async Task SearchAsync(IPage page)
    {
        await page.GetByLabel("Search in messages").FillAsync("heparin");
        await page.GetByText("Heparin 25,000").First.WaitForAsync();
    }
}

/// <summary>Where the pages of one person are that are about something: ids of the demo as they may see it.</summary>
public sealed record Places(string Invitation, Guid Ward, long Sbar, long Handoff, Guid NextReview, Guid ClosedReview, Guid Series, string Occurrence)
{
    public static async Task<Places> OfAsync(Member person)
    {
        var rooms = await ListAsync("/api/rooms");
        var reviews = await ListAsync("/api/reviews");
        var series = (await ListAsync("/api/series"))[0].GetProperty("id").GetGuid();
        var occurrences = await ListAsync($"/api/series/{series}/occurrences?count=1");
        var ward = Room("Ward 4B");
        var said = (await person.Http.GetFromJsonAsync<JsonElement>($"/api/rooms/{ward}/messages?limit=100")).GetProperty("messages").EnumerateArray().ToList();
        return new(
            await InvitationAsync(person), ward, Seq("sbar"), Seq("handoff"), Room("Case review: geriatrics"), ClosedReview(), series, occurrences[0].GetProperty("at").GetString()!);

        Guid Room(string title) => rooms.First(r => r.GetProperty("title").GetString()?.StartsWith(title, StringComparison.Ordinal) == true).GetProperty("id").GetGuid();

        long Seq(string form) => said.Last(m => m.TryGetProperty(form, out var there) && there.ValueKind == JsonValueKind.Object).GetProperty("seq").GetInt64();

        Guid ClosedReview() => reviews.First(r => r.GetProperty("closed").GetInt32() == r.GetProperty("cases").GetInt32()).GetProperty("room").GetGuid();

        async Task<List<JsonElement>> ListAsync(string path) => [.. (await person.Http.GetFromJsonAsync<JsonElement>(path)).EnumerateArray()];
    }

    private static async Task<string> InvitationAsync(Member person)
    {
        await using var rosa = await Member.SignInAsync(person.Node, "rosa");
        using var answer = await rosa.Http.PostAsJsonAsync("/api/admin/invitations", new { admin = false });
        return new Uri((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("link").GetString()!).AbsolutePath;
    }
}

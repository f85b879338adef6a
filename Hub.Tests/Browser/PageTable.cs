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
public sealed record Places(string Invitation, Guid Ward, Guid NextReview, Guid ClosedReview, Guid Series, string Occurrence)
{
    public static async Task<Places> OfAsync(Member person)
    {
        var rooms = await ListAsync("/api/rooms");
        var reviews = await ListAsync("/api/reviews");
        var series = (await ListAsync("/api/series"))[0].GetProperty("id").GetGuid();
        var occurrences = await ListAsync($"/api/series/{series}/occurrences?count=1");
        return new(
            await InvitationAsync(person), Room("Ward 4B"), Room("Case review: geriatrics"), ClosedReview(), series, occurrences[0].GetProperty("at").GetString()!);

        Guid Room(string title) => rooms.First(r => r.GetProperty("title").GetString()?.StartsWith(title, StringComparison.Ordinal) == true).GetProperty("id").GetGuid();

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

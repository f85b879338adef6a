using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Hub.Core;
using Hub.Core.Data;
using Hub.Core.Notifications;
using Hub.Core.Rooms.Messages;
using Hub.Tests.Support;
using Hub.Tests.Teams;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Browser;

/// <summary>
/// Walks every page of the client (<see cref="PageTable"/>): axe finds nothing, nothing is wider than the screen, nothing is written to the console, and there is one
/// heading of the first level in one main landmark. A member walks on a phone in the light and an administrator on a wide screen in the dark; a soak, and who wants
/// pictures (HUB_PICTURES names a folder), has all four looks.
/// </summary>
[Collection(nameof(Browsers))]
public partial class EveryPageTests(Browsers browsers)
{
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("HUB_PICTURES");
    private static readonly Walk[] Walks = Soak.On || Pictures is not null
        ? [new(390, 844, ColorScheme.Light, true), new(1440, 900, ColorScheme.Dark, true), new(390, 844, ColorScheme.Dark, true), new(1440, 900, ColorScheme.Light, true), new(390, 844, ColorScheme.Light, false), new(1440, 900, ColorScheme.Dark, false)]
        : [new(390, 844, ColorScheme.Light, false), new(1440, 900, ColorScheme.Dark, true)];

    private sealed record Walk(int Width, int Height, ColorScheme Scheme, bool Admin)
    {
        public string Look => $"{(Admin ? "" : "member-")}{Width}-{Scheme.ToString().ToLowerInvariant()}";
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Table_HasEachRouteOfTheClient()
    {
        var routes = PageTable.Routes().ToHashSet();
        Assert.True(routes.Count > 20, "The client's routes were not found.");
        Assert.Equal(routes.Order(), PageTable.Rows.Select(r => r.Route).Where(r => r.Length > 0).Distinct().Order());
    }

    [Fact]
    public async Task EachPage_IsFaultlessToAxe_FitsTheScreen_AndIsOneHeadingInOneMain()
    {
        var problems = new ConcurrentQueue<string>();
        // Two at a time: each page has a process of its own.
        foreach (var two in Walks.Chunk(2))
        {
            var pages = new List<(Walk Walk, IPage Page)>();
            foreach (var walk in two) pages.Add((walk, await browsers.OpenAsync(walk.Width, walk.Height, walk.Scheme)));
            await Task.WhenAll(pages.Select(p => WalkAsync(p.Walk, p.Page, problems)));
        }
        Assert.True(problems.IsEmpty, string.Join('\n', problems));
    }

    private async Task WalkAsync(Walk walk, IPage page, ConcurrentQueue<string> problems)
    {
        await using var person = await Member.SignInAsync(browsers.Host.Node.Address, walk.Admin ? "rosa" : "amara");
        await TellAsync(person.Id);
        var places = await Places.OfAsync(person);
        var said = new ConcurrentQueue<string>();
        page.Console += (_, message) => { if (message.Type == "error") said.Enqueue(message.Text); };
        page.PageError += (_, error) => said.Enqueue(error);
        var signedIn = false;
        foreach (var row in PageTable.Rows.Where(r => r.Who != Sees.Administrators || walk.Admin).OrderBy(r => r.Who != Sees.SignedOut))
        {
            if (row.Who != Sees.SignedOut && !signedIn)
            {
                signedIn = true;
                await page.GotoAsync("/");
                await page.SignInAsync(walk.Admin ? "Rosa Delgado" : "Amara Okafor");
                said.Clear();
            }
            try
            {
                await LookAsync(page, row, row.Path(places), walk);
            }
            catch (Exception wrong) when (wrong is not OperationCanceledException)
            {
                problems.Enqueue($"{row.Name} {walk.Look}: {wrong.Message}");
            }
            var loud = said.Where(s => !row.Refused || !s.Contains("Failed to load resource", StringComparison.Ordinal)).ToList();
            if (loud.Count > 0) problems.Enqueue($"{row.Name} {walk.Look} wrote to the console: {string.Join(" | ", loud)}");
            said.Clear();
        }
        await page.Context.CloseAsync();
    }

    private static async Task LookAsync(IPage page, PageRow row, string path, Walk walk)
    {
        // Signed in, pages are gone to as by a link; a menu that was open is closed by its key, and a sheet by going elsewhere first.
        if (row.Who == Sees.SignedOut) await page.GotoAsync(path);
        else
        {
            await page.Keyboard.PressAsync("Escape");
            await page.EvaluateAsync("() => history.pushState(null, '', '/reviews')");
            await Expect(page.GetByRole(AriaRole.Dialog).Or(page.GetByRole(AriaRole.Menu))).ToHaveCountAsync(0);
            await page.EvaluateAsync("path => history.pushState(null, '', path)", path);
        }
        await Expect(page.GetByText(row.Shows).Filter(new() { Visible = true }).First).ToBeVisibleAsync(new() { Timeout = 10_000 });
        if (row.Act is { } act) await act(page);
        // What the mouse rests on by chance tells its name.
        await page.Mouse.MoveAsync(0, 0);
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasTextRegex = Reading() })).ToHaveCountAsync(0);
        if (Pictures is not null) await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{row.Name.Replace(' ', '-')}-{walk.Look}.png") });
        await Axe.FindsNothingAsync(page, row.Name);
        var (wide, mains, heads) = (await page.EvaluateAsync<int[]>("() => [document.documentElement.scrollWidth, ...['main', 'h1'].map(e => [...document.querySelectorAll(e)].filter(x => x.checkVisibility()).length)]")) is [var a, var b, var c] ? (a, b, c) : default;
        Assert.True(wide <= walk.Width, $"it is {wide} px wide");
        Assert.Equal((1, 1), (mains, heads));
    }

    [GeneratedRegex("^Reading|^Loading")]
    private static partial Regex Reading();

    private async Task TellAsync(Guid person)
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var database = Database.OnSqlite(Path.Combine(browsers.Host.DataFolder, "node0", "hub.db"));
        await new NotificationBook(database, new Standings(new TeamHost.Factory(database)), TimeProvider.System, []).TellAsync(
            [new("pages/1", NoticeKind.Nudge, person, Priority.Urgent, now), new("pages/2", NoticeKind.SessionReminder, person, Priority.Important, now), new("pages/3", NoticeKind.Thanks, person, Priority.Routine, now)], Cancel);
        // Something that could not be sent, for the administrators' page.
        await using var db = database.NewContext();
        var id = Ids.New(now);
        db.Add(new NotificationRow { Id = id, Key = $"pages/{id}", Kind = NoticeKind.Nudge, Person = person, Channel = NoticeChannel.Webhook, Priority = Priority.Important, Why = "", CreatedAt = now, DueAt = now, State = NotificationState.Dead, Attempts = 12, Error = "HTTP 503" });
        await db.SaveChangesAsync(Cancel);
    }
}

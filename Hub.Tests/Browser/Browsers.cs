using Hub.Core.Data;
using Hub.Tests.Support;
using Microsoft.Playwright;

namespace Hub.Tests.Browser;

/// <summary>Browser tests share a Care Hub, so they run one after another, beside what has nothing to do with it.</summary>
[CollectionDefinition(nameof(Browsers))]
public class BrowserCollection : ICollectionFixture<Browsers>;

/// <summary>Those that measure time run by themselves.</summary>
[CollectionDefinition(nameof(TimedBrowsers), DisableParallelization = true)]
public class TimedBrowsers : ICollectionFixture<Browsers>;

/// <summary>One Chromium and one Care Hub with the demo team (SQLite) for all browser tests of a collection; each person gets a context of their own.</summary>
public sealed class Browsers : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private HubHost? _host;
    private readonly List<IBrowserContext> _open = [];
    private Xunit.Sdk.ITest? _test;

    public HubHost Host => _host!;

    public async ValueTask InitializeAsync()
    {
        _host = await HubHost.StartAsync(Engine.Sqlite);
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(30_000);
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Machine.Program("chromium", "chromium-browser", "google-chrome"),
            // Chromium's sandbox needs a user other than root; the pages are our own. Without --disable-gpu a processor plays the graphics card.
            Args = ["--disable-gpu", .. Machine.IsRoot ? (string[])["--no-sandbox"] : []],
        });
    }

    /// <summary>Somebody's own browser, at the sign-in page of the fixture's Care Hub.</summary>
    public async Task<IPage> OpenAsync(int width = 1440, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await NewPageAsync(_host!.Node.Address, width, height, scheme, isKept: true);
        await page.GotoAsync("/");
        return page;
    }

    /// <summary>Somebody's own browser, signed in and at a page; the signing in is other tests' concern.</summary>
    /// <param name="at">The node that is asked; none: the fixture's own.</param>
    /// <param name="fingers">A phone: no pointer that hovers.</param>
    /// <param name="isKept">The page's worker keeps the program for when there is no network, as everywhere; it takes as long as the page itself.</param>
    public async Task<IPage> OpenAsAsync(string user, string path, int width = 1440, ColorScheme scheme = ColorScheme.Light, Uri? at = null, bool fingers = false, bool isKept = false)
    {
        var page = await NewPageAsync(at ?? _host!.Node.Address, width, width < 600 ? 844 : 900, scheme, fingers, isKept);
        var signedIn = await page.Context.APIRequest.PostAsync("/api/dev/sign-in", new() { DataObject = new { user } });
        if (!signedIn.Ok) throw new InvalidOperationException($"{user} cannot sign in: {signedIn.Status} {await signedIn.TextAsync()}");
        await page.GotoAsync(path);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_host is not null) await _host.DisposeAsync();
    }

    private async Task<IPage> NewPageAsync(Uri address, int width, int height, ColorScheme scheme, bool fingers = false, bool isKept = false)
    {
        await CloseThoseOfTheLastTestAsync();
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            IsMobile = fingers,
            HasTouch = fingers,
            ServiceWorkers = isKept ? ServiceWorkerPolicy.Allow : ServiceWorkerPolicy.Block,
        });
        lock (_open) _open.Add(context);
        context.SetDefaultTimeout(30_000);
        return await context.NewPageAsync();
    }

    /// <summary>Pages that nobody looks at any more would still be sent each event and redraw: after fifty tests they take both processors.</summary>
    private async Task CloseThoseOfTheLastTestAsync()
    {
        IBrowserContext[] past;
        lock (_open)
        {
            if (TestContext.Current.Test == _test) return;
            _test = TestContext.Current.Test;
            past = [.. _open];
            _open.Clear();
        }
        foreach (var context in past) await context.CloseAsync();
    }
}

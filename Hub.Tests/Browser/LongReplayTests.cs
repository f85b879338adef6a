using System.Net;
using System.Text.Json;
using Hub.Server.Api;
using Hub.Tests.Rooms.Reviews;
using Hub.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Browser;

/// <summary>A closed review of 40 people, 15 cases and 3 hours in the page: opened in under a second, and little to do for the page's own thread with each batch of a dozen events, as come at fifty a second.</summary>
[Collection(nameof(TimedBrowsers))]
public class LongReplayTests(Browsers browsers, ITestOutputHelper output)
{
    // Milliseconds until it is shown, and of the page's thread a batch. Twice as much is allowed where other programs share the processor.
    private static readonly (double Opened, double Batch) Most = Soak.On ? (1000, 8) : (2000, 16);

    [Fact]
    public async Task Replay_OfALongReview_OpensWithinASecond_AndShowsEachBatchOfEventsQuickly()
    {
        var run = LongReview.Run();
        var body = JsonSerializer.SerializeToUtf8Bytes(new ReplayWriter(LongReview.Everybody[1], ReplayTests.Wire).Write(ReplayTests.Steps(run)), ReplayTests.Wire);
        using var written = new HttpListener { Prefixes = { $"http://127.0.0.1:{FreePort.Next()}/" } };
        written.Start();
        var answering = AnswerAsync(written, body);
        var page = await browsers.OpenAsAsync("rosa", "/today");
        // What the server wrote comes over a wire: handed over by the driver it would come slower.
        await page.RouteAsync("**/replay", route => route.ContinueAsync(route.Request.ResourceType == "fetch" ? new() { Url = written.Prefixes.Single() } : null));
        await page.GotoAsync($"/rooms/{run.Room.Id}/replay");
        await Expect(page.GetByRole(AriaRole.Slider, new() { Name = "Place in the review" })).ToBeVisibleAsync();
        var opened = await page.EvaluateAsync<double[]>("() => { const asked = performance.getEntriesByType('resource').find(r => r.name.endsWith('/replay') && r.initiatorType === 'fetch'), shown = performance.getEntriesByName('replay shown')[0].startTime; return [shown - asked.startTime, shown - asked.responseEnd] }");
        await answering;

        // The thread's own time: what other programs do on this machine is not counted.
        var cdp = await page.Context.NewCDPSessionAsync(page);
        await cdp.SendAsync("Performance.enable", new Dictionary<string, object> { ["timeDomain"] = "threadTicks" });
        // A key that does nothing costs what the measuring itself takes.
        var (nothing, median) = (await MedianAsync(page, cdp, "F8"), await MedianAsync(page, cdp, "ArrowRight"));

        output.WriteLine($"opened in {opened[0]:0} ms ({body.Length / 1024} KB), {opened[1]:0} ms of it after it had come; {median - nothing:0.0} ms of the page's thread for {LongReview.Together} events, beside {nothing:0.0} ms for the measuring");
        Assert.True(opened[0] < Most.Opened, $"opened in {opened[0]:0} ms");
        Assert.True(median - nothing <= Most.Batch, $"{median - nothing:0.0} ms a batch");
    }

    private static async Task AnswerAsync(HttpListener listener, byte[] body)
    {
        var asked = await listener.GetContextAsync();
        asked.Response.ContentType = "application/json";
        await asked.Response.OutputStream.WriteAsync(body);
        asked.Response.Close();
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

    /// <returns>Milliseconds since the page began.</returns>
    private static async Task<double> SpentAsync(ICDPSession cdp) =>
        (await cdp.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics").EnumerateArray().First(m => m.GetProperty("name").GetString() == "TaskDuration").GetProperty("value").GetDouble() * 1000;
}

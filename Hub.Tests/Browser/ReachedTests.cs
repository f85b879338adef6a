using System.Text.Json;
using Hub.Core;
using Hub.Core.Data;
using Hub.Core.Notifications;
using Hub.Core.Rooms.Messages;
using Hub.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Browser;

/// <summary>The service worker: what it shows, takes away and keeps.</summary>
[Collection(nameof(Browsers))]
public class ReachedTests(Browsers browsers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Push_IsShownByTheWorker_AndTakenAwayWhenItIsDoneElsewhere()
    {
        await using var database = Database.OnSqlite(Path.Combine(browsers.Host.DataFolder, "node0", "hub.db"));
        await using var mei = await Member.SignInAsync(browsers.Host.Node.Address, "mei");
        var room = await mei.CreateRoomAsync($"Shown {Guid.CreateVersion7():N}");
        var page = await browsers.OpenAsync();
        await page.Context.GrantPermissionsAsync(["notifications"]);
        await page.SignInAsync("Mei Tanaka");
        var notice = await AddAsync(database, mei.Id, n => (n.State, n.Parcel) = (NotificationState.Sent, n.Id));

        await PushAsync(page, JsonSerializer.Serialize(new { id = notice, title = "Care Hub", body = "A message waits for you in Care Hub", url = $"/open/{notice}", urgent = false }));

        await ShownAsync(page, notice, true);
        await using (var db = database.NewContext())
            await db.Set<NotificationRow>().Where(n => n.Id == notice).ExecuteUpdateAsync(s => s.SetProperty(n => n.DoneAt, TimeProvider.System.GetUtcNow()), Cancel);
        await mei.PostRawAsync(room, new { id = Guid.CreateVersion7(), type = "postMessage", text = "Done on the phone" });
        await ShownAsync(page, notice, false);
    }

    [Fact]
    public async Task Offline_ThePageStillComes_AndNothingOfTheApiIsKept()
    {
        var page = await browsers.OpenAsync();
        await page.SignInAsync("Mei Tanaka");
        await page.ProgramIsKeptAsync();
        await page.Context.SetOfflineAsync(true);
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Care Hub cannot be reached" })).ToBeVisibleAsync();
        var kept = await page.EvaluateAsync<string[]>("async () => { const all = []; for (const n of await caches.keys()) for (const k of await (await caches.open(n)).keys()) all.push(new URL(k.url).pathname); return all }");
        Assert.All(kept, path => Assert.Matches(@"^/($|assets/|theme\.js$|icon\.svg$)", path));
        Assert.True(kept.Length > 10);
    }

    private static async Task<Guid> AddAsync(Database database, Guid person, Action<NotificationRow> set)
    {
        var now = TimeProvider.System.GetUtcNow();
        var id = Ids.New(now);
        var row = new NotificationRow { Id = id, Key = $"test/{id}", Kind = NoticeKind.Nudge, Person = person, Channel = NoticeChannel.Push, Priority = Priority.Important, Why = "", CreatedAt = now, DueAt = now };
        set(row);
        await using var db = database.NewContext();
        db.Add(row);
        await db.SaveChangesAsync(Cancel);
        return id;
    }

    /// <summary>Gives the page's worker a push as the browser would, after decrypting it.</summary>
    private static async Task PushAsync(IPage page, string data)
    {
        await page.EvaluateAsync("async () => { await navigator.serviceWorker.ready }");
        var devTools = await page.Context.NewCDPSessionAsync(page);
        var registered = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        devTools.Event("ServiceWorker.workerRegistrationUpdated").OnEvent += (_, said) =>
        {
            if (said is { } update && update.GetProperty("registrations") is { } all && all.GetArrayLength() > 0) registered.TrySetResult(all[0].GetProperty("registrationId").GetString()!);
        };
        await devTools.SendAsync("ServiceWorker.enable");
        await devTools.SendAsync("ServiceWorker.deliverPushMessage", new() { ["origin"] = new Uri(page.Url).GetLeftPart(UriPartial.Authority) + "/", ["registrationId"] = await registered.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel), ["data"] = data });
    }

    private static Task ShownAsync(IPage page, Guid notice, bool shown) => page.UntilAsync(
        $"async id => {(shown ? "" : "!")}(await (await navigator.serviceWorker.ready).getNotifications()).some(n => n.tag === id)", notice.ToString());
}

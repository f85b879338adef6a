using System.Globalization;
using Hub.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hub.Tests.Browser;

/// <summary>A sent text is in the room once and nowhere else, however soon after Enter the page goes or the room is left.</summary>
[Collection(nameof(Browsers))]
public class SentTextTests(Browsers browsers)
{
    /// <summary>Looks at each frame of a room while one is in it: which of one's own texts stood twice, which were gone after they had stood.</summary>
    private const string Watch = """
        room => {
          let seen = new Set()
          window.looks = 0
          window.wrong = []
          const look = () => {
            requestAnimationFrame(look)
            if (!location.pathname.endsWith(room)) {
              // While it is opened again, what waits stands there before what was said; so each stay by itself.
              seen = new Set()
              return
            }
            const texts = [...document.querySelectorAll('[role=feed] [role=article]')].map(a => /mine-\d+/.exec(a.textContent)?.[0]).filter(t => t)
            for (const t of texts) if (texts.indexOf(t) !== texts.lastIndexOf(t)) window.wrong.push(`${t} twice`)
            for (const t of seen) if (!texts.includes(t)) window.wrong.push(`${t} gone`)
            for (const t of texts) seen.add(t)
            window.looks++
          }
          requestAnimationFrame(look)
        }
        """;

    [Fact]
    public async Task ReloadedRightAfterEnter_TheTextIsSentOnceOrStillADraft()
    {
        var (_, amara, chen) = await TwoInARoom.OpenAsync(browsers);
        for (var round = 0; round < 10; round++)
        {
            var text = $"at once {round:00}";
            await amara.Composer().FillAsync(text);
            // Until the draft is on the device.
            await amara.WaitForTimeoutAsync(600);
            await amara.Composer().PressAsync("Enter");
            await amara.WaitForTimeoutAsync(20 * round);
            await amara.ReloadAsync();
            await Expect(amara.GetByRole(AriaRole.Feed, new() { Name = "Messages" })).ToHaveAttributeAsync("aria-busy", "false");

            // Where the page went before the device had taken it in, the draft is there and it was not sent: one of them, not both and not none.
            var (sent, draft) = (amara.Message(text), amara.Composer().And(amara.GetByText(text)));
            await Expect(sent.Or(draft)).ToHaveCountAsync(1);
            await amara.WaitForTimeoutAsync(300);
            await Expect(sent.Or(draft)).ToHaveCountAsync(1);
            if (await draft.CountAsync() == 1) await amara.Composer().PressAsync("Enter");
            await Expect(chen.Message(text)).ToHaveCountAsync(1);
            await Expect(amara.Composer()).ToHaveValueAsync("");
        }
        await Expect(chen.GetByRole(AriaRole.Article).Filter(new() { HasText = "at once" })).ToHaveCountAsync(10);
    }

    [Fact]
    public async Task RoomLeftAndEnteredAgainWhileItIsSent_ItStaysAndStandsOnce()
    {
        await using var owner = await Member.SignInAsync(browsers.Host.Node.Address, "amara");
        var room = await owner.CreateRoomAsync("the room that is watched");
        var other = await owner.CreateRoomAsync("another room");
        var amara = await browsers.OpenAsync();
        await SlowAnswersAsync(amara);
        await amara.SignInAsync("Amara Okafor");
        await amara.GoToRoomAsync(room);
        await amara.EvaluateAsync(Watch, room);
        for (var round = 0; round < 8; round++)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"mine-{round}");
            await amara.WriteAsync(text);
            await amara.WaitForTimeoutAsync(40 * round);
            await amara.Locator($"a[href='/rooms/{other}']").First.ClickAsync();
            await amara.WaitForTimeoutAsync(60);
            await amara.Locator($"a[href='/rooms/{room}']").First.ClickAsync();
            await Expect(amara.Message(text)).ToHaveCountAsync(1);
            await Expect(amara.Message(text)).Not.ToContainTextAsync("Sending");
            await amara.WaitForTimeoutAsync(400);
        }

        Assert.InRange(await amara.EvaluateAsync<int>("window.looks"), 40, int.MaxValue);
        Assert.Empty(await amara.EvaluateAsync<string[]>("[...new Set(window.wrong)]"));
    }

    /// <summary>What the hub says reaches the page a third of a second late, in its order, as over a bad line.</summary>
    private static Task SlowAnswersAsync(IPage page) => page.RouteWebSocketAsync(_ => true, ours =>
    {
        var hub = ours.ConnectToServer();
        var said = Task.CompletedTask;
        ours.OnMessage(frame => Pass(frame, hub));
        hub.OnMessage(frame => said = AfterAsync(said, Task.Delay(330), frame, ours));

        static async Task AfterAsync(Task before, Task late, IWebSocketFrame frame, IWebSocketRoute to)
        {
            await before;
            await late;
            Pass(frame, to);
        }

        static void Pass(IWebSocketFrame frame, IWebSocketRoute to)
        {
            if (frame.Text is { } text) to.Send(text);
            else to.Send(frame.Binary!);
        }
    });
}

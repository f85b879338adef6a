using System.Net.Http.Json;
using System.Text;
using Hub.Core.Data;
using Hub.Tests.Rooms.Attachments;
using Hub.Tests.Support;

namespace Hub.Tests.Faults;

public class CanaryTests
{
    // Looks like text, so that nothing refuses it, and like nothing else on this machine.
    private const string Canary = "Zwieselhuber";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Engine> Engines => [Engine.Sqlite, Engine.Postgres];

    [Theory, MemberData(nameof(Engines))]
    public async Task FreeText_StandsNowhereOutsideCiphertext(Engine engine)
    {
        await using var host = await HubHost.StartAsync(engine, 1, 0, ("Logging__LogLevel__Default", "Debug"), ("Logging__LogLevel__Microsoft.AspNetCore", "Debug"));
        await using var monitor = host.Redis is { } redis ? await redis.MonitorAsync() : null;
        var amara = await host.MemberAsync("amara");
        var chen = await host.MemberAsync("chen");
        var room = await amara.CreateRoomAsync($"{Canary} title", chen.Id);
        await amara.EnterAsync(room);
        await chen.EnterAsync(room);

        var post = await amara.PostAsync(room, $"{Canary} text");
        object[] commands =
        [
            new { type = "postMessage", text = $"{Canary} urgent", priority = "urgent", expects = new { kind = "reply", from = new[] { chen.Id }, withinMinutes = 5 } },
            new { type = "editMessage", seq = post.Seq, text = $"{Canary} edited" },
            new { type = "react", seq = post.Seq, emoji = "👍", on = true },
            new { type = "renameRoom", title = $"{Canary} renamed" },
        ];
        foreach (var command in commands) Assert.Equal(Fate.Ok, (await amara.SendAsync(room, command)).Fate);
        Assert.Equal(Fate.Ok, (await chen.SendAsync(room, new { type = "postMessage", text = $"{Canary} reply", replyTo = post.Seq })).Fate);
        var (_, file) = await amara.UploadAsync(room, Files.Png(text: $"{Canary} inside"), "image/png", $"{Canary}.png");
        Assert.Equal(Fate.Ok, (await amara.SendAsync(room, new { type = "postMessage", text = "", attachments = new[] { file } })).Fate);
        using var sent = await chen.Http.GetAsync($"/api/rooms/{room}/attachments/{file}", Cancel);
        Assert.Equal($"{Canary}.png", sent.Content.Headers.ContentDisposition!.FileNameStar);
        await amara.UploadAsync(room, Encoding.UTF8.GetBytes($"<svg>{Canary}</svg>"), "image/png", $"{Canary}.svg");
        using var thanked = await amara.Http.PostAsJsonAsync("/api/thanks", new { to = chen.Id, value = "clarity", text = $"{Canary} thanks" }, Cancel);
        Assert.True(thanked.IsSuccessStatusCode);
        // Refused input may be logged by whoever refuses it: it must not be.
        await amara.PostRawAsync(room, new { id = Guid.CreateVersion7(), type = "postMessage", text = $"{Canary} {new string('x', 40_000)}" });
        await amara.PostRawAsync(room, new { id = Canary, type = Canary, text = Canary });
        await amara.PostRawAsync(room, new { id = Guid.CreateVersion7(), type = "react", seq = post.Seq, emoji = Canary, on = true });
        using var broken = new StringContent($$"""{"text":"{{Canary}}""", Encoding.UTF8, "application/json");
        await amara.Http.PostAsync($"/api/rooms/{room}/commands", broken, Cancel);
        await Assert.ThrowsAnyAsync<Exception>(() => amara.InvokeAsync("Signal", room, new { type = Canary, text = Canary }));
        await Assert.ThrowsAnyAsync<Exception>(() => amara.InvokeAsync("Send", room, new { id = Guid.CreateVersion7(), type = "postMessage", text = Canary, priority = Canary }));
        await amara.InvokeAsync("Signal", room, new { type = "typing" });
        // What is looked for is the text too, in an address or not; and the index holds it by now.
        using var asked = await chen.Http.PostAsJsonAsync("/api/search", new { q = $"{Canary} from:{Canary}" }, Cancel);
        Assert.True(asked.IsSuccessStatusCode);
        await Machine.UntilAsync(async () => (await chen.Http.GetStringAsync($"/api/search?q={Canary}+reply", Cancel)).Contains($"{Canary} reply", StringComparison.Ordinal),
            TimeSpan.FromSeconds(10), () => "It was not found.");
        using var refused = await chen.Http.GetAsync($"/api/search?q=has:{Canary}", Cancel);
        await Task.Delay(TimeSpan.FromSeconds(2), Cancel);

        // The test can fail: the readers get the text, and the places searched hold what they should.
        var journal = await chen.FetchAsync(room);
        Assert.Contains(journal, e => e.Text == $"{Canary} text");
        Assert.Contains("dbug", host.Logs, StringComparison.Ordinal);
        Clean("the logs", host.Logs);
        if (engine == Engine.Sqlite) SearchFiles(host.DataFolder, before: true);
        else
        {
            var dump = await host.Postgres!.DumpAsync(host.ConnectionString!);
            Assert.Contains($"{room}", dump, StringComparison.Ordinal);
            Clean("the dump", dump);
            Assert.Contains(monitor!.Lines, l => l.Contains("PUBLISH", StringComparison.OrdinalIgnoreCase));
            Clean("Redis", string.Join('\n', monitor.Lines));
        }
        await host.Node.StopAsync();
        SearchFiles(host.DataFolder, before: false);
        Clean("the logs", host.Logs);
    }

    private static void SearchFiles(string folder, bool before)
    {
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        if (before) Assert.Contains(files, f => f.EndsWith("-wal", StringComparison.Ordinal));
        foreach (var file in files)
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            Clean(file, Encoding.Latin1.GetString(bytes));
        }
    }

    /// <summary>Plain, as UTF-16, or as the hex and base64 that dumps and logs turn bytes into.</summary>
    private static void Clean(string where, string content)
    {
        string[] forms =
        [
            Canary, Encoding.Latin1.GetString(Encoding.Unicode.GetBytes(Canary)), Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Canary)),
            .. Enumerable.Range(0, 3).Select(Base64),
        ];
        foreach (var form in forms) Assert.False(content.Contains(form, StringComparison.OrdinalIgnoreCase), $"the canary stands in {where}");
    }

    // The middle of the base64 of the canary behind 0, 1 or 2 other bytes: what stays the same whatever stands around it.
    private static string Base64(int shift) => Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('.', shift) + Canary))[4..12];
}

using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Hub.Core.Data;
using Hub.Tests.Faults;
using Hub.Tests.Support;

namespace Hub.Tests.Rooms.Attachments;

/// <summary>Files over HTTP, against the running program.</summary>
[Collection(nameof(FaultTests))]
public sealed class AttachmentApiTests(TestServers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task UploadAndGet_OverHttp_SayWhatABrowserNeedsToBeSafe()
    {
        await using var host = await HubHost.StartAsync(Engine.Sqlite);
        var (amara, chen) = (await host.MemberAsync("amara"), await host.MemberAsync("chen"));
        var room = await amara.CreateRoomAsync("Ward 4", chen.Id);
        var file = Files.Png(300, 200, 100_000);
        var (status, id) = await amara.UploadAsync(room, file, "image/png", "Röntgen \"Thorax\".png");
        Assert.Equal(HttpStatusCode.OK, status);
        using var thumbnail = Content(Files.Jpeg(), "image/jpeg", "t");
        Assert.Equal(HttpStatusCode.NoContent, (await amara.Http.PutAsync($"/api/rooms/{room}/attachments/{id}/thumbnail", thumbnail, Cancel)).StatusCode);
        var seq = (await amara.SendAsync(room, new { type = "postMessage", text = "", attachments = new[] { id } })).Seq;

        using var got = await chen.Http.GetAsync($"/api/rooms/{room}/attachments/{id}", Cancel);
        Assert.Equal(file, await got.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(("image/png", file.Length), (got.Content.Headers.ContentType!.MediaType, got.Content.Headers.ContentLength));
        Assert.Equal(("inline", "Röntgen \"Thorax\".png", "attachment.png"), (got.Content.Headers.ContentDisposition!.DispositionType, got.Content.Headers.ContentDisposition.FileNameStar, got.Content.Headers.ContentDisposition.FileName!.Trim('"')));
        Assert.Equal("default-src 'none'; sandbox", got.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", got.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-store, private", got.Headers.CacheControl!.ToString());
        using var small = await chen.Http.GetAsync($"/api/rooms/{room}/attachments/{id}/thumbnail", Cancel);
        Assert.Equal("image/jpeg", small.Content.Headers.ContentType!.MediaType);

        var page = await chen.Http.GetFromJsonAsync<JsonElement>($"/api/rooms/{room}/messages?limit=1", Cancel);
        var attachment = page.GetProperty("messages")[0].GetProperty("attachments")[0];
        Assert.Equal((id, "png", "Röntgen \"Thorax\".png", true), (attachment.GetProperty("id").GetGuid(), attachment.GetProperty("kind").GetString(), attachment.GetProperty("name").GetString(), attachment.GetProperty("thumbnail").GetBoolean()));

        await amara.SendAsync(room, new { type = "deleteMessage", seq });
        Assert.Equal(HttpStatusCode.NotFound, (await chen.Http.GetAsync($"/api/rooms/{room}/attachments/{id}", Cancel)).StatusCode);
        await Machine.UntilAsync(() => Task.FromResult(FilesOf(host).Length == 0), TimeSpan.FromSeconds(10), () => "the file of a deleted message is still on disk");
    }

    [Theory]
    [InlineData("image/svg+xml", 415, "<svg xmlns='http://www.w3.org/2000/svg'/>")]
    [InlineData("text/html", 415, "<script>")]
    [InlineData("image/png", 415, "<svg/>")]
    [InlineData("application/pdf", 422, "%PDF-1.7 without its end")]
    public async Task Upload_OfWhatIsNotTaken_IsRefusedInWords(string type, int status, string content)
    {
        var host = await servers.HubAsync(Engine.Sqlite);
        var amara = await host.MemberAsync("amara");
        var room = await amara.CreateRoomAsync("Ward 4");
        using var sent = Content(Encoding.UTF8.GetBytes(content), type, "x");
        using var answer = await amara.Http.PostAsync($"/api/rooms/{room}/attachments", sent, Cancel);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.NotEmpty((await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString()!);

        // A gigabyte that is only declared is refused before any of it is sent.
        using var socket = new TcpClient();
        await socket.ConnectAsync(host.Node.Address.Host, host.Node.Address.Port, Cancel);
        var cookie = amara.Cookies.GetCookieHeader(host.Node.Address);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST /api/rooms/{room}/attachments HTTP/1.1\r\nHost: {host.Node.Address.Authority}\r\nCookie: {cookie}\r\nContent-Type: image/png\r\nContent-Length: 1073741824\r\n\r\n"), Cancel);
        using var reader = new StreamReader(socket.GetStream());
        Assert.Contains("413", await reader.ReadLineAsync(Cancel), StringComparison.Ordinal);
        Assert.Empty(FilesOf(host));
    }

    /// <summary>Twenty times 25 MB at once are 500 MB; the server must hold some pieces of each, not the files.</summary>
    [Fact]
    public async Task Memory_WhileManyUploadAtOnce_StaysFlat()
    {
        var (people, size) = Soak.On ? (20, 25 * 1024 * 1024 - 200) : (8, 8 * 1024 * 1024);
        await using var host = await HubHost.StartAsync(Engine.Sqlite, people: people);
        var crowd = await Task.WhenAll(Enumerable.Range(1, people).Select(i => host.MemberAsync($"person-{i:0000}", connect: false)));
        var rooms = await Task.WhenAll(crowd.Select(m => m.CreateRoomAsync("Ward 4")));
        // Once before, so that what is loaded and compiled on the way is not counted.
        await Task.WhenAll(crowd.Zip(rooms, (m, room) => m.UploadAsync(room, Files.Png(data: 200_000), "image/png", "x")));
        var file = Files.Png(data: size);
        var before = Resident(host.Node.Pid);
        var most = 0L;
        using var done = new CancellationTokenSource();
        var watching = Task.Run(async () => { while (!done.IsCancellationRequested) { most = Math.Max(most, Resident(host.Node.Pid)); await Task.Delay(5, CancellationToken.None); } }, CancellationToken.None);
        var answers = await Task.WhenAll(crowd.Zip(rooms, (m, room) => m.UploadAsync(room, file, "image/png", "x")));
        await done.CancelAsync();
        await watching;

        TestContext.Current.TestOutputHelper!.WriteLine($"{people} × {size >> 20} MB at once: resident {before >> 20} MB before, {most >> 20} MB at most");
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.True(most - before < 40L << 20, $"{(most - before) >> 20} MB more while {people * (size >> 20)} MB came in");
    }

    private static string[] FilesOf(HubHost host) => Directory.GetFiles(Path.Combine(host.DataFolder, "node0", "files"), "*", SearchOption.AllDirectories);

    private static long Resident(int pid) =>
        File.ReadLines($"/proc/{pid}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2] is var kilobytes
            ? long.Parse(kilobytes, CultureInfo.InvariantCulture) * 1024 : 0;

    private static ByteArrayContent Content(byte[] file, string type, string name) => new(file)
    {
        Headers = { ContentType = new MediaTypeHeaderValue(type), ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileNameStar = name } },
    };
}

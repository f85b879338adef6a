using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Core.Data;
using Hub.Core.Rooms;
using Hub.Tests.Journal;
using Hub.Tests.Support;
using Microsoft.AspNetCore.SignalR;

namespace Hub.Tests.Faults;

/// <summary>A room whose journal was changed in the database is refused with words, by each way to it, and the log is told where; all else goes on.</summary>
public class TamperedRoomTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RoomTamperedWith_IsRefusedWithItsCodeByEachWay_LoggedOnce_AndTheOthersGoOn()
    {
        await using var host = await HubHost.StartAsync(Engine.Sqlite);
        var (amara, stranger) = (await host.MemberAsync("amara"), await host.MemberAsync("jonas", connect: false));
        var bad = await ReviewAsync(amara);
        var good = await amara.CreateRoomAsync("Ward 4");
        for (var i = 0; i < 3; i++) await amara.DoAsync(bad, new { type = "postMessage", text = "Potassium 6.1" });
        // While the node is down: nothing of the room is in memory, and its index, which may come late to what was written, is not the one who finds it.
        await host.Node.StopAsync();
        await using (var database = host.OpenDatabase())
            Assert.Equal(1, await database.ExecuteAsync("UPDATE events SET at = at - 1 WHERE room = @p0 AND seq = 3", bad));
        await host.Node.StartAsync();
        await Machine.UntilAsync(() => Task.FromResult(amara.IsConnected), TimeSpan.FromSeconds(30), () => "not connected");

        foreach (var way in (string[])["", "/events?after=0&limit=100", "/messages?limit=50", "/review", "/replay", "/report"])
        {
            using var answer = await amara.Http.GetAsync($"/api/rooms/{bad}{way}", Cancel);
            await RefusedAsync(answer, way);
        }
        using (var sent = await amara.Http.PostAsJsonAsync($"/api/rooms/{bad}/commands", new { id = Guid.CreateVersion7(), type = "postMessage", text = "Repeat it" }, Cancel)) await RefusedAsync(sent, "commands");
        foreach (var refused in (HubException[])[await Assert.ThrowsAsync<HubException>(() => amara.InvokeAsync("Enter", bad)), await Assert.ThrowsAsync<HubException>(() => amara.InvokeAsync("Send", bad, new { id = Guid.CreateVersion7(), type = "postMessage", text = "Repeat it" }))])
            Assert.Equal(409, HubRefusal.CodeOf(refused));

        // It does not vanish from the lists of its members without a word.
        var listed = (await amara.Http.GetFromJsonAsync<JsonElement>("/api/rooms", Cancel)).EnumerateArray().ToDictionary(r => r.GetProperty("id").GetGuid());
        Assert.True(listed[bad].GetProperty("tampered").GetBoolean());
        Assert.Equal((null, "caseReview", amara.Id), (listed[bad].GetProperty("title").GetString(), listed[bad].GetProperty("kind").GetString(), Assert.Single(listed[bad].GetProperty("members").EnumerateArray()).GetGuid()));
        Assert.False(listed[good].TryGetProperty("tampered", out _));
        Assert.DoesNotContain((await stranger.Http.GetFromJsonAsync<JsonElement>("/api/rooms", Cancel)).EnumerateArray(), r => r.GetProperty("id").GetGuid() == bad);

        // Nobody learns from it that there is such a room.
        using (var asked = await stranger.Http.GetAsync($"/api/rooms/{bad}/events?after=0&limit=100", Cancel)) Assert.Equal(HttpStatusCode.NotFound, asked.StatusCode);
        // However many were refused; the search index and the lists came upon it too.
        await Machine.UntilAsync(() => Task.FromResult(Told(host) == 1), TimeSpan.FromSeconds(5), () => host.Logs);
        await amara.DoAsync(good, new { type = "postMessage", text = "goes on" });
        Assert.Equal("messagePosted", (await amara.FetchAsync(good))[^1].Type);
        Assert.Equal(1, Told(host));
        Assert.DoesNotContain("unhandled", host.Logs, StringComparison.OrdinalIgnoreCase);
    }

    private static int Told(HubHost host) => host.Logs.Split('\n').Count(line => line.Contains("was tampered with at event", StringComparison.Ordinal));

    private static async Task<Guid> ReviewAsync(Support.Member chair)
    {
        using var answer = await chair.Http.PostAsJsonAsync("/api/rooms", new { kind = "caseReview", title = "Valve board", members = Array.Empty<Guid>() }, Cancel);
        return (await answer.Content.ReadFromJsonAsync<WireId>(Cancel))!.Id;
    }

    private static async Task RefusedAsync(HttpResponseMessage answer, string way)
    {
        Assert.True(answer.StatusCode == HttpStatusCode.Conflict, $"{way}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Cancel)}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal(TamperedRooms.Code, problem.GetProperty("code").GetString());
        Assert.Contains("Tell your administrator", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}

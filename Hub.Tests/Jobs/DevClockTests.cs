using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Core.Data;
using Hub.Tests.Support;

namespace Hub.Tests.Jobs;

public sealed class DevClockTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Clock_SetAWeekAhead_RunsWhatIsDueInOrder_SignsNobodyOut_AndStaysAfterARestart()
    {
        await using var host = await HubHost.StartAsync(Engine.Sqlite);
        var rosa = await host.MemberAsync("rosa", connect: false);
        var room = await rosa.CreateRoomAsync("Ward 4");
        var before = await NowAsync(rosa);
        var began = TimeProvider.System.GetTimestamp();

        using var patient = new HttpClient { BaseAddress = host.Node.Address, Timeout = TimeSpan.FromMinutes(3) };
        using var answer = await patient.PostAsJsonAsync("/api/dev/clock", new { now = before.AddDays(7) }, Cancel);

        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        var took = TimeProvider.System.GetElapsedTime(began);
        Assert.True(took < TimeSpan.FromSeconds(90), $"A week took {took}.");
        TestContext.Current.TestOutputHelper?.WriteLine($"a week ahead: {took}");
        var ran = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("ran").EnumerateArray()
            .ToDictionary(j => j.GetProperty("job").GetString()!, j => (Runs: j.GetProperty("runs").GetInt32(), Failures: j.GetProperty("failures").GetInt32()));
        Assert.Equal(7, ran["PurgeRooms"].Runs);
        Assert.Equal(7, ran["VerifyJournals"].Runs);
        Assert.All(ran, job => Assert.Equal(0, job.Value.Failures));

        // Signed in as before, and what is said now is said then.
        Assert.Equal(HttpStatusCode.OK, (await rosa.PostRawAsync(room, new { id = Guid.CreateVersion7(), type = "postMessage", text = "A week later" })).Status);
        Assert.True((await rosa.FetchAsync(room))[^1].At >= before.AddDays(7));
        using var back = await rosa.Http.PostAsJsonAsync("/api/dev/clock", new { now = before }, Cancel);
        Assert.Equal(HttpStatusCode.Conflict, back.StatusCode);

        await host.Node.StopAsync();
        await host.Node.StartAsync();
        Assert.True(await NowAsync(rosa) >= before.AddDays(7));
    }

    private static async Task<DateTimeOffset> NowAsync(Member member) =>
        (await member.Http.GetFromJsonAsync<JsonElement>("/api/dev/clock", Cancel)).GetProperty("now").GetDateTimeOffset();
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Core.Data;
using Hub.Tests.Support;

namespace Hub.Tests.Rooms;

/// <summary>The list of what waits for me, and of what I wait for, as the table of open asks follows the journal. On both engines.</summary>
public class AskListTests(TestServers servers)
{
    public static TheoryData<Engine> Engines => [Engine.Sqlite, Engine.Postgres];

    [Theory, MemberData(nameof(Engines))]
    public async Task Asks_AcrossRooms_AreInTheOrderTheyAreDue_AndGoWhenDone(Engine engine)
    {
        var host = await servers.HubAsync(engine);
        var (amara, chen, rosa) = (await host.MemberAsync("person-0001"), await host.MemberAsync("person-0002"), await host.MemberAsync("person-0003"));
        var ward = await amara.CreateRoomAsync("Ward", chen.Id, rosa.Id);
        var clinic = await amara.CreateRoomAsync("Clinic", chen.Id);
        await AskAsync(amara, ward, "oldest", null, chen.Id, rosa.Id);
        await AskAsync(amara, clinic, "due later", 60, chen.Id);
        var first = await AskAsync(amara, ward, "due first", 15, chen.Id);
        await AskAsync(amara, clinic, "youngest", null, chen.Id);

        Assert.Equal(["due first", "due later", "oldest", "youngest"], await TextsAsync(chen, "waitingForMe"));
        Assert.Equal(["oldest"], await TextsAsync(rosa, "waitingForMe"));
        Assert.Equal(["due first", "due later", "oldest", "youngest"], await TextsAsync(amara, "iWaitFor"));
        Assert.Empty(await TextsAsync(chen, "iWaitFor"));

        await chen.SendAsync(ward, new { type = "acknowledge", seq = first });
        await chen.SendAsync(ward, new { type = "handOnAsk", seq = 2, to = rosa.Id });
        await chen.SendAsync(ward, new { type = "needClarification", seq = first });
        Assert.Equal(["due later", "youngest"], await TextsAsync(chen, "waitingForMe"));
        Assert.Equal(["due first"], await TextsAsync(chen, "iWaitFor"));
        Assert.Equal(["due first"], await TextsAsync(amara, "waitingForMe"));
        await amara.SendAsync(clinic, new { type = "removeMember", userId = chen.Id });
        Assert.Empty(await TextsAsync(chen, "waitingForMe"));
        Assert.Equal(["oldest"], await TextsAsync(amara, "iWaitFor"));

        var handed = Assert.Single(await ListAsync(rosa, "waitingForMe"));
        Assert.Equal((rosa.Id, "acknowledge", ward), (handed.GetProperty("open")[0].GetGuid(), handed.GetProperty("kind").GetString(), handed.GetProperty("room").GetGuid()));
        using var wrong = await chen.Http.GetAsync("/api/asks?mine=everybody's", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task HandoffAndCriticalResult_AreListedForWhoeverIsToActNext(Engine engine)
    {
        var host = await servers.HubAsync(engine);
        var (amara, chen) = (await host.MemberAsync("person-0004"), await host.MemberAsync("person-0005"));
        var ward = await amara.CreateRoomAsync("Ward", chen.Id);
        var handoff = await amara.SendAsync(ward, new { type = "startHandoff", illnessSeverity = "watcher", patientSummary = "P.K.", actions = new[] { new { what = "Repeat K" } }, situationAwareness = "W", to = chen.Id });
        var result = await amara.SendAsync(ward, new { type = "postMessage", text = "", criticalResult = new { result = "K 6.1", toldBy = "Lab", toldTo = chen.Id, at = "2026-03-02T08:30:00Z" } });
        Assert.Equal(["handoff", "readBack"], await KindsAsync(chen));
        await chen.SendAsync(ward, new { type = "readBack", seq = result.Seq, text = "K 6.1" });
        await chen.SendAsync(ward, new { type = "synthesizeHandoff", seq = handoff.Seq, text = "Understood" });
        await chen.SendAsync(ward, new { type = "acceptHandoff", seq = handoff.Seq });
        Assert.Equal(["action"], await KindsAsync(chen));
        Assert.Equal(["confirm"], await KindsAsync(amara));
        await amara.SendAsync(ward, new { type = "confirmReadBack", seq = result.Seq });
        await chen.SendAsync(ward, new { type = "tickAction", seq = handoff.Seq, action = 0 });
        Assert.Empty(await KindsAsync(chen));
        Assert.Empty(await KindsAsync(amara));
        var page = await chen.Http.GetFromJsonAsync<JsonElement>($"/api/rooms/{ward}/messages", TestContext.Current.CancellationToken);
        Assert.Equal(chen.Id, page.GetProperty("messages")[0].GetProperty("handoff").GetProperty("acceptedBy").GetGuid());
    }

    private static async Task<long> AskAsync(Member from, Guid room, string text, int? minutes, params Guid[] people)
    {
        var sent = await from.SendAsync(room, new { type = "postMessage", text, expects = new { kind = "acknowledge", from = people, withinMinutes = minutes } });
        Assert.Equal(Fate.Ok, sent.Fate);
        return sent.Seq;
    }

    private static async Task<IReadOnlyList<JsonElement>> ListAsync(Member who, string mine) =>
        [.. (await who.Http.GetFromJsonAsync<JsonElement>($"/api/asks?mine={mine}")).EnumerateArray()];

    private static async Task<IEnumerable<string?>> TextsAsync(Member who, string mine) => (await ListAsync(who, mine)).Select(a => a.GetProperty("text").GetString());

    private static async Task<IEnumerable<string?>> KindsAsync(Member who) => (await ListAsync(who, "waitingForMe")).Select(a => a.GetProperty("kind").GetString());
}

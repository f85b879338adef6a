using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Core.Data;
using Hub.Tests.Support;

namespace Hub.Tests.Faults;

/// <summary>The chair's node is killed while opinions are unseen; before that Redis, which unseats nobody. Every phase by itself is in ChairWatchTests, in process.</summary>
[Collection(nameof(FaultTests))]
public class ChairTests
{
    private const int Lapses = 3;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ChairsNodeKilled_TheNextChairGoesOn_AndNothingIsLostOrDoneTwice()
    {
        await using var host = await HubHost.StartAsync(Engine.Postgres, 2, 0, ("Hub__ChairLapsesAfter", $"{Lapses}"));
        var rosa = await host.MemberAsync("rosa", 1);
        var (chen, amara) = (await host.MemberAsync("chen"), await host.MemberAsync("amara"));
        using var made = await rosa.Http.PostAsJsonAsync("/api/rooms", new { kind = "caseReview", title = "Valve board", members = new[] { chen.Id, amara.Id } }, Cancel);
        var room = (await made.Content.ReadFromJsonAsync<WireId>(Cancel))!.Id;
        var caseId = Guid.CreateVersion7();
        await rosa.DoAsync(room, new { type = "addCase", caseId, question = "Operate?" });
        await rosa.DoAsync(room, new { type = "startCase", caseId });
        foreach (var member in (Member[])[rosa, chen, amara])
        {
            await member.EnterAsync(room);
            await member.DoAsync(room, new { type = "attendReview" });
        }
        await rosa.DoAsync(room, new { type = "openOpinions", caseId });
        await amara.DoAsync(room, new { type = "giveOpinion", caseId, position = "Operate", confidence = 4 });

        await host.Redis!.KillAsync();
        // Longer than the lease, and longer than the job takes to look.
        await Task.Delay(TimeSpan.FromSeconds(Lapses + 5), Cancel);
        Assert.Equal(rosa.Id, await ChairAsync(amara, room));

        var killed = Stopwatch.GetTimestamp();
        await host.Nodes[1].KillAsync();
        await Machine.UntilAsync(async () => await ChairAsync(amara, room) == chen.Id, TimeSpan.FromSeconds(60), () => "The chair did not pass on.");
        FaultTests.Say($"the chair passed on {Stopwatch.GetElapsedTime(killed).TotalSeconds:0.0} s after its node was killed, with a lease of {Lapses} s");
        await chen.DoAsync(room, new { type = "revealOpinions", caseId });

        await host.Nodes[1].StartAsync();
        Assert.Equal(403, (await rosa.SendAsync(room, new { type = "closeCase", caseId, reason = "Mine" })).Code);
        await chen.DoAsync(room, new { type = "closeCase", caseId, reason = "Heard enough" });
        var events = await rosa.FetchAsync(room);
        foreach (var type in (string[])["opinionGiven", "opinionsRevealed", "chairHandedOver", "caseClosed"]) Assert.Single(events, e => e.Type == type);
    }

    private static async Task<Guid> ChairAsync(Member member, Guid room) =>
        (await member.Http.GetFromJsonAsync<JsonElement>($"/api/rooms/{room}/review", Cancel)).GetProperty("chair").GetGuid();
}

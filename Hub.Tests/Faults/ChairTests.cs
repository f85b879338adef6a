using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Core.Data;
using Hub.Tests.Support;

namespace Hub.Tests.Faults;

/// <summary>
/// The chair's node is killed, in each phase of a review at once: a room a phase, all with the same chair. Before that Redis, which unseats nobody.
/// infra/soak takes the lease that a Care Hub has; otherwise it is a short one. Chairs who follow one another are in ChairWatchTests, in process.
/// </summary>
[Collection(nameof(FaultTests))]
public class ChairTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(Soak.On ? 60 : 3), Most = TimeSpan.FromSeconds(100);

    /// <summary>What was done before the chair was gone, and what the next chair does first.</summary>
    private static readonly Phase[] Phases =
    [
        new("present", [], "openOpinions"),
        new("opinions", ["openOpinions", "giveOpinion"], "revealOpinions"),
        new("discuss", ["openOpinions", "giveOpinion", "revealOpinions"], "decide"),
        new("second round", ["openOpinions", "giveOpinion", "revealOpinions", "openOpinions", "giveOpinion"], "revealOpinions"),
        new("decided", ["openOpinions", "giveOpinion", "revealOpinions", "decide"], "closeCase"),
        new("between two cases", ["openOpinions", "giveOpinion", "revealOpinions", "decide", "closeCase"], "startCase"),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ChairsNodeKilled_InEachPhase_TheNextChairGoesOn_AndNothingIsLostOrDoneTwice()
    {
        (string, string)[] settings = Soak.On ? [] : [("Hub__ChairLapsesAfter", $"{Lease.TotalSeconds}")];
        await using var host = await HubHost.StartAsync(Engine.Postgres, 2, 0, settings);
        var rosa = await host.MemberAsync("rosa", 1);
        var (chen, amara) = (await host.MemberAsync("chen"), await host.MemberAsync("amara"));
        var rooms = new List<Sitting>();
        foreach (var phase in Phases) rooms.Add(await SitAsync(phase, rosa, chen, amara));

        await host.Redis!.KillAsync();
        // Longer than the lease, and longer than the job takes to look.
        await Task.Delay(Lease + TimeSpan.FromSeconds(5), Cancel);
        foreach (var sitting in rooms) Assert.Equal(rosa.Id, await ChairAsync(amara, sitting.Room));

        var killed = Stopwatch.GetTimestamp();
        await host.Nodes[1].KillAsync();
        // The room is a room meanwhile.
        foreach (var sitting in rooms) await amara.DoAsync(sitting.Room, new { type = "raiseHand" });
        await Task.WhenAll(rooms.Select(async sitting =>
        {
            await Machine.UntilAsync(async () => await ChairAsync(amara, sitting.Room) == chen.Id, Most - Stopwatch.GetElapsedTime(killed), () => $"{sitting.Phase.Name}: the chair did not pass on.");
            FaultTests.Say($"{sitting.Phase.Name}: the chair passed on {Stopwatch.GetElapsedTime(killed).TotalSeconds:0.0} s after its node was killed, with a lease of {Lease.TotalSeconds} s");
            await DoAsync(chen, sitting, sitting.Phase.Next);
        }));

        await host.Nodes[1].StartAsync();
        foreach (var sitting in rooms)
        {
            Assert.Equal(403, (await rosa.SendAsync(sitting.Room, Command(sitting, "closeCase"))).Code);
            string[] expected = [.. sitting.Phase.Done.Append(sitting.Phase.Next).Prepend("startCase").Select(Happened), "handRaised", "chairHandedOver"];
            var happened = (await rosa.FetchAsync(sitting.Room)).Select(e => e.Type).Where(expected.Contains);
            Assert.Equal(expected.Order(StringComparer.Ordinal), happened.Order(StringComparer.Ordinal));
        }
    }

    /// <summary>A review with two cases, the first of them brought as far as <paramref name="phase"/>; chair, Chen and Amara have come to it in this order.</summary>
    private static async Task<Sitting> SitAsync(Phase phase, Member chair, Member chen, Member amara)
    {
        using var made = await chair.Http.PostAsJsonAsync("/api/rooms", new { kind = "caseReview", title = $"Valve board, {phase.Name}", members = new[] { chen.Id, amara.Id } }, Cancel);
        var sitting = new Sitting(phase, (await made.Content.ReadFromJsonAsync<WireId>(Cancel))!.Id, Guid.CreateVersion7(), Guid.CreateVersion7(), chen.Id);
        foreach (var caseId in (Guid[])[sitting.First, sitting.Second]) await chair.DoAsync(sitting.Room, new { type = "addCase", caseId, question = "Operate?" });
        await chair.DoAsync(sitting.Room, new { type = "startCase", caseId = sitting.First });
        foreach (var member in (Member[])[chair, chen, amara])
        {
            await member.EnterAsync(sitting.Room);
            await member.DoAsync(sitting.Room, new { type = "attendReview" });
        }
        foreach (var type in phase.Done) await DoAsync(type == "giveOpinion" ? amara : chair, sitting, type);
        return sitting;
    }

    private static Task DoAsync(Member who, Sitting sitting, string type) => who.DoAsync(sitting.Room, Command(sitting, type));

    private static object Command(Sitting sitting, string type) => type switch
    {
        "giveOpinion" => new { type, caseId = sitting.First, position = "Operate", confidence = 4 },
        "decide" => new { type, caseId = sitting.First, recommendation = "Operate", rationale = "All agree", ownerId = sitting.Owner, dueAt = TimeProvider.System.GetUtcNow().AddDays(7) },
        "closeCase" => new { type, caseId = sitting.First, reason = "Heard enough" },
        "startCase" => new { type, caseId = sitting.Second },
        _ => new { type, caseId = sitting.First },
    };

    /// <summary>The event that a command leads to.</summary>
    private static string Happened(string command) => command switch
    {
        "startCase" => "caseStarted",
        "openOpinions" => "opinionsOpened",
        "giveOpinion" => "opinionGiven",
        "revealOpinions" => "opinionsRevealed",
        "decide" => "decided",
        _ => "caseClosed",
    };

    private static async Task<Guid> ChairAsync(Member member, Guid room) =>
        (await member.Http.GetFromJsonAsync<JsonElement>($"/api/rooms/{room}/review", Cancel)).GetProperty("chair").GetGuid();

    private sealed record Phase(string Name, string[] Done, string Next);

    private sealed record Sitting(Phase Phase, Guid Room, Guid First, Guid Second, Guid Owner);
}

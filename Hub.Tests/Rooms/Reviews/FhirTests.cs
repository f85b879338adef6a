using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hub.Core.Data;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Reviews;
using Hub.Core.Rooms.Reviews.FollowUp;
using Hub.Core.Rooms.Reviews.Record;
using Hub.Core.Rooms.Reviews.Record.Fhir;
using Hub.Tests.Journal;
using Hub.Tests.Support;
using static Hub.Tests.Rooms.Reviews.ReviewHost;

namespace Hub.Tests.Rooms.Reviews;

/// <summary>Minutes as they are taken along: JSON, and a FHIR bundle as R4 defines it.</summary>
public sealed class FhirTests(TestServers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bundle_OfSignedMinutes_IsAsR4Defines_AndEveryReferenceLeadsSomewhere()
    {
        await using var host = await StartAsync(Engine.Sqlite, servers);
        var first = await host.CaseAsync("Operate?", ["Operate", "Wait", "Operate"], ["Operate", "Operate", "Wait"]);
        await host.CaseAsync("And the other valve?", ["Yes"]);
        var read = await host.Minutes.ReadAsync(Chair, host.Room, Cancel);
        foreach (var who in (Guid[])[Chair, Amara]) await host.Signer.SignAsync(who, host.Room, read.Hash, SigningMethod.Password, Cancel);
        await host.Say(Chen, new RecordOutcome(first, DecisionOutcome.Not, "She declined"));

        var bundle = MinutesBundle.Of(await ExportAsync(host), host.Journal.Clock.GetUtcNow());

        Assert.Empty(R4.Faults(bundle));
        var resources = bundle["entry"]!.AsArray().Select(e => e!["resource"]!).ToList();
        Assert.Equal((1, 2, 2, 2, 3), (Of("CareTeam"), Of("Communication"), Of("Task"), Of("Provenance"), Of("Practitioner")));
        var task = resources.Single(r => r["resourceType"]!.GetValue<string>() == "Task" && r["focus"]!["reference"]!.GetValue<string>() == $"urn:uuid:{first}");
        Assert.Equal(("cancelled", "She declined"), (task["status"]!.GetValue<string>(), task["statusReason"]!["text"]!.GetValue<string>()));
        Assert.DoesNotContain("MRN 4711", bundle.ToJsonString(), StringComparison.Ordinal);
        int Of(string type) => resources.Count(r => r["resourceType"]!.GetValue<string>() == type);
    }

    [Fact]
    public async Task Bundle_OfUnsignedMinutesInTheMiddle_IsAsR4Defines()
    {
        await using var host = await StartAsync(Engine.Sqlite, servers);
        Assert.Empty(R4.Faults(MinutesBundle.Of(await ExportAsync(host), host.Journal.Clock.GetUtcNow())));
        await host.CaseAsync("Operate?", []);
        await host.Say(Chair, new AddCase(Do.NewId(), "Not begun"));
        Assert.Empty(R4.Faults(MinutesBundle.Of(await ExportAsync(host), host.Journal.Clock.GetUtcNow())));
    }

    [Fact]
    public async Task Bundle_OfACaseWithAPersonsId_NamesEachEntryOnce()
    {
        await using var host = await StartAsync(Engine.Sqlite, servers);
        // Whoever adds a case says its id.
        foreach (var command in (RoomCommand[])[new AddCase(Chen, "Operate?"), new StartCase(Chen), new DecideCase(Chen, "Operate", "Clear", Chen, host.Journal.Clock.GetUtcNow().AddDays(1)), new CloseCase(Chen, "Said")])
            await host.Say(Chair, command);
        var bundle = MinutesBundle.Of(await ExportAsync(host), host.Journal.Clock.GetUtcNow());
        Assert.Empty(R4.Faults(bundle));
        var entries = bundle["entry"]!.AsArray();
        Assert.Distinct(entries.Select(e => e!["fullUrl"]!.GetValue<string>()));
        var task = entries.Single(e => e!["resource"]!["resourceType"]!.GetValue<string>() == "Task")!["resource"]!;
        Assert.Contains(entries, e => e!["fullUrl"]!.GetValue<string>() == task["focus"]!["reference"]!.GetValue<string>() && e["resource"]!["resourceType"]!.GetValue<string>() == "Communication");
    }

    [Fact]
    public async Task Identifiers_AreInAnExport_OnlyWhereTheyWereAskedFor()
    {
        await using var host = await StartAsync(Engine.Sqlite, servers);
        var id = await host.CaseAsync("Operate?", ["Operate"]);
        var masked = await ExportAsync(host);
        var asked = await ExportAsync(host, [new(id, "MRN 4711")]);

        Assert.DoesNotContain("MRN 4711", System.Text.Json.JsonSerializer.Serialize(masked, Vocabulary.Json), StringComparison.Ordinal);
        var bundle = MinutesBundle.Of(asked, host.Journal.Clock.GetUtcNow());
        Assert.Empty(R4.Faults(bundle));
        Assert.Equal("MRN 4711", bundle["entry"]!.AsArray().Single(e => e!["resource"]!["resourceType"]!.GetValue<string>() == "Communication")!["resource"]!["subject"]!["identifier"]!["value"]!.GetValue<string>());
        Assert.Equal(masked.Hash, asked.Hash);
    }

    [Fact]
    public void Faults_OfABundleThatIsWrong_AreFound()
    {
        var bundle = JsonNode.Parse("""
            {"resourceType":"Bundle","type":"collection","entry":[
              {"fullUrl":"urn:uuid:0199aaaa-0000-7000-8000-000000000001","resource":{"resourceType":"Task","intent":"plan","status":"waiting","owner":{"reference":"urn:uuid:0199aaaa-0000-7000-8000-000000000009"},"note":[{}],"colour":"red"}}]}
            """)!.AsObject();
        Assert.Equal(["Task.colour is no element", "Task.note.text is missing", "Task.owner leads nowhere", "Task.status is 'waiting'"], R4.Faults(bundle).Order(StringComparer.Ordinal));
    }

    private static async Task<MinutesExport> ExportAsync(ReviewHost host, IReadOnlyList<ExportedIdentifiers>? identifiers = null) => MinutesExport.Of(
        await host.Minutes.ReadAsync(Chair, host.Room, Cancel), [new(Chair, "Dr. Nadia Haddad", "physician"), new(Amara, "Amara Okafor", "nurse practitioner"), new(Chen, "Dr. Wei Chen", "physician")], identifiers);
}

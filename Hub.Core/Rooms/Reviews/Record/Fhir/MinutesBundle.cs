using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Hub.Core.Rooms.Reviews.FollowUp;
using static Hub.Core.Rooms.Reviews.Record.Fhir.FhirParts;

namespace Hub.Core.Rooms.Reviews.Record.Fhir;

/// <summary>
/// The minutes as a FHIR R4 Bundle (a collection): the people as Practitioner, all of them as a CareTeam, each case as a Communication, each decision as a Task, and
/// who signed as Provenance. Every reference leads to an entry of the same bundle.
/// </summary>
public static class MinutesBundle
{
    private const string Iso = "urn:iso-astm:E1762-95:2013";

    /// <param name="export">What is taken along.</param>
    /// <param name="at">When the bundle is made.</param>
    public static JsonObject Of(MinutesExport export, DateTimeOffset at)
    {
        var minutes = export.Minutes;
        var people = export.People.ToDictionary(p => p.Id);
        // Whoever has no account any more is named by nothing but their id.
        foreach (var gone in minutes.Chairs.Where(c => !people.ContainsKey(c))) people[gone] = new(gone, "Somebody without an account", "");
        var team = Id(minutes.Room, "team");
        // Whoever adds a case says its id: each entry is of one thing, even if that is somebody's.
        Guid EntryOf(MinutesCase c) => people.ContainsKey(c.CaseId) ? Id(c.CaseId, "case") : c.CaseId;
        var entries = new JsonArray();
        foreach (var person in people.Values.OrderBy(p => p.Id))
            entries.Add(Entry(person.Id, new() { ["resourceType"] = "Practitioner", ["id"] = person.Id.ToString(), ["name"] = new JsonArray(new JsonObject { ["text"] = person.Name }) }));
        entries.Add(Entry(team, Team(export, people, team)));
        foreach (var c in minutes.Cases)
        {
            entries.Add(Entry(EntryOf(c), Case(export, people, c, EntryOf(c), team)));
            if (c.Decision is { } decision) entries.Add(Entry(Id(c.CaseId, "task"), Decision(export, people, c, EntryOf(c), decision)));
        }
        var targets = entries.Select(e => e!["resource"]!).Where(r => r["resourceType"]!.GetValue<string>() is "CareTeam" or "Communication" or "Task").Select(r => new Guid(r["id"]!.GetValue<string>())).ToList();
        foreach (var signature in export.Signing?.Signing.Signatures ?? []) entries.Add(Signed(export, people, signature, targets));
        return new()
        {
            ["resourceType"] = "Bundle",
            ["id"] = Id(minutes.Room, $"bundle {export.Head}").ToString(),
            ["type"] = "collection",
            ["timestamp"] = At(at),
            ["entry"] = entries,
        };
    }

    private static JsonObject Team(MinutesExport export, Dictionary<Guid, ExportedPerson> people, Guid id) => new()
    {
        ["resourceType"] = "CareTeam",
        ["id"] = id.ToString(),
        ["status"] = "active",
        ["name"] = export.Minutes.Title,
        ["participant"] = Array(export.Minutes.Attended.Where(a => people.ContainsKey(a.UserId)).Select(a => new JsonObject { ["role"] = new JsonArray(Text(a.Discipline)), ["member"] = Who(people, a.UserId) })),
    };

    private static JsonObject Case(MinutesExport export, Dictionary<Guid, ExportedPerson> people, MinutesCase c, Guid id, Guid team) => new()
    {
        ["resourceType"] = "Communication",
        ["id"] = id.ToString(),
        ["status"] = c.ClosedAt is null ? "in-progress" : "completed",
        ["statusReason"] = c.ClosedBecause is { } reason ? Text(reason) : null,
        ["category"] = new JsonArray(Text("Case review")),
        ["subject"] = Subject(export, c),
        ["topic"] = Text(c.Question),
        ["sent"] = At(c.StartedAt),
        ["recipient"] = new JsonArray(Reference(team)),
        ["sender"] = Who(people, c.Presenter ?? export.Minutes.Chairs[0]),
        ["payload"] = Array(Texts(people, c).Prepend(c.Question).Select(t => new JsonObject { ["contentString"] = t })),
    };

    /// <summary>The context that all members see; who the patient is, only where it was asked for.</summary>
    private static JsonObject? Subject(MinutesExport export, MinutesCase c)
    {
        var identifiers = export.Identifiers?.FirstOrDefault(i => i.CaseId == c.CaseId)?.Identifiers;
        return c.Context is null && identifiers is null ? null
            : Without(new() { ["type"] = "Patient", ["identifier"] = identifiers is null ? null : new JsonObject { ["value"] = identifiers }, ["display"] = c.Context });
    }

    private static IEnumerable<string> Texts(Dictionary<Guid, ExportedPerson> people, MinutesCase c) => c.Rounds
        .SelectMany(r => r.Opinions.Select(o => string.Create(CultureInfo.InvariantCulture,
            $"Opinion, round {r.Number}, {Name(people, o.UserId)}: {o.Position}{(o.Confidence is { } sure ? $" (confidence {sure} of 5)" : "")}{(o.Reasoning is { } why ? $". {why}" : "")}{(o.DeferTo is { } to ? $". Defers to {Name(people, to)}" : "")}")))
        .Concat(c.Notes.Select(n => $"Note, {Name(people, n.By)}: {n.Text}"));

    private static JsonObject Decision(MinutesExport export, Dictionary<Guid, ExportedPerson> people, MinutesCase c, Guid focus, MinutesDecision d)
    {
        var outcome = export.Outcomes.FirstOrDefault(o => o.CaseId == c.CaseId);
        return new()
        {
            ["resourceType"] = "Task",
            ["id"] = Id(c.CaseId, "task").ToString(),
            ["status"] = outcome?.Outcome switch { null => "requested", DecisionOutcome.Not => "cancelled", _ => "completed" },
            ["statusReason"] = outcome is null ? null : Text(outcome.Why),
            ["businessStatus"] = outcome is null ? null : Text(outcome.Outcome switch { DecisionOutcome.Implemented => "Carried out", DecisionOutcome.Partly => "Carried out in part", _ => "Not carried out" }),
            ["intent"] = "plan",
            ["description"] = d.Recommendation,
            ["focus"] = Reference(focus),
            ["authoredOn"] = At(d.DecidedAt),
            ["requester"] = Who(people, export.Minutes.Chairs[^1]),
            ["owner"] = Who(people, d.OwnerId),
            ["reasonCode"] = Text(d.Rationale),
            ["note"] = Array(Notes(people, d).Select(n => new JsonObject { ["text"] = n })),
            ["restriction"] = new JsonObject { ["period"] = new JsonObject { ["end"] = At(d.DueAt) } },
        };
    }

    private static IEnumerable<string> Notes(Dictionary<Guid, ExportedPerson> people, MinutesDecision d) => d.Evidence.Select(e => $"Evidence: {e}")
        .Concat(d.Alternatives.Select(a => $"Alternative considered: {a}"))
        .Concat(d.Dissent.Select(x => $"Dissent, {Name(people, x.UserId)}: {x.Reason}"))
        .Concat(d.DeferredTo is { } to ? [$"Deferred to the judgement of {Name(people, to)}"] : [])
        .Concat(d.Deferral is { } until ? [$"Waits for: {until}"] : []);

    /// <summary>A name under the minutes: its data is what was signed, the journal's link and the hash of the minutes.</summary>
    private static JsonObject Signed(MinutesExport export, Dictionary<Guid, ExportedPerson> people, Signature signature, List<Guid> targets)
    {
        var (signing, first) = (export.Signing!.Signing, export.Signing.Signing.Signatures[0] == signature);
        var id = Id(signature.By, $"signature {signing.Seq}");
        var at = At(Instant.FromMicros(signature.At));
        return Entry(id, new()
        {
            ["resourceType"] = "Provenance",
            ["id"] = id.ToString(),
            ["target"] = Array(targets.Select(t => Reference(t))),
            ["recorded"] = at,
            ["agent"] = new JsonArray(new JsonObject { ["type"] = Coded("http://terminology.hl7.org/CodeSystem/provenance-participant-type", first ? "author" : "attester", first ? "Chair" : "Member"), ["who"] = Who(people, signature.By) }),
            ["signature"] = new JsonArray(new JsonObject
            {
                ["type"] = new JsonArray(new JsonObject { ["system"] = Iso, ["code"] = first ? "1.2.840.10065.1.12.1.1" : "1.2.840.10065.1.12.1.3", ["display"] = first ? "Author's Signature" : "Co-participant's Signature" }),
                ["when"] = at,
                ["who"] = Who(people, signature.By),
                ["targetFormat"] = "application/json",
                ["sigFormat"] = "text/plain",
                ["data"] = Convert.ToBase64String(Encoding.UTF8.GetBytes($"seq {signing.Seq}, link {signing.Link}, minutes {signing.Hash}")),
            }),
        });
    }

    private static JsonObject Who(Dictionary<Guid, ExportedPerson> people, Guid person) => people.TryGetValue(person, out var known) ? Reference(person, known.Name) : new() { ["display"] = "Somebody without an account" };

    private static string Name(Dictionary<Guid, ExportedPerson> people, Guid person) => people.TryGetValue(person, out var known) ? known.Name : "somebody without an account";
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Hub.Tests.Rooms.Reviews;

/// <summary>
/// The elements of FHIR R4 (4.0.1) that a bundle of minutes uses, written down from the definitions at hl7.org/fhir/R4: name, how often, and what it is. An element that
/// is not here is a fault, so a new one must be looked up first.
/// </summary>
internal static class R4
{
    /// <param name="Kind">Of a value: string, code, instant, dateTime, uri, base64; or the name of a definition below.</param>
    /// <param name="Values">What a code may be.</param>
    private sealed record Element(string Kind, bool Required = false, bool Many = false, string[]? Values = null);

    private static readonly Dictionary<string, Dictionary<string, Element>> Definitions = new()
    {
        ["Bundle"] = new() { ["id"] = new("id"), ["type"] = new("code", Required: true, Values: ["document", "message", "transaction", "transaction-response", "batch", "batch-response", "history", "searchset", "collection"]), ["timestamp"] = new("instant"), ["entry"] = new("Bundle.entry", Many: true) },
        ["Bundle.entry"] = new() { ["fullUrl"] = new("uri"), ["resource"] = new("Resource") },
        ["Practitioner"] = new() { ["id"] = new("id"), ["name"] = new("HumanName", Many: true) },
        ["CareTeam"] = new() { ["id"] = new("id"), ["status"] = new("code", Values: ["proposed", "active", "suspended", "inactive", "entered-in-error"]), ["name"] = new("string"), ["participant"] = new("CareTeam.participant", Many: true) },
        ["CareTeam.participant"] = new() { ["role"] = new("CodeableConcept", Many: true), ["member"] = new("Reference") },
        ["Communication"] = new()
        {
            ["id"] = new("id"), ["status"] = new("code", Required: true, Values: ["preparation", "in-progress", "not-done", "on-hold", "stopped", "completed", "entered-in-error", "unknown"]), ["statusReason"] = new("CodeableConcept"),
            ["category"] = new("CodeableConcept", Many: true), ["subject"] = new("Reference"), ["topic"] = new("CodeableConcept"), ["sent"] = new("dateTime"), ["recipient"] = new("Reference", Many: true), ["sender"] = new("Reference"),
            ["payload"] = new("Communication.payload", Many: true),
        },
        // content[x] is required; of its kinds only the text is used.
        ["Communication.payload"] = new() { ["contentString"] = new("string", Required: true) },
        ["Task"] = new()
        {
            ["id"] = new("id"), ["status"] = new("code", Required: true, Values: ["draft", "requested", "received", "accepted", "rejected", "ready", "cancelled", "in-progress", "on-hold", "failed", "completed", "entered-in-error"]),
            ["statusReason"] = new("CodeableConcept"), ["businessStatus"] = new("CodeableConcept"), ["intent"] = new("code", Required: true, Values: ["unknown", "proposal", "plan", "order", "original-order", "reflex-order", "filler-order", "instance-order", "option"]),
            ["description"] = new("string"), ["focus"] = new("Reference"), ["authoredOn"] = new("dateTime"), ["requester"] = new("Reference"), ["owner"] = new("Reference"), ["reasonCode"] = new("CodeableConcept"),
            ["note"] = new("Annotation", Many: true), ["restriction"] = new("Task.restriction"),
        },
        ["Task.restriction"] = new() { ["period"] = new("Period") },
        ["Provenance"] = new()
        {
            ["id"] = new("id"), ["target"] = new("Reference", Required: true, Many: true), ["recorded"] = new("instant", Required: true), ["agent"] = new("Provenance.agent", Required: true, Many: true), ["signature"] = new("Signature", Many: true),
        },
        ["Provenance.agent"] = new() { ["type"] = new("CodeableConcept"), ["who"] = new("Reference", Required: true) },
        ["Signature"] = new() { ["type"] = new("Coding", Required: true, Many: true), ["when"] = new("instant", Required: true), ["who"] = new("Reference", Required: true), ["targetFormat"] = new("code"), ["sigFormat"] = new("code"), ["data"] = new("base64") },
        ["HumanName"] = new() { ["text"] = new("string") },
        ["CodeableConcept"] = new() { ["coding"] = new("Coding", Many: true), ["text"] = new("string") },
        ["Coding"] = new() { ["system"] = new("uri"), ["code"] = new("code"), ["display"] = new("string") },
        ["Reference"] = new() { ["reference"] = new("string"), ["type"] = new("uri"), ["identifier"] = new("Identifier"), ["display"] = new("string") },
        ["Identifier"] = new() { ["value"] = new("string") },
        ["Annotation"] = new() { ["text"] = new("string", Required: true) },
        ["Period"] = new() { ["end"] = new("dateTime") },
    };

    private static readonly Dictionary<string, Regex> Values = new()
    {
        ["string"] = new(@"^[ \r\n\t\S]+$"),
        ["id"] = new(@"^[A-Za-z0-9\-\.]{1,64}$"),
        ["uri"] = new(@"^\S+$"),
        ["code"] = new(@"^[^\s]+(\s[^\s]+)*$"),
        ["base64"] = new(@"^[A-Za-z0-9+/]+={0,2}$"),
        ["instant"] = new(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"),
        ["dateTime"] = new(@"^\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?)?)?$"),
    };

    /// <summary>What in a bundle is not as R4 defines it; references that lead nowhere, and entries of the same address, among it.</summary>
    public static List<string> Faults(JsonObject bundle)
    {
        var faults = new List<string>();
        var entries = bundle["entry"]?.AsArray().Select(e => e!["fullUrl"]?.GetValue<string>()).ToList() ?? [];
        if (entries.Exists(e => e is null) || entries.Distinct().Count() != entries.Count) faults.Add("an entry has no address of its own");
        Check(bundle, "Bundle", "Bundle", [.. entries.OfType<string>()], faults);
        return faults;
    }

    private static void Check(JsonNode node, string kind, string place, HashSet<string> entries, List<string> faults)
    {
        if (kind == "Resource")
        {
            var type = node["resourceType"]?.GetValue<string>() ?? "";
            Check(node, type, type, entries, faults);
            return;
        }
        if (Values.TryGetValue(kind, out var pattern))
        {
            if (node is not JsonValue value || !value.TryGetValue<string>(out var text) || !pattern.IsMatch(text)) faults.Add($"{place} is no {kind}");
            return;
        }
        if (!Definitions.TryGetValue(kind, out var elements) || node is not JsonObject of)
        {
            faults.Add($"{place} is no {kind}");
            return;
        }
        foreach (var (name, element) in elements)
            if (element.Required && of[name] is null) faults.Add($"{place}.{name} is missing");
        foreach (var (name, value) in of.Where(p => p.Key != "resourceType"))
        {
            if (!elements.TryGetValue(name, out var element)) faults.Add($"{place}.{name} is no element");
            else if (value is null || (value is JsonArray) != element.Many || value is JsonArray { Count: 0 }) faults.Add($"{place}.{name} is empty, or not as often as it should be");
            else
                foreach (var one in element.Many ? value.AsArray().ToArray() : [value]) CheckOne(one!, element, $"{place}.{name}", entries, faults);
        }
    }

    private static void CheckOne(JsonNode one, Element element, string place, HashSet<string> entries, List<string> faults)
    {
        Check(one, element.Kind, place, entries, faults);
        if (element.Values is { } allowed && one is JsonValue && !allowed.Contains(one.GetValue<string>())) faults.Add($"{place} is '{one.GetValue<string>()}'");
        if (element.Kind == "Reference" && one["reference"] is { } leads && !entries.Contains(leads.GetValue<string>())) faults.Add($"{place} leads nowhere");
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Hub.Core.Rooms.Reviews.Record.Fhir;

/// <summary>The small pieces of FHIR R4 (4.0.1) that the bundle of minutes is put together from.</summary>
internal static class FhirParts
{
    /// <summary>An id of its own for something that has none in the house, the same each time (a UUID, version 8, RFC 9562 §5.8).</summary>
    public static Guid Id(Guid of, string what)
    {
        var hash = SHA256.HashData([.. of.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(what)]).AsSpan(0, 16);
        hash[6] = (byte)(hash[6] & 0x0F | 0x80);
        hash[8] = (byte)(hash[8] & 0x3F | 0x80);
        return new Guid(hash, bigEndian: true);
    }

    public static string Urn(Guid id) => $"urn:uuid:{id}";

    public static JsonObject Reference(Guid id, string? display = null) => Without(new() { ["reference"] = Urn(id), ["display"] = display });

    public static JsonObject Text(string text) => new() { ["text"] = text };

    public static JsonObject Coded(string system, string code, string text) => new() { ["coding"] = new JsonArray(new JsonObject { ["system"] = system, ["code"] = code }), ["text"] = text };

    public static JsonArray Array(IEnumerable<JsonNode?> items) => [.. items];

    /// <summary>FHIR's instant: to the millisecond, in UTC.</summary>
    public static string At(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    public static JsonObject Entry(Guid id, JsonObject resource) => new() { ["fullUrl"] = Urn(id), ["resource"] = Without(resource) };

    /// <summary>The same without what is empty: FHIR has neither null nor empty arrays.</summary>
    public static JsonObject Without(JsonObject of)
    {
        foreach (var name in of.Where(p => p.Value is null or JsonArray { Count: 0 }).Select(p => p.Key).ToList()) of.Remove(name);
        return of;
    }
}

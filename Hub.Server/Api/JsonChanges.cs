using System.Text.Json.Nodes;

namespace Hub.Server.Api;

/// <summary>What makes one JSON value another, in as few words as is simple.</summary>
internal static class JsonChanges
{
    /// <param name="path">JSON Pointer of both.</param>
    public static void Add(JsonNode? before, JsonNode? after, string path, List<ReplayChange> into)
    {
        if (before is JsonObject was && after is JsonObject now && was.Count == now.Count && now.All(p => was.ContainsKey(p.Key)))
        {
            foreach (var (name, value) in now) Add(was[name], value, $"{path}/{name}", into);
        }
        else if (before is JsonArray earlier && after is JsonArray later && later.Count > earlier.Count && earlier.Zip(later).All(p => JsonNode.DeepEquals(p.First, p.Second)))
        {
            foreach (var more in later.Skip(earlier.Count)) into.Add(new($"{path}/-", more));
        }
        else if (before is JsonArray { Count: > 0 } left && after is JsonArray right && left.Count == right.Count)
        {
            for (var i = 0; i < right.Count; i++) Add(left[i], right[i], $"{path}/{i}", into);
        }
        else if (!JsonNode.DeepEquals(before, after))
        {
            into.Add(new(path, after));
        }
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hub.Server.Api;

/// <summary>What makes one JSON value another, in as few words as is simple. Both are as one serializer wrote them, so what is equal is equal byte for byte, and only what differs is taken apart.</summary>
internal static class JsonChanges
{
    /// <param name="path">JSON Pointer of both.</param>
    public static void Add(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, string path, List<ReplayChange> into)
    {
        if (before.SequenceEqual(after)) return;
        var (was, now) = (Parts(before), Parts(after));
        var (objects, lists) = (before[0] == '{' && after[0] == '{', before[0] == '[' && after[0] == '[');
        if (objects && was.Select(p => p.Name).SequenceEqual(now.Select(p => p.Name)))
        {
            for (var i = 0; i < now.Count; i++) Add(before[was[i].At], after[now[i].At], $"{path}/{now[i].Name}", into);
        }
        else if (lists && now.Count > was.Count && Begins(after, now, before, was))
        {
            foreach (var more in now[was.Count..]) into.Add(new($"{path}/-", JsonNode.Parse(after[more.At])));
        }
        else if (lists && was.Count > 0 && was.Count == now.Count)
        {
            for (var i = 0; i < now.Count; i++) Add(before[was[i].At], after[now[i].At], $"{path}/{i}", into);
        }
        else
        {
            into.Add(new(path, JsonNode.Parse(after)));
        }
    }

    private static bool Begins(ReadOnlySpan<byte> list, List<Part> parts, ReadOnlySpan<byte> with, List<Part> its)
    {
        for (var i = 0; i < its.Count; i++)
            if (!list[parts[i].At].SequenceEqual(with[its[i].At])) return false;
        return true;
    }

    /// <summary>The properties of an object or the items of a list; none of any other value.</summary>
    private static List<Part> Parts(ReadOnlySpan<byte> of)
    {
        var parts = new List<Part>();
        var reader = new Utf8JsonReader(of);
        reader.Read();
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return parts;
        string? name = null;
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                name = reader.GetString();
                continue;
            }
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            parts.Add(new(name, start..(int)reader.BytesConsumed));
        }
        return parts;
    }

    /// <param name="Name">Null: an item of a list.</param>
    private readonly record struct Part(string? Name, Range At);
}

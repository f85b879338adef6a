using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Core.Rooms;

namespace Hub.Tests.Journal;

internal static class Same
{
    /// <summary>Asserts that two folds say the same, in whatever order their dictionaries hold it.</summary>
    public static void Room(Room expected, Room actual)
    {
        JsonNode a = JsonSerializer.SerializeToNode(expected, Vocabulary.Json)!, b = JsonSerializer.SerializeToNode(actual, Vocabulary.Json)!;
        Assert.True(JsonNode.DeepEquals(a, b), $"expected {a}\nactual {b}");
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Core;
using Hub.Core.Journal;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Messages;
using Hub.Server.Api;
using Hub.Tests.Support;

namespace Hub.Tests.Rooms;

/// <summary>The shared vectors (Hub.Tests/Vectors) through this side's fold: what the browser's fold makes of them too.</summary>
public class VectorTests
{
    private static readonly string Folder = Path.Combine(Machine.Root, "Hub.Tests", "Vectors");
    private static readonly JsonSerializerOptions Wire = WireOptions();

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order()];

    /// <summary>The types of all events that stand in a vector.</summary>
    internal static IEnumerable<string> Types => Directory.GetFiles(Folder, "*.json")
        .SelectMany(f => JsonNode.Parse(File.ReadAllText(f))!["events"]!.AsArray().Select(e => e!["type"]!.GetValue<string>()));

    [Theory, MemberData(nameof(Names))]
    public void Fold_OfAVector_GivesWhatItExpects(string name)
    {
        var vector = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, name + ".json")))!;
        var events = vector["events"]!.AsArray().Select(e => Read(e!)).ToList();
        var room = RoomRun.Fold(events, Room.Empty(new Guid("aaaaaaaa-0000-7000-8000-000000000000")));
        var messages = MessageReader.Fold(events.Where(e => e.Type == MessagePosted.Name), events.Where(e => e.About is not null));
        var actual = new JsonObject
        {
            ["title"] = room.Title,
            ["head"] = room.Head,
            ["n"] = room.N,
            ["members"] = Sorted(room.Members.Values.Select(m => new { m.UserId, m.Role })),
            ["roles"] = JsonSerializer.SerializeToNode(room.Roles.Values.OrderBy(r => r.Id).Select(r => new { r.Id, r.Name, r.Holder }), Wire),
            ["asks"] = JsonSerializer.SerializeToNode(room.Asks.Values.Select(a => new { a.Seq, a.From, a.Roles }), Wire),
            ["messages"] = JsonSerializer.SerializeToNode(messages.OrderBy(m => m.Seq).Select(m => MessageDto.Of(m, room)), Wire),
        };
        if (vector["expect"]!["pins"] is not null) actual["pins"] = JsonSerializer.SerializeToNode(room.Pins.Select(p => new { p.Seq, p.By }), Wire);
        var expect = vector["expect"]!.DeepClone();
        expect["roles"] ??= new JsonArray();
        foreach (var ask in expect["asks"]!.AsArray()) ask!["roles"] ??= new JsonArray();
        expect["members"] = Sorted(expect["members"]!.AsArray());
        Assert.True(JsonNode.DeepEquals(expect, actual), $"{vector["name"]}\nexpected {expect.ToJsonString()}\nactual   {actual.ToJsonString()}");
    }

    private static JsonArray Sorted<T>(IEnumerable<T> members) =>
        [.. members.Select(m => JsonSerializer.SerializeToNode(m, Wire)).OrderBy(m => m!["userId"]!.GetValue<string>(), StringComparer.Ordinal)];

    private static JournalEvent Read(JsonNode e)
    {
        var data = e["data"] is { } some ? JsonSerializer.SerializeToUtf8Bytes(some) : null;
        var type = e["type"]!.GetValue<string>();
        return new JournalEvent
        {
            Room = new Guid("aaaaaaaa-0000-7000-8000-000000000000"),
            Seq = e["seq"]!.GetValue<long>(),
            N = e["n"]!.GetValue<long>(),
            Id = e["id"]!.GetValue<Guid>(),
            Type = type,
            Actor = e["actor"]!.GetValue<Guid>(),
            At = Instant.ToMicros(e["at"]!.GetValue<DateTimeOffset>()),
            About = data is null ? null : Vocabulary.ReadEvent(type, data)?.About,
            Data = data,
        };
    }

    private static JsonSerializerOptions WireOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Server.Api.Json.Configure(options);
        return options;
    }
}

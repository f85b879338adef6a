using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Messages;
using Hub.Tests.Support;

namespace Hub.Tests.Rooms;

/// <summary>Whatever JSON a client sends as a command is refused or decided; nothing throws anything else.</summary>
public class NonsenseTests
{
    private static readonly string[] Members = ["seq", "text", "emoji", "on", "userId", "title", "priority", "expects", "replyTo", "kind", "members", "from", "withinMinutes", "more", "to", "action", "actions", "illnessSeverity", "patientSummary", "situationAwareness", "sbar", "criticalResult"];

    private static readonly Gen<JsonNode?> Value = Gen.Fresh(() => (JsonNode?)null).Or(Gen.OneOf<JsonNode?>(
        Gen.Elements(0L, 1, 2, 3, 7, -1, long.MaxValue, long.MinValue).Select(n => (JsonNode?)JsonValue.Create(n)),
        Gen.Elements(0.5, 1e300, -0.0).Select(n => (JsonNode?)JsonValue.Create(n)),
        Gen.Elements(true, false).Select(b => (JsonNode?)JsonValue.Create(b)),
        Gen.Elements("", " ", "👍", "text", "urgent", "acknowledge", "reply", "channel", "2", "\0", "\u202e", new string('x', 40_000)).Select(t => (JsonNode?)JsonValue.Create(t)),
        Gen.Elements(RoomRun.People).Select(p => (JsonNode?)JsonValue.Create(p.ToString())),
        Gen.SubListOf(RoomRun.People).Select(some => (JsonNode?)new JsonArray([.. some.Select(p => JsonValue.Create(p.ToString()))])),
        Gen.Fresh(() => (JsonNode?)new JsonArray(null, 1, "x")), Gen.Fresh(() => (JsonNode?)new JsonObject()),
        from kind in Gen.Elements("acknowledge", "reply", "shout")
        from some in Gen.SubListOf(RoomRun.People)
        from minutes in Gen.Elements<JsonNode?>(null, 0, -5, 30, int.MaxValue, "soon")
        select (JsonNode?)new JsonObject { ["kind"] = kind, ["from"] = new JsonArray([.. some.Select(p => JsonValue.Create(p.ToString()))]), ["withinMinutes"] = minutes?.DeepClone() }));

    private static readonly Gen<string> Command =
        from type in Gen.Frequency((20, Gen.Elements(Vocabulary.Commands.Keys.ToArray())), (1, Gen.Elements("", "shout", "PostMessage", "messagePosted")))
        from members in Gen.SubListOf(Members)
        from values in Value.ListOf(members.Count)
        from id in Gen.Frequency((20, Gen.Constant("11111111-0000-7000-8000-000000000000")), (1, Gen.Elements("", "x", Guid.Empty.ToString())))
        select Write(id, type, members.Zip(values));

    [Fact]
    public void ReadAndDecide_OnAnyJson_RefusesOrDecides()
    {
        var read = 0;
        Prop.ForAll(Arb.From(Command), Gen.Choose(0, 5).ToArbitrary(), (json, actor) =>
        {
            RoomCommand command;
            try
            {
                using var document = JsonDocument.Parse(json);
                command = Vocabulary.ReadCommand(document.RootElement);
            }
            catch (Refusal refusal)
            {
                Assert.Equal(400, refusal.Status);
                return;
            }
            read++;
            Assert.NotEmpty(Vocabulary.Canonical(command));
            var run = new RoomRun(RoomKind.Channel);
            run.Do(RoomRun.People[1], new PostMessage("one"));
            run.Do(RoomRun.People[0], new PostMessage("two", Expects: new(AskKind.Reply, [RoomRun.People[1]])));
            run.Do(RoomRun.People[actor], command);
            Assert.All(command.People, person => Assert.NotEqual(command.Id, person));
        }).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(Soak.On ? 100_000 : 5_000));
        Assert.True(read > 100, $"Only {read} were commands at all.");
    }

    [Theory]
    [InlineData("""[1]"""), InlineData("""null"""), InlineData("""{}"""), InlineData("""{"id":1,"type":"leave"}"""), InlineData("""{"id":"11111111-0000-7000-8000-000000000000"}""")]
    [InlineData("""{"id":"11111111-0000-7000-8000-000000000000","type":"leaves"}"""), InlineData("""{"id":"11111111-0000-7000-8000-000000000000","type":7}""")]
    [InlineData("""{"id":"11111111-0000-7000-8000-000000000000","type":"postMessage"}"""), InlineData("""{"id":"11111111-0000-7000-8000-000000000000","type":"postMessage","text":null}""")]
    [InlineData("""{"id":"11111111-0000-7000-8000-000000000000","type":"postMessage","text":"\ud800"}"""), InlineData("""{"id":"11111111-0000-7000-8000-000000000000","type":"acknowledge","seq":"2"}""")]
    [InlineData("""{"id":"11111111-0000-7000-8000-000000000000","type":"postMessage","text":"x","priority":3}"""), InlineData("""{"id":"11111111-0000-7000-8000-000000000000","type":"postMessage","text":"x","priority":"loud"}""")]
    [InlineData("""{"id":"11111111-0000-7000-8000-000000000000","type":"postMessage","text":"x","expects":{"from":[]}}""")]
    [InlineData("""{"id":"11111111-0000-7000-8000-000000000000","type":"postMessage","text":"x","text":"y"}"""), InlineData("""{"id":"11111111-0000-7000-8000-000000000000","type":"postMessage","text":"x","Text":"y"}""")]
    [InlineData("""{"id":"11111111-0000-7000-8000-000000000000","Id":"22222222-0000-7000-8000-000000000000","type":"leave"}"""), InlineData("""{"id":"11111111-0000-7000-8000-000000000000","Type":"leave","type":"acknowledge","seq":2}""")]
    [InlineData("""{"id":"11111111-0000-7000-8000-000000000000","type":"leave","type":"acknowledge","seq":2}"""), InlineData("""{"id":"11111111-0000-7000-8000-000000000000","type":"postMessage","text":"x","expects":{"kind":"reply","kind":"reply","from":["22222222-0000-7000-8000-000000000000"]}}""")]
    public void Read_OfWhatIsNoCommand_IsMalformed(string json)
    {
        using var document = JsonDocument.Parse(json);
        Assert.Equal(400, Assert.Throws<Refusal>(() => Vocabulary.ReadCommand(document.RootElement)).Status);
    }

    private static string Write(string id, string type, IEnumerable<(string Name, JsonNode? Value)> members)
    {
        var json = new JsonObject { ["id"] = id, ["type"] = type };
        foreach (var (name, value) in members) json[name] = value?.DeepClone();
        return json.ToJsonString();
    }
}

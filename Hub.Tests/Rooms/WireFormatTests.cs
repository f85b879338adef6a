using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Attachments;
using Hub.Core.Rooms.Duty;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Handoffs;
using Hub.Core.Rooms.Members;
using Hub.Core.Rooms.Messages;
using Hub.Core.Rooms.Pins;
using Hub.Core.Rooms.Retention;
using Hub.Core.Rooms.Structured;

namespace Hub.Tests.Rooms;

/// <summary>
/// The wire format of every command and event, pinned by what stands on the wire. What is stored is read for ever, and clients of
/// yesterday send today: a row here is added, never changed.
/// </summary>
public class WireFormatTests
{
    private static readonly Guid A = new("aaaaaaaa-0000-7000-8000-aaaaaaaaaaaa"), C = new("cccccccc-0000-7000-8000-cccccccccccc");
    private static readonly DateTimeOffset Due = new(2026, 3, 2, 8, 30, 0, 123, 456, TimeSpan.Zero);

    private static readonly (string Type, string Json, RoomCommand Command)[] Commands =
    [
        ("postMessage", """{"text":"Which dose?"}""", new PostMessage("Which dose?")),
        ("postMessage", """{"text":"Now","priority":"urgent","expects":{"kind":"reply","from":["cccccccc-0000-7000-8000-cccccccccccc"],"withinMinutes":30},"replyTo":2}""",
            new PostMessage("Now", Priority.Urgent, new Expects(AskKind.Reply, [C], 30), 2)),
        ("postMessage", """{"text":"Note","priority":"important","expects":{"kind":"acknowledge","from":["cccccccc-0000-7000-8000-cccccccccccc"]}}""",
            new PostMessage("Note", Priority.Important, new Expects(AskKind.Acknowledge, [C]))),
        ("postMessage", """{"text":"","attachments":["cccccccc-0000-7000-8000-cccccccccccc"]}""", new PostMessage("") { Attachments = [C] }),
        ("postMessage", """{"text":"Role","expects":{"kind":"acknowledge","from":[],"roles":["cccccccc-0000-7000-8000-cccccccccccc"]},"mentions":{"roles":["cccccccc-0000-7000-8000-cccccccccccc"]}}""",
            new PostMessage("Role", Expects: new Expects(AskKind.Acknowledge, []) { Roles = [C] }, Mentions: new Mentions { Roles = [C] })),
        ("postMessage", """{"text":"All","expects":{"kind":"acknowledge","withinMinutes":15,"room":true}}""",
            new PostMessage("All", Expects: new Expects(AskKind.Acknowledge, null, 15, true))),
        ("postMessage", """{"text":"","sbar":{"situation":"S","background":"B","assessment":"A","recommendation":"R"}}""",
            new PostMessage("") { Sbar = new("S", "B", "A", "R") }),
        ("postMessage", """{"text":"","criticalResult":{"result":"K 6.1","toldBy":"Laboratory","toldTo":"cccccccc-0000-7000-8000-cccccccccccc","at":"2026-03-02T08:30:00.123456Z"}}""",
            new PostMessage("") { CriticalResult = new("K 6.1", "Laboratory", C, Due) }),
        ("closeAsk", """{"seq":2}""", new CloseAsk(2)),
        ("handOnAsk", """{"seq":2,"to":"cccccccc-0000-7000-8000-cccccccccccc"}""", new HandOnAsk(2, C)),
        ("handOnAsk", """{"seq":2,"to":"cccccccc-0000-7000-8000-cccccccccccc","from":"aaaaaaaa-0000-7000-8000-aaaaaaaaaaaa"}""", new HandOnAsk(2, C, A)),
        ("needClarification", """{"seq":2}""", new NeedClarification(2)),
        ("readBack", """{"seq":2,"text":"6.1"}""", new ReadBack(2, "6.1")),
        ("confirmReadBack", """{"seq":2}""", new ConfirmReadBack(2)),
        ("correctReadBack", """{"seq":2,"text":"6.1, not 5.1"}""", new CorrectReadBack(2, "6.1, not 5.1")),
        ("startHandoff", """{"illnessSeverity":"watcher","patientSummary":"P","actions":[{"what":"Repeat K","due":"2026-03-02T08:30:00.123456Z"},{"what":"Call"}],"situationAwareness":"W","to":"cccccccc-0000-7000-8000-cccccccccccc"}""",
            new StartHandoff(IllnessSeverity.Watcher, "P", [new("Repeat K", Due), new("Call")], "W", C)),
        ("synthesizeHandoff", """{"seq":2,"text":"So"}""", new SynthesizeHandoff(2, "So")),
        ("acceptHandoff", """{"seq":2}""", new AcceptHandoff(2)),
        ("tickAction", """{"seq":2,"action":1}""", new TickAction(2, 1)),
        ("editMessage", """{"seq":2,"text":"50 mg"}""", new EditMessage(2, "50 mg")),
        ("postMessage", """{"text":"@Wei @room","mentions":{"people":["cccccccc-0000-7000-8000-cccccccccccc"],"room":true}}""", new PostMessage("@Wei @room", Mentions: new([C], true))),
        ("editMessage", """{"seq":2,"text":"@room","mentions":{"room":true}}""", new EditMessage(2, "@room", new(null, true))),
        ("pin", """{"seq":2}""", new Pin(2)),
        ("unpin", """{"seq":2}""", new Unpin(2)),
        ("deleteMessage", """{"seq":2}""", new DeleteMessage(2)),
        ("react", """{"seq":2,"emoji":"👍","on":true}""", new React(2, "👍", true)),
        ("acknowledge", """{"seq":2}""", new Acknowledge(2)),
        ("addMember", """{"userId":"cccccccc-0000-7000-8000-cccccccccccc"}""", new AddMember(C)),
        ("removeMember", """{"userId":"cccccccc-0000-7000-8000-cccccccccccc"}""", new RemoveMember(C)),
        ("leave", """{}""", new Leave()),
        ("makeOwner", """{"userId":"cccccccc-0000-7000-8000-cccccccccccc"}""", new MakeOwner(C)),
        ("renameRoom", """{"title":"Ward 5"}""", new RenameRoom("Ward 5")),
        ("addRole", """{"roleId":"cccccccc-0000-7000-8000-cccccccccccc"}""", new AddRole(C)),
        ("removeRole", """{"roleId":"cccccccc-0000-7000-8000-cccccccccccc"}""", new RemoveRole(C)),
        ("createRoom", """{"kind":"caseReview","title":"Case 7","members":["cccccccc-0000-7000-8000-cccccccccccc"]}""", new CreateRoom(RoomKind.CaseReview, "Case 7", [C])),
        ("createRoom", """{"kind":"direct","members":["cccccccc-0000-7000-8000-cccccccccccc"]}""", new CreateRoom(RoomKind.Direct, null, [C])),
        .. Reviews.ReviewWire.Commands,
        .. Feedback.FeedbackWire.Commands,
        .. WallWire.Commands,
        .. Reviews.AfterReviewWire.Commands,
        .. Nudges.NudgeWire.Commands,
        ("setRetention", """{"days":365}""", new SetRetention(365)),
        ("shredRoom", """{"title":"Ward 4"}""", new ShredRoom("Ward 4")),
    ];

    private static readonly (string Type, string Json, RoomEvent Event)[] Events =
    [
        ("roomCreated", """{"kind":"channel","title":"Ward 4","members":[{"userId":"aaaaaaaa-0000-7000-8000-aaaaaaaaaaaa","role":"owner"},{"userId":"cccccccc-0000-7000-8000-cccccccccccc","role":"member"}]}""",
            new RoomCreated(RoomKind.Channel, "Ward 4", [new(A, Role.Owner), new(C, Role.Member)])),
        ("roomCreated", """{"kind":"direct","members":[{"userId":"aaaaaaaa-0000-7000-8000-aaaaaaaaaaaa","role":"member"}]}""", new RoomCreated(RoomKind.Direct, null, [new(A, Role.Member)])),
        ("roomRenamed", """{"title":"Ward 5"}""", new RoomRenamed("Ward 5")),
        ("memberAdded", """{"userId":"cccccccc-0000-7000-8000-cccccccccccc","role":"member"}""", new MemberAdded(C, Role.Member)),
        ("memberRemoved", """{"userId":"cccccccc-0000-7000-8000-cccccccccccc"}""", new MemberRemoved(C)),
        ("ownerMade", """{"userId":"cccccccc-0000-7000-8000-cccccccccccc"}""", new OwnerMade(C)),
        ("roleAdded", """{"roleId":"cccccccc-0000-7000-8000-cccccccccccc","name":"Ward on call","holder":"aaaaaaaa-0000-7000-8000-aaaaaaaaaaaa","asOf":"2026-03-02T08:30:00.123456Z"}""",
            new RoleAdded(C, "Ward on call", A, Due, null)),
        ("roleAdded", """{"roleId":"cccccccc-0000-7000-8000-cccccccccccc","name":"Ward on call","asOf":"2026-03-02T08:30:00.123456Z"}""", new RoleAdded(C, "Ward on call", null, Due, null)),
        ("roleRemoved", """{"roleId":"cccccccc-0000-7000-8000-cccccccccccc","left":"aaaaaaaa-0000-7000-8000-aaaaaaaaaaaa"}""", new RoleRemoved(C, A)),
        ("dutyChanged", """{"roleId":"cccccccc-0000-7000-8000-cccccccccccc","from":"aaaaaaaa-0000-7000-8000-aaaaaaaaaaaa","to":"cccccccc-0000-7000-8000-cccccccccccc","asOf":"2026-03-02T08:30:00.123456Z","joined":"cccccccc-0000-7000-8000-cccccccccccc","left":"aaaaaaaa-0000-7000-8000-aaaaaaaaaaaa"}""",
            new DutyChanged(C, A, C, Due, C, A)),
        ("messagePosted", """{"text":"Which dose?","priority":"routine"}""", new MessagePosted("Which dose?", Priority.Routine, null, null)),
        ("messagePosted", """{"text":"Now","priority":"urgent","expects":{"kind":"reply","from":["cccccccc-0000-7000-8000-cccccccccccc"],"dueAt":"2026-03-02T08:30:00.123456Z"},"replyTo":2}""",
            new MessagePosted("Now", Priority.Urgent, new Expectation(AskKind.Reply, [C], Due), 2)),
        ("messagePosted", """{"text":"Note","priority":"important","expects":{"kind":"acknowledge","from":["cccccccc-0000-7000-8000-cccccccccccc"]}}""",
            new MessagePosted("Note", Priority.Important, new Expectation(AskKind.Acknowledge, [C], null), null)),
        ("messagePosted", """{"text":"","priority":"routine","attachments":[{"id":"cccccccc-0000-7000-8000-cccccccccccc","kind":"jpeg","name":"wound.jpg","size":7000,"width":300,"height":200,"thumbnail":true},{"id":"aaaaaaaa-0000-7000-8000-aaaaaaaaaaaa","kind":"pdf","name":"letter.pdf","size":9000,"thumbnail":false}]}""",
            new MessagePosted("") { Attachments = [new(C, AttachmentKind.Jpeg, "wound.jpg", 7000, 300, 200, true), new(A, AttachmentKind.Pdf, "letter.pdf", 9000)] }),
        ("messagePosted", """{"text":"SBAR","priority":"routine","sbar":{"situation":"S","background":"B","assessment":"A","recommendation":"R"}}""",
            new MessagePosted("SBAR") { Sbar = new("S", "B", "A", "R") }),
        ("messagePosted", """{"text":"K","priority":"urgent","expects":{"kind":"readBack","from":["cccccccc-0000-7000-8000-cccccccccccc"]},"criticalResult":{"result":"K 6.1","toldBy":"Laboratory","toldTo":"cccccccc-0000-7000-8000-cccccccccccc","at":"2026-03-02T08:30:00.123456Z"}}""",
            new MessagePosted("K", Priority.Urgent, new Expectation(AskKind.ReadBack, [C], null)) { CriticalResult = new("K 6.1", "Laboratory", C, Due) }),
        ("messagePosted", """{"text":"H","priority":"routine","expects":{"kind":"handoff","from":["cccccccc-0000-7000-8000-cccccccccccc"]},"handoff":{"illnessSeverity":"unstable","patientSummary":"P","actions":[{"what":"Call"}],"situationAwareness":"W","to":"cccccccc-0000-7000-8000-cccccccccccc"}}""",
            new MessagePosted("H", Priority.Routine, new Expectation(AskKind.Handoff, [C], null)) { Handoff = new(IllnessSeverity.Unstable, "P", [new("Call")], "W", C) }),
        ("askClosed", """{"seq":2,"by":"cccccccc-0000-7000-8000-cccccccccccc","how":"withdrawn"}""", new AskClosed(2, C, Closing.Withdrawn)),
        ("askClosed", """{"seq":2,"by":"cccccccc-0000-7000-8000-cccccccccccc","how":"clear"}""", new AskClosed(2, C, Closing.Clear)),
        ("askHandedOn", """{"seq":2,"from":"aaaaaaaa-0000-7000-8000-aaaaaaaaaaaa","to":"cccccccc-0000-7000-8000-cccccccccccc"}""", new AskHandedOn(2, A, C)),
        ("clarificationNeeded", """{"seq":2,"from":"cccccccc-0000-7000-8000-cccccccccccc","priority":"routine"}""", new ClarificationNeeded(2, C, Priority.Routine)),
        ("resultReadBack", """{"seq":2,"text":"6.1"}""", new ResultReadBack(2, "6.1")),
        ("readBackConfirmed", """{"seq":2}""", new ReadBackConfirmed(2)),
        ("readBackCorrected", """{"seq":2,"text":"6.1"}""", new ReadBackCorrected(2, "6.1")),
        ("handoffSynthesized", """{"seq":2,"text":"So"}""", new HandoffSynthesized(2, "So")),
        ("handoffAccepted", """{"seq":2,"giver":"aaaaaaaa-0000-7000-8000-aaaaaaaaaaaa","open":1,"dueAt":"2026-03-02T08:30:00.123456Z"}""", new HandoffAccepted(2, A, 1, Due)),
        ("actionTicked", """{"seq":2,"action":0,"left":1,"dueAt":"2026-03-02T08:30:00.123456Z"}""", new ActionTicked(2, 0, 1, Due)),
        ("messageEdited", """{"seq":2,"text":"50 mg"}""", new MessageEdited(2, "50 mg")),
        ("messagePosted", """{"text":"@Wei","priority":"routine","mentions":{"people":["cccccccc-0000-7000-8000-cccccccccccc"]}}""", new MessagePosted("@Wei", Mentions: new([C]))),
        ("messageEdited", """{"seq":2,"text":"@room","mentions":{"room":true}}""", new MessageEdited(2, "@room", new(null, true))),
        ("messagePinned", """{"seq":2}""", new MessagePinned(2)),
        ("messageUnpinned", """{"seq":2}""", new MessageUnpinned(2)),
        ("messageDeleted", """{"seq":2}""", new MessageDeleted(2)),
        ("reacted", """{"seq":2,"emoji":"👍","on":false}""", new Reacted(2, "👍", false)),
        ("acknowledged", """{"seq":2}""", new Acknowledged(2)),
        .. Reviews.ReviewWire.Events,
        .. Feedback.FeedbackWire.Events,
        .. WallWire.Events,
        .. Reviews.AfterReviewWire.Events,
        .. Nudges.NudgeWire.Events,
        ("retentionSet", """{"days":365}""", new RetentionSet(365)),
        ("holdSet", """{"on":true,"by":"cccccccc-0000-7000-8000-cccccccccccc"}""", new HoldSet(true, C)),
        ("purged", """{"through":7}""", new Purged(7)),
        ("purged", """{"through":7,"review":true}""", new Purged(7, true)),
        ("roomShredded", """{"kind":"channel"}""", new RoomShredded(RoomKind.Channel)),
    ];

    public static TheoryData<int> CommandRows => [.. Enumerable.Range(0, Commands.Length)];
    public static TheoryData<int> EventRows => [.. Enumerable.Range(0, Events.Length)];

    public static TheoryData<string> CommandTypes => [.. Vocabulary.Public.Select(c => c.Key).Append("createRoom").Order()];
    public static TheoryData<string> EventTypes => [.. Vocabulary.Events.Keys.Order()];

    [Theory, MemberData(nameof(CommandRows))]
    public void Command_OnTheWire_IsReadAsPinned(int row)
    {
        var (type, json, command) = Commands[row];
        var sent = JsonNode.Parse(json)!.AsObject();
        sent.Insert(0, "id", A.ToString());
        sent.Insert(1, "type", type);
        using var document = JsonDocument.Parse(sent.ToJsonString());

        var read = Vocabulary.ReadCommand(document.RootElement);

        Assert.Equal(command.GetType(), read.GetType());
        Assert.Equal(A, read.Id);
        Assert.Equal(Encoding.UTF8.GetString(Vocabulary.Canonical(command)), Encoding.UTF8.GetString(Vocabulary.Canonical(read)));
        SameJson(json, JsonSerializer.Serialize(read, read.GetType(), Vocabulary.Json));
    }

    [Theory, MemberData(nameof(EventRows))]
    public void Event_InTheJournal_IsWrittenAndReadAsPinned(int row)
    {
        var (type, json, happened) = Events[row];
        Assert.Equal(type, Vocabulary.NameOf(happened));
        SameJson(json, Encoding.UTF8.GetString(Vocabulary.Write(happened)));

        var read = Vocabulary.ReadEvent(type, Encoding.UTF8.GetBytes(json))!;

        Assert.Equal(happened.GetType(), read.GetType());
        Assert.Equal(happened.About, read.About);
        Assert.Equal(Vocabulary.Write(happened), Vocabulary.Write(read));
    }

    [Theory, MemberData(nameof(CommandTypes))]
    public void EveryCommand_HasAPinnedRow(string type) => Assert.Contains(Commands, c => c.Type == type);

    [Theory, MemberData(nameof(EventTypes))]
    public void EveryEvent_HasAPinnedRowAndAVector(string type)
    {
        Assert.Contains(Events, e => e.Type == type);
        Assert.Contains(type, VectorTests.Types);
    }

    private static void SameJson(string expected, string actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), $"expected {expected}\nactual   {actual}");
}

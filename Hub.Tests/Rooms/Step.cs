using FsCheck;
using FsCheck.Fluent;
using Hub.Core;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Duty;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Handoffs;
using Hub.Core.Rooms.Members;
using Hub.Core.Rooms.Messages;
using Hub.Core.Rooms.Pins;
using Hub.Core.Rooms.Structured;

namespace Hub.Tests.Rooms;

/// <summary>One random thing somebody tries in a room, as plain numbers, so that a failing run shrinks and prints well.</summary>
/// <param name="Seq">Taken modulo (head + 2): every event, none, and one that is not there yet.</param>
/// <param name="From">Bits: of whom something is expected.</param>
internal sealed record Step(int Actor, int What, int Seq, int Person, int From, int Minutes)
{
    private static readonly string[] Texts = ["Which dose?", "50 mg", " ", "", "\0", "\ud800", new('ä', 16 * 1024), new('x', 32 * 1024 + 1)];
    private static readonly string[] Emoji = ["👍", "👀", "❤️", "👩🏽‍⚕️", "x", "", "👍👍", "\ud83d"];

    private static readonly Gen<Step> One =
        from actor in Gen.Choose(0, 5)
        from what in Gen.Choose(0, 39)
        from seq in Gen.Choose(0, 60)
        from person in Gen.Choose(0, 5)
        from asked in Gen.Choose(0, 63)
        from minutes in Gen.Frequency((6, Gen.Choose(0, 60)), (1, Gen.Choose(-1, 60_000)))
        select new Step(actor, what, seq, person, asked, minutes);

    /// <summary>Runs of up to 80 steps in a room of some kind; a failing one is made shorter.</summary>
    public static Arbitrary<(RoomKind Kind, Step[] Steps)> Runs { get; } = Arb.From(
        from kind in Gen.Frequency((6, Gen.Constant(RoomKind.Channel)), (1, Gen.Constant(RoomKind.Direct)), (2, Gen.Constant(RoomKind.CaseReview)))
        from size in Gen.Choose(0, 80)
        from steps in One.ArrayOf(size)
        select (kind, steps),
        run => Enumerable.Range(0, run.steps.Length).Select(i => (run.kind, run.steps.Where((_, at) => at != i).ToArray())));

    /// <summary>Who does it: the house itself changes duty, mostly, and nudges.</summary>
    public Guid By => What is 21 or 35 or 36 or 37 ? SystemActor.Id : RoomRun.People[Actor];

    public RoomCommand Command(Room room)
    {
        if (What > 22) return OfTheLoop(room);
        var head = room.Head;
        var seq = Seq % (head + 2);
        var person = RoomRun.People[Person];
        var text = Texts[Person == 0 ? Seq % Texts.Length : Seq % 2];
        var expects = new Expects(What == 2 ? AskKind.Reply : AskKind.Acknowledge,
            [.. RoomRun.People.Where((_, i) => (From >> i & 1) == 1)], Person % 2 == 0 ? Minutes - 1 : null, Seq % 7 == 0 ? true : null) { Roles = Seq % 3 == 0 ? [.. RoomRun.Roles.Where((_, i) => (From >> i & 1) == 1 && room.Roles.ContainsKey(RoomRun.Roles[i]))] : null };
        return What switch
        {
            0 => new PostMessage(text),
            1 or 2 or 14 => new PostMessage(text, Priority.Urgent, expects, What == 14 ? seq : null),
            3 => new PostMessage(text, ReplyTo: seq),
            15 => new PostMessage(text, ReplyTo: Person == 0 ? seq : null) { Attachments = [.. Enumerable.Range(0, 11).Where(i => (Seq * 64 + From >> i & 1) == 1).Take(3).Select(RoomRun.File)] },
            4 => new EditMessage(seq, text),
            5 => new DeleteMessage(seq),
            6 => new React(seq, Emoji[From % (Person == 0 ? Emoji.Length : 3)], From % 3 != 0),
            7 or 13 => new Acknowledge(seq),
            8 => new AddMember(person),
            9 => new RemoveMember(person),
            10 => new MakeOwner(person),
            11 => new RenameRoom(text),
            16 => new Pin(seq),
            17 => new Unpin(seq),
            18 => new PostMessage(text, Mentions: new([.. RoomRun.People.Where((_, i) => (From >> i & 1) == 1)], Person % 2 == 0)),
            19 => new AddRole(RoomRun.Roles[Seq % 5]),
            20 => new RemoveRole(RoomRun.Roles[Seq % 4]),
            // As the roster's job would, now and then late, and now and then by somebody who may not.
            21 or 22 => new ChangeDuty(RoomRun.Roles[Seq % 4], Person < 5 ? person : null, Instant.FromMicros(room.LastAt + (Seq - 15) * Instant.Minute)),
            _ => From % 2 == 0 ? new Leave() : new CreateRoom(RoomKind.Channel, "Again", [person]),
        };
    }

    // Of something that is open, mostly: of what is not there, all are refused alike.
    private RoomCommand OfTheLoop(Room room)
    {
        var open = room.Asks.Keys.Concat(room.Unclear.Keys).ToList();
        var seq = open.Count == 0 || Seq % 5 == 0 ? Seq % (room.Head + 2) : open[Seq % open.Count];
        var person = RoomRun.People[Person];
        var text = Texts[Person == 0 ? Seq % Texts.Length : Seq % 2];
        return (What - 7) switch
        {
            16 => new CloseAsk(seq),
            17 => new HandOnAsk(seq, person, From % 3 == 0 ? RoomRun.People[From % 6] : null),
            18 => new NeedClarification(From % 2 == 0 ? seq : Seq % (room.Head + 2)),
            19 => new PostMessage("") { CriticalResult = new("K 6.1", From % 9 == 0 ? null : "Laboratory", person, DateTimeOffset.UnixEpoch) },
            20 or 21 => new ReadBack(seq, text),
            22 => new ConfirmReadBack(seq),
            23 => new CorrectReadBack(seq, text),
            24 => new StartHandoff(IllnessSeverity.Watcher, text, [.. Enumerable.Range(0, From % 3).Select(i => new HandoffAction($"Action {i}"))], "Call early", person),
            25 => new SynthesizeHandoff(seq, text),
            26 => new AcceptHandoff(seq),
            27 => new TickAction(From % 2 == 0 ? seq : Seq % (room.Head + 2), From % 3),
            28 or 29 => Nudging(room, seq, person),
            30 => new ReachNobody(seq, Waited(room, seq) ?? person),
            _ => new Snooze(seq, 1 + From % 20),
        };
    }

    // As the job would plan it, mostly; and now and then late, or of somebody who is not to be asked.
    private Nudge Nudging(Room room, long seq, Guid person)
    {
        var part = Waited(room, seq) ?? person;
        var so = room.AskOf(seq, part)?.NudgingOf(part) ?? Hub.Core.Rooms.Asks.Nudging.None;
        var step = (NudgeStep)(1 + From % 4);
        var to = From % 7 == 0 ? person : step == NudgeStep.Person ? part : so.Step == step ? so.To(part) : person;
        var was = (so.Step == step ? so.Times : 0) + (Seq % 11 == 0 ? 1 : 0);
        return new Nudge(seq, part, to, step, was + (Seq % 13 == 0 ? 0 : 1 + From % 2), was);
    }

    private Guid? Waited(Room room, long seq) =>
        (room.Asks.GetValueOrDefault(seq) ?? room.Unclear.GetValueOrDefault(seq))?.Waited is { Length: > 0 } waited ? waited[Person % waited.Length] : null;
}

using FsCheck;
using FsCheck.Fluent;
using Hub.Core;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Duty;
using Hub.Core.Rooms.Members;
using Hub.Core.Rooms.Messages;
using Hub.Core.Rooms.Pins;

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
        from what in Gen.Choose(0, 22)
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

    /// <summary>Who does it: the house itself changes duty, mostly.</summary>
    public Guid By => What == 21 ? SystemActor.Id : RoomRun.People[Actor];

    public RoomCommand Command(long head)
    {
        var seq = Seq % (head + 2);
        var person = RoomRun.People[Person];
        var text = Texts[Person == 0 ? Seq % Texts.Length : Seq % 2];
        var expects = new Expects(What == 2 ? AskKind.Reply : AskKind.Acknowledge,
            [.. RoomRun.People.Where((_, i) => (From >> i & 1) == 1)], Person % 2 == 0 ? Minutes - 1 : null);
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
            21 or 22 => new ChangeDuty(RoomRun.Roles[Seq % 4], Person < 5 ? person : null, Instant.FromMicros(1_700_000_000_000_000 + Seq * Instant.Minute)),
            _ => From % 2 == 0 ? new Leave() : new CreateRoom(RoomKind.Channel, "Again", [person]),
        };
    }
}

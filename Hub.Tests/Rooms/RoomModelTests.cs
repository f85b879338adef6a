using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Hub.Core.Journal;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Duty;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Handoffs;
using Hub.Core.Rooms.Members;
using Hub.Core.Rooms.Messages;
using Hub.Tests.Journal;
using Hub.Tests.Rooms.Retention;
using Hub.Tests.Support;

namespace Hub.Tests.Rooms;

/// <summary>Whatever people try, in whatever order, a room stays as the contract says. A soak tries twenty times as much.</summary>
public class RoomModelTests
{
    private static readonly Config Config = Config.QuickThrowOnFailure.WithQuietOnSuccess(true)
        .WithMaxTest(Soak.On ? 6000 : 300).WithEndSize(100);

    [Fact]
    public void Decide_OnAnyCommand_KeepsTheRulesOfMembership() => ForEachStep((run, before, step, command, decision) =>
    {
        var actor = step.By;
        if (decision is Decision.Happened happened)
        {
            Assert.True(before.Has(actor) || (actor == SystemActor.Id && command is ChangeDuty or Nudge or ReachNobody));
            Assert.NotEmpty(happened.Events);
            if (command is AddMember or RemoveMember or MakeOwner or RenameRoom or AddRole or RemoveRole) Assert.True(before.IsOwner(actor));
            if (before.Kind == RoomKind.Direct) Assert.Equal(before.Members, run.Room.Members);
        }
        else if (decision is Decision.Already already) Assert.InRange(already.Seq, 1, before.Head);
        else if (!before.Has(actor) && actor != SystemActor.Id) Assert.Equal(404, ((Decision.Refused)decision).Why.Status);

        if (run.Room.Kind != RoomKind.Direct && run.Room.Members.Count > 0) Assert.Contains(run.Room.Members.Values, m => m.Role == Role.Owner);
        Assert.DoesNotContain(RoomRun.People[^1], run.Room.Members.Keys);
        Assert.DoesNotContain(SystemActor.Id, run.Room.Members.Keys);
        // Whoever holds a role of the room is in it; whoever is in it only by duty holds one.
        Assert.All(run.Room.Roles.Values, role => Assert.True(role.Holder is not { } holder || run.Room.Has(holder)));
        Assert.All(run.Room.Members.Values.Where(m => m.ByDuty), m => Assert.Contains(run.Room.Roles.Values, r => r.Holder == m.UserId));
        var asks = run.Room.Asks.Values.Concat(run.Room.Unclear.Values).ToList();
        Assert.All(asks, ask => Assert.All(ask.From, person => Assert.True(run.Room.Has(person))));
        Assert.All(asks, ask => Assert.NotEmpty(ask.Waited));
        // Who is asked as the holder of a role of the room holds it.
        Assert.All(asks.SelectMany(a => a.Roles.Select(r => (Ask: a, Role: r))), x =>
        {
            Assert.Equal(run.Room.Roles[x.Role.Id].Holder, x.Role.Holder);
            Assert.True(x.Role.Holder is not { } holder || x.Ask.From.Contains(holder));
        });
        Assert.All(asks, ask => Assert.DoesNotContain(ask.Author, ask.From));
        // The key of their table: no person is waited for twice on one message.
        Assert.Distinct(asks.SelectMany(a => a.Waited.Select(p => (a.Seq, p))));
        Assert.InRange(run.Room.Pins.Count, 0, Hub.Core.Rooms.Pins.Pin.Most);
        Assert.All(run.Room.Pins, pin => Assert.Null(run.Message(pin.Seq)!.DeletedAt));
        Assert.Equal(run.Room.Pins.Count, run.Room.Pins.DistinctBy(p => p.Seq).Count());
        if (decision is Decision.Happened { Events: [MessagePosted { Mentions: { } mentions }] }) Assert.All(mentions.People ?? [], p => Assert.True(before.Has(p)));
    });

    [Fact]
    public void Decide_OnTheSameAgain_AnswersWithWhatHadDoneIt() => ForEachStep((run, _, step, command, decision) =>
    {
        if (decision is not Decision.Happened || command is not (Acknowledge or React or DeleteMessage or AddMember or MakeOwner or AddRole or ChangeDuty or NeedClarification or TickAction)) return;
        // A guest goes with what they gave.
        if (step.By != SystemActor.Id && !run.Room.Has(step.By)) return;
        var head = run.Room.Head;
        // Behind what it did, guests may have left for whom nothing is open any more.
        var did = run.Events.FindLast(e => e.Actor != SystemActor.Id || e.Payload is not MemberRemoved)!.Seq;
        var again = Assert.IsType<Decision.Already>(run.Do(step.By, command));
        Assert.Equal((did, head), (again.Seq, run.Room.Head));
    });

    [Fact]
    public void Asks_AfterAnyRun_AreThoseThatTheContractLeavesOpen() => ForEachRun((run, _) =>
    {
        var asks = run.Room.Asks.Values.Concat(run.Room.Unclear.Values).ToList();
        Assert.Equal(Contract.OpenAsks(run.Events), asks.SelectMany(a => a.Waited.Select(p => (a.Seq, p))).ToHashSet());
        Assert.Equal(Contract.Listed(run.Events), asks.SelectMany(a => a.Listed.Select(p => (a.Seq, p))).ToHashSet());
    });

    [Fact]
    public void Guests_AfterAnyRun_AreThoseForWhomSomethingIsOpen() => ForEachRun((run, _) =>
    {
        Assert.Equal(Contract.Guests(run.Events), run.Room.Members.Values.Where(m => m.Guest).Select(m => m.UserId).ToHashSet());
        Assert.Equal(Contract.Guests(run.Events), run.Room.Guests.ToHashSet());
        var listed = Contract.Listed(run.Events).Select(l => l.Item2).ToHashSet();
        Assert.All(run.Room.Guests, guest => Assert.True(listed.Contains(guest) || run.Room.HeldBy(guest).Length > 0));
        Assert.All(run.Room.Guests, guest => Assert.False(run.Room.IsOwner(guest)));
    });

    [Fact]
    public void Nudge_InAnyRun_IsOfWhatIsOpen_OnceAndOfWhomMayBeAsked() => ForEachStep((run, before, step, command, decision) =>
    {
        if (decision is not Decision.Happened || command is not (Nudge or ReachNobody)) return;
        var (seq, part) = command is Nudge given ? (given.Seq, given.Part) : (((ReachNobody)command).Seq, ((ReachNobody)command).Part);
        var owed = Contract.Of(Contract.Open(run.Events.Take((int)before.Head)), seq, part);
        Assert.NotNull(owed);
        Assert.DoesNotContain(part, owed.Over);
        Assert.True(owed.QuietUntil.GetValueOrDefault(part) <= run.Now);
        if (command is Nudge nudge && nudge.To != part)
        {
            // Whoever wrote it alone makes it clear, and confirms it; nobody is asked for what they wait for, or are asked for anyway.
            Assert.DoesNotContain(owed.Kind, (string[])["clarify", "confirm"]);
            Assert.True(nudge.To != owed.Author && (owed.Asked(part).Contains(nudge.To) || !owed.From.Contains(nudge.To)) && nudge.To != RoomRun.People[^1]);
            Assert.True(before.Kind == RoomKind.Direct || run.Room.Has(nudge.To));
        }
        // By two nodes, or late, it is done once.
        Assert.Equal(409, Assert.IsType<Decision.Refused>(run.Do(step.By, command)).Why.Status);
    });

    [Fact]
    public void AcceptedHandoff_AfterAnyRun_LeavesTheGiverNothingThatMoves() => ForEachStep((run, before, step, command, decision) =>
    {
        if (decision is not Decision.Happened || command is not AcceptHandoff accept) return;
        var (giver, receiver) = (run.Message(accept.Seq)!.Author, RoomRun.People[step.Actor]);
        Assert.DoesNotContain(run.Room.Asks.Values, a => a.From.Contains(giver) && a.Author != receiver && a.Kind is AskKind.Acknowledge or AskKind.Reply or AskKind.ReadBack or AskKind.Action);
        foreach (var was in before.Asks.Values.Where(a => a.From.Contains(giver) && a.Author != receiver && a.Seq != accept.Seq && a.Kind is AskKind.Acknowledge or AskKind.Reply))
            Assert.Contains(receiver, run.Room.Asks[was.Seq].From);
    });

    [Fact]
    public void Fold_OfTheEventsOfAnyRun_IsTheRoom() => ForEachRun((run, split) =>
    {
        Assert.Equal(Enumerable.Range(1, run.Events.Count).Select(i => (long)i), run.Events.Select(e => e.Seq));
        Assert.Equal(run.Events.Count(e => e.Type == MessagePosted.Name), run.Room.N);
        Assert.Equal(run.Events.Count, run.Room.Head);

        Same.Room(run.Room, RoomRun.Fold(run.Events, Room.Empty(run.Room.Id)));
        Same.Room(run.Room, Saved(run.Room));
        // A saved fold plus the events since is what folding afresh gives.
        var saved = Saved(RoomRun.Fold(run.Events.Take(split), Room.Empty(run.Room.Id)));
        Same.Room(run.Room, RoomRun.Fold(run.Events.Skip(split), saved));
    });

    [Fact]
    public void Fold_OfWhatAPurgeLeaves_IsTheRoom() => ForEachRun((run, split) =>
    {
        Assert.True(run.PurgeAndFoldAgain(split));
        Assert.Equal(Contract.OpenAsks(run.Events), run.Room.Asks.Values.Concat(run.Room.Unclear.Values).SelectMany(a => a.Waited.Select(p => (a.Seq, p))).ToHashSet());
    });

    [Fact]
    public void Messages_AfterAnyRun_StandAsTheContractSays() => ForEachRun((run, _) =>
    {
        foreach (var posted in run.Events.Where(e => e.Type == MessagePosted.Name))
        {
            var message = run.Message(posted.Seq)!;
            var about = run.Events.Where(e => e.About == posted.Seq).ToList();
            var deletion = about.FirstOrDefault(e => e.Type == MessageDeleted.Name);
            Assert.Equal((deletion?.Seq, deletion?.Actor, deletion?.At), (message.DeletedSeq, message.DeletedBy, message.DeletedAt));
            if (deletion is null)
            {
                var edits = about.Where(e => e.Type == MessageEdited.Name).ToList();
                Assert.All(edits, e => Assert.Equal(posted.Actor, e.Actor));
                Assert.Equal(edits.Count, message.Edits);
                Assert.Equal(Contract.Text(edits.LastOrDefault() ?? posted), message.Text);
                Assert.Equal(about.Where(e => e.Type == Acknowledged.Name).DistinctBy(e => e.Actor).Select(e => e.Seq), message.Acknowledged.Select(a => a.Seq));
                Assert.Equal(message.Acknowledged.Count, message.Acknowledged.DistinctBy(a => a.UserId).Count());
                Assert.Equal(message.Reactions.Count, message.Reactions.DistinctBy(r => (r.UserId, r.Emoji)).Count());
            }
            else
            {
                Assert.Null(message.Text);
                Assert.DoesNotContain(about, e => e.Seq > deletion.Seq && e.Type is not MessagePosted.Name);
            }
        }
    });

    [Fact]
    public void Attachments_AfterAnyRun_AreTheAuthorsOwnAndInOneMessage() => ForEachRun((run, _) =>
    {
        var files = run.Events.Select(e => (e.Actor, e.Payload)).Where(e => e.Payload is MessagePosted { Attachments: not null })
            .SelectMany(e => ((MessagePosted)e.Payload!).Attachments!.Select(f => (e.Actor, f.Id))).ToList();
        Assert.Equal(files.Count, files.DistinctBy(f => f.Id).Count());
        Assert.All(files, f => Assert.Contains(f.Id, Enumerable.Range(f.Actor == RoomRun.People[0] ? 0 : 5, 5).Select(RoomRun.File)));
        foreach (var posted in run.Events.Where(e => e.Type == MessagePosted.Name))
        {
            var (message, data) = (run.Message(posted.Seq)!, (MessagePosted)posted.Payload!);
            if (message.DeletedAt is null && data.Attachments is null) Assert.False(string.IsNullOrWhiteSpace(message.Text));
            Assert.Equal(message.DeletedAt is null ? data.Attachments : null, message.Attachments);
        }
    });

    /// <summary>The runs are worth something: what they are to try happens in them.</summary>
    [Fact]
    public void Runs_LeadToNudgesHandOversAndGuests()
    {
        string[] wanted = ["nudged", "escalated", "nobodyReached", "snoozed", "guest gone", "askHandedOn", "resultReadBack", "dutyChanged", "messagePinned"];
        var seen = new HashSet<string>();
        // The rarest of them happens in one run of a hundred or two.
        for (var most = 0; most < 20 && wanted.Except(seen).Any(); most++)
            foreach (var run in Step.Runs.Generator.Sample(300, 100))
            {
                var room = new RoomRun(run.Kind);
                foreach (var step in run.Steps) room.Do(step.By, step.Command(room.Room), Math.Max(step.Minutes, 0));
                seen.UnionWith(room.Events.Select(e => e.Type));
                if (room.Events.Any(e => e.Payload is MemberRemoved && e.Actor == SystemActor.Id)) seen.Add("guest gone");
            }
        Assert.Empty(wanted.Except(seen));
    }

    private static Room Saved(Room room) => JsonSerializer.Deserialize<Room>(JsonSerializer.SerializeToUtf8Bytes(room, Vocabulary.Json), Vocabulary.Json)!;

    private static void ForEachStep(Action<RoomRun, Room, Step, RoomCommand, Decision> check) => Prop.ForAll(Step.Runs, (run) =>
    {
        var room = new RoomRun(run.Kind);
        foreach (var step in run.Steps)
        {
            var before = room.Room;
            var command = step.Command(before);
            check(room, before, step, command, room.Do(step.By, command, Math.Max(step.Minutes, 0)));
        }
    }).Check(Config);

    private static void ForEachRun(Action<RoomRun, int> check) => Prop.ForAll(Step.Runs, (run) =>
    {
        var room = new RoomRun(run.Kind);
        foreach (var step in run.Steps) room.Do(step.By, step.Command(room.Room), Math.Max(step.Minutes, 0));
        check(room, run.Steps.Length == 0 ? 1 : 1 + run.Steps[0].Seq % room.Events.Count);
    }).Check(Config);
}

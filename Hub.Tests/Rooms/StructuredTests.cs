using Hub.Core.Rooms;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Handoffs;
using Hub.Core.Rooms.Messages;
using Hub.Core.Rooms.Structured;

namespace Hub.Tests.Rooms;

/// <summary>Forms: what they need, and how each is brought to its end.</summary>
public class StructuredTests
{
    private static readonly Guid Amara = RoomRun.People[0], Chen = RoomRun.People[1], Rosa = RoomRun.People[2], Stranger = RoomRun.People[3];
    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch;

    private readonly RoomRun run = new(RoomKind.Channel);

    [Fact]
    public void Form_WithFieldsMissing_IsRefusedNamingEach()
    {
        Assert.Contains("background, recommendation", Refused(400, run.Do(Amara, new PostMessage("") { Sbar = new("S", " ", "A") })), StringComparison.Ordinal);
        Assert.Contains("result, toldBy, toldTo, at", Refused(400, run.Do(Amara, new PostMessage("") { CriticalResult = new() })), StringComparison.Ordinal);
        Assert.Contains("illnessSeverity, patientSummary, situationAwareness, to", Refused(400, run.Do(Amara, new StartHandoff())), StringComparison.Ordinal);
        Refused(400, run.Do(Amara, new StartHandoff(IllnessSeverity.Stable, "P", [new(" ")], "W", Chen)));
        Refused(400, run.Do(Amara, new StartHandoff(IllnessSeverity.Stable, "P", [], "W", Stranger)));
        Refused(400, run.Do(Amara, new StartHandoff(IllnessSeverity.Stable, "P", [], "W", Amara)));
        Refused(400, run.Do(Amara, new PostMessage("") { CriticalResult = new("K", "Lab", Amara, At) }));
        Refused(400, run.Do(Amara, new PostMessage("") { CriticalResult = new("K", "Lab", Chen, At.AddYears(900)) }));
        Refused(400, run.Do(Amara, new PostMessage("and") { Sbar = new("S", "B", "A", "R") }));
        Assert.Equal(1, run.Room.Head);
    }

    [Fact]
    public void Form_WithMoreThan32KbInAll_IsTooLong()
    {
        var half = new string('x', 16 * 1024);
        Refused(413, run.Do(Amara, new PostMessage("") { Sbar = new(half, half, "A", "R") }));
        Refused(413, run.Do(Amara, new StartHandoff(IllnessSeverity.Stable, half, [new(half)], "W", Chen)));
        Refused(413, run.Do(Amara, new StartHandoff(IllnessSeverity.Stable, "P", [.. Enumerable.Repeat(new HandoffAction("x"), 51)], "W", Chen)));
    }

    [Fact]
    public void Sbar_IsAMessageInWordsToo_AndIsNotEdited()
    {
        Happened(run.Do(Amara, new PostMessage("", Expects: new(AskKind.Reply, [Chen])) { Sbar = new("Breathless", "Day 2", "Embolism?", "See her") }));
        var message = run.Message(run.Room.Head)!;
        Assert.Contains("Recommendation: See her", message.Text, StringComparison.Ordinal);
        Refused(409, run.Do(Amara, new EditMessage(message.Seq, "Other")));
        Assert.Equal([Chen], run.Room.Asks[message.Seq].From);
        Happened(run.Do(Amara, new DeleteMessage(message.Seq)));
        Assert.Null(run.Message(message.Seq)!.Structure);
    }

    [Fact]
    public void CriticalResult_IsOpenUntilItsReadBackIsConfirmed()
    {
        Happened(run.Do(Amara, new PostMessage("") { CriticalResult = new("Potassium 6.1", "Laboratory", Chen, At) }));
        var seq = run.Room.Head;
        Assert.Equal(Priority.Urgent, run.Message(seq)!.Priority);
        run.Do(Chen, new Acknowledge(seq));
        run.Do(Chen, new PostMessage("Thanks", ReplyTo: seq));
        Refused(409, run.Do(Amara, new CloseAsk(seq)));
        Refused(409, run.Do(Amara, new ConfirmReadBack(seq)));
        Assert.Equal([Chen], run.Room.Asks[seq].From);

        Refused(403, run.Do(Rosa, new ReadBack(seq, "6.1")));
        Happened(run.Do(Chen, new ReadBack(seq, "Potassium 5.1")));
        Assert.Equal((AskKind.Confirm, Chen), (run.Room.Asks[seq].Kind, run.Room.Asks[seq].Author));
        Refused(403, run.Do(Chen, new ConfirmReadBack(seq)));
        Refused(409, run.Do(Amara, new HandOnAsk(seq, Rosa)));
        Happened(run.Do(Amara, new CorrectReadBack(seq, "6.1, not 5.1")));
        Assert.Equal([Chen], run.Room.Asks[seq].From);
        Happened(run.Do(Chen, new ReadBack(seq, "Potassium 6.1")));
        Happened(run.Do(Amara, new ConfirmReadBack(seq)));

        Assert.Empty(run.Room.Asks);
        Assert.Equal(["6.1, not 5.1", null], run.Message(seq)!.Structure!.Readings.Select(r => r.Correction));
    }

    [Fact]
    public void Handoff_AcceptedAfterItsSynthesis_MovesActionsAndAsksAtOnce()
    {
        Happened(run.Do(Rosa, new PostMessage("Please note", Expects: new(AskKind.Acknowledge, [Amara, Chen]))));
        var note = run.Room.Head;
        Happened(run.Do(Chen, new PostMessage("Which dose?", Expects: new(AskKind.Reply, [Amara]))));
        var ofReceiver = run.Room.Head;
        var earlier = Hand(Rosa, Amara, "Old action");
        run.Do(Amara, new SynthesizeHandoff(earlier, "Yes"));
        Happened(run.Do(Amara, new AcceptHandoff(earlier)));

        var seq = Hand(Amara, Chen, "Repeat potassium", "Call the daughter");
        Refused(409, run.Do(Chen, new AcceptHandoff(seq)));
        Refused(403, run.Do(Rosa, new SynthesizeHandoff(seq, "x")));
        Refused(409, run.Do(Amara, new CloseAsk(seq)));
        Happened(run.Do(Amara, new TickAction(seq, 1)));
        Happened(run.Do(Chen, new SynthesizeHandoff(seq, "Potassium again at six")));
        Assert.Equal([Chen], run.Room.Asks[seq].From);
        var happened = Happened(run.Do(Chen, new AcceptHandoff(seq)));

        Assert.Equal(3, happened.Events.Count);
        Assert.Equal([Chen], run.Room.Asks[note].From);
        Assert.Equal((AskKind.Action, Chen), (run.Room.Asks[earlier].Kind, run.Room.Asks[earlier].From.Single()));
        Assert.Equal((AskKind.Action, Chen), (run.Room.Asks[seq].Kind, run.Room.Asks[seq].From.Single()));
        Assert.Equal([Amara], run.Room.Asks[ofReceiver].From);
        Refused(403, run.Do(Amara, new TickAction(seq, 0)));
        Happened(run.Do(Chen, new TickAction(seq, 0)));
        Assert.IsType<Decision.Already>(run.Do(Chen, new TickAction(seq, 0)));
        Assert.DoesNotContain(seq, run.Room.Asks.Keys);
        Assert.IsType<Decision.Already>(run.Do(Chen, new AcceptHandoff(seq)));
    }

    [Fact]
    public void Handoff_HandedOn_NeedsTheSynthesisOfWhoAccepts()
    {
        var seq = Hand(Amara, Chen, "Call");
        run.Do(Chen, new SynthesizeHandoff(seq, "Understood"));
        Happened(run.Do(Chen, new HandOnAsk(seq, Rosa)));
        Refused(409, run.Do(Rosa, new AcceptHandoff(seq)));
        Refused(403, run.Do(Chen, new AcceptHandoff(seq)));
        Happened(run.Do(Rosa, new SynthesizeHandoff(seq, "Mine now")));
        Happened(run.Do(Rosa, new AcceptHandoff(seq)));
        Assert.Equal([Rosa], run.Room.Asks[seq].From);
    }

    private long Hand(Guid giver, Guid receiver, params string[] actions)
    {
        Happened(run.Do(giver, new StartHandoff(IllnessSeverity.Watcher, "P.K., bed 3", [.. actions.Select(a => new HandoffAction(a))], "Call early", receiver)));
        return run.Room.Head;
    }

    private static Decision.Happened Happened(Decision decision) => Assert.IsType<Decision.Happened>(decision);

    private static string Refused(int status, Decision decision)
    {
        var why = Assert.IsType<Decision.Refused>(decision).Why;
        Assert.Equal(status, why.Status);
        return why.Message;
    }
}

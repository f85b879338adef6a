using Hub.Core.Rooms;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Duty;
using Hub.Core.Rooms.Members;
using Hub.Core.Rooms.Messages;

namespace Hub.Tests.Rooms;

/// <summary>Who still owes what, and who may change that.</summary>
public class ClosedLoopTests
{
    private static readonly Guid Amara = RoomRun.People[0], Chen = RoomRun.People[1], Rosa = RoomRun.People[2], Stranger = RoomRun.People[3];

    private readonly RoomRun run = new(RoomKind.Channel);

    [Fact]
    public void ExpectsOfTheRoom_IsOfAllOthersAtThatMoment()
    {
        var seq = Post(new(AskKind.Acknowledge, null, 15, true));
        run.Do(Amara, new AddMember(Stranger));
        Assert.Equal([Chen, Rosa], run.Room.Asks[seq].From.Order());
        run.Do(Chen, new Acknowledge(seq));
        run.Do(Rosa, new PostMessage("Yes", ReplyTo: seq));
        Assert.Empty(run.Room.Asks);
    }

    [Fact]
    public void ExpectsAloneInTheRoom_IsRefused()
    {
        run.Do(Amara, new RemoveMember(Chen));
        run.Do(Amara, new RemoveMember(Rosa));
        Refused(400, run.Do(Amara, new PostMessage("Anybody?", Expects: new(AskKind.Reply, null, null, true))));
        Refused(400, run.Do(Amara, new PostMessage("Anybody?", Expects: new(AskKind.Reply))));
        Refused(400, run.Do(Amara, new PostMessage("Anybody?", Expects: new(AskKind.Handoff, [Chen]))));
    }

    [Fact]
    public void ExpectsOfARole_StaysWithTheRole_AndWaitsWhileNobodyHoldsIt()
    {
        run.Do(Amara, new AddRole(Role));
        Duty(Chen);
        var seq = Post(new(AskKind.Acknowledge, [Rosa]) { Roles = [Role] });
        Assert.Equal([Rosa, Chen], run.Room.Asks[seq].From);
        run.Do(Rosa, new Acknowledge(seq));

        Duty(null);
        Assert.Empty(run.Room.Asks[seq].From);
        Assert.Equal([Role], run.Room.Asks[seq].Waited);
        Refused(409, run.Do(Amara, new HandOnAsk(seq, Rosa)));
        Duty(Rosa);
        Assert.Equal([Rosa], run.Room.Asks[seq].From);
        Happened(run.Do(Rosa, new Acknowledge(seq)));
        Assert.Empty(run.Room.Asks);
    }

    [Fact]
    public void ExpectsOfARole_ThatIsNotHereOrOnesOwn_IsRefused()
    {
        Refused(400, run.Do(Amara, new PostMessage("Anybody?", Expects: new(AskKind.Reply) { Roles = [Role] })));
        run.Do(Amara, new AddRole(Role));
        Duty(Amara);
        Refused(400, run.Do(Amara, new PostMessage("Anybody?", Expects: new(AskKind.Reply) { Roles = [Role] })));
        Duty(null);
        var seq = Post(new(AskKind.Reply) { Roles = [Role] });
        Duty(Amara);
        // Who asked holds it in their own hands now.
        Assert.False(run.Room.Asks.ContainsKey(seq));
    }

    [Fact]
    public void CloseAsk_IsForWhoAsked_AndTheSecondTimeAnswersWithTheFirst()
    {
        var seq = Post(new(AskKind.Reply, [Chen, Rosa]));
        Refused(403, run.Do(Chen, new CloseAsk(seq)));
        Happened(run.Do(Amara, new CloseAsk(seq)));
        Assert.Empty(run.Room.Asks);
        Assert.Equal(run.Room.Head, Assert.IsType<Decision.Already>(run.Do(Amara, new CloseAsk(seq))).Seq);
        Assert.Equal(Amara, run.Message(seq)!.Story.Closed!.By);
    }

    [Fact]
    public void HandOn_ByWhoIsAskedOrAsked_ToAnotherMember()
    {
        var seq = Post(new(AskKind.Acknowledge, [Chen]));
        Refused(400, run.Do(Chen, new HandOnAsk(seq, Stranger)));
        Refused(400, run.Do(Chen, new HandOnAsk(seq, Amara)));
        Refused(403, run.Do(Rosa, new HandOnAsk(seq, Rosa)));
        Happened(run.Do(Chen, new HandOnAsk(seq, Rosa)));
        Assert.Equal([Rosa], run.Room.Asks[seq].From);
        Happened(run.Do(Amara, new HandOnAsk(seq, Chen)));
        Assert.Equal([Chen], run.Room.Asks[seq].From);
        Assert.Equal([Chen], run.Message(seq)!.Expects!.From);
        Assert.Equal([(Chen, Rosa), (Rosa, Chen)], run.Message(seq)!.Story.HandedOn.Select(h => (h.From, h.To)));
    }

    [Fact]
    public void HandOn_ToWhoHasAcknowledgedAlready_CanBeAcknowledgedAgain()
    {
        var seq = Post(new(AskKind.Acknowledge, [Chen, Rosa]));
        run.Do(Chen, new Acknowledge(seq));
        Happened(run.Do(Rosa, new HandOnAsk(seq, Chen)));
        Happened(run.Do(Chen, new Acknowledge(seq)));
        Assert.Empty(run.Room.Asks);
        Assert.Single(run.Message(seq)!.Acknowledged);
    }

    [Theory]
    [InlineData("reply"), InlineData("edit"), InlineData("withdrawn"), InlineData("deleted"), InlineData("gone")]
    public void NeedClarification_WaitsForTheAuthor_UntilIt(string ends)
    {
        run.Do(Chen, new PostMessage("Give 5"));
        var seq = run.Room.Head;
        Refused(409, run.Do(Chen, new NeedClarification(seq)));
        Happened(run.Do(Amara, new NeedClarification(seq)));
        Assert.Equal(run.Room.Head, Assert.IsType<Decision.Already>(run.Do(Rosa, new NeedClarification(seq))).Seq);
        Assert.Equal([Chen], run.Room.Unclear[seq].From);
        run.Do(Rosa, new PostMessage("I think mg", ReplyTo: seq));
        Assert.NotEmpty(run.Room.Unclear);

        Happened(ends switch
        {
            "reply" => run.Do(Chen, new PostMessage("5 mg", ReplyTo: seq)),
            "edit" => run.Do(Chen, new EditMessage(seq, "Give 5 mg")),
            "withdrawn" => run.Do(Amara, new CloseAsk(seq)),
            "deleted" => run.Do(Chen, new DeleteMessage(seq)),
            _ => run.Do(Amara, new RemoveMember(Chen)),
        });
        Assert.Empty(run.Room.Unclear);
    }

    [Fact]
    public void MoreThanARoomHolds_IsRefused_AndClosingMakesRoom()
    {
        for (var i = 0; i < Ask.MostAsks; i++) run.Do(Amara, new PostMessage("x", Expects: new(AskKind.Reply, [Chen])));
        Refused(409, run.Do(Amara, new PostMessage("One more", Expects: new(AskKind.Reply, [Chen]))));
        Happened(run.Do(Amara, new CloseAsk(run.Room.Asks.Keys.First())));
        Happened(run.Do(Amara, new PostMessage("One more", Expects: new(AskKind.Reply, [Chen]))));
    }

    private static Guid Role => RoomRun.Roles[0];

    private void Duty(Guid? holder)
    {
        run.Do(SystemActor.Id, new ChangeDuty(Role, holder, run.Now.AddMinutes(1)), minutes: 1);
        Assert.Equal(holder, run.Room.Roles[Role].Holder);
    }

    private long Post(Expects expects)
    {
        Happened(run.Do(Amara, new PostMessage("Potassium 6.1", Priority.Urgent, expects)));
        return run.Room.Head;
    }

    private static void Happened(Decision decision) => Assert.IsType<Decision.Happened>(decision);

    private static void Refused(int status, Decision decision) => Assert.Equal(status, Assert.IsType<Decision.Refused>(decision).Why.Status);
}

using Hub.Core;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Members;
using Hub.Core.Rooms.Messages;
using Hub.Core.Rooms.Reviews;

namespace Hub.Tests.Rooms.Reviews;

/// <summary>Preparing a review and sitting in one, pure: the agenda, files, hands and the word, notes, breaks, who chairs next.</summary>
public class LiveReviewTests
{
    private static readonly Guid Chair = RoomRun.People[0], Amara = RoomRun.People[1], Chen = RoomRun.People[2];
    private static readonly Guid[] Cases = [.. Enumerable.Range(1, 3).Select(i => new Guid($"cccccccc-0000-7000-8000-00000000000{i}"))];
    private const long Lapses = 60 * Instant.Second;

    [Fact]
    public void Agenda_CasesMoved_StandBeforeTheNeighbourNamed()
    {
        var run = Prepared();
        Happens(run, Chair, new MoveCase(Cases[2], Cases[0]));
        Assert.Equal([Cases[2], Cases[0], Cases[1]], run.Room.Review!.Cases.Select(c => c.Id));
        Happens(run, Chair, new MoveCase(Cases[2]));
        Assert.Equal(Cases, run.Room.Review!.Cases.Select(c => c.Id));
        Refused(400, run, Chair, new MoveCase(Cases[0], Cases[0]));
        Refused(404, run, Chair, new MoveCase(Cases[0], Amara));
    }

    [Fact]
    public void Case_BeforeItIsBegun_IsWrittenAnewOrDropped_AfterwardsNot()
    {
        var run = Prepared();
        Happens(run, Amara, new ChangeCase(Cases[0], "Operate now?", Chen, "M.K., 70s"));
        var changed = run.Room.Review!.Case(Cases[0])!;
        Assert.Equal(("Operate now?", Chen, "MRN 4711"), (changed.Question, changed.Presenter, changed.Identifiers));
        Happens(run, Chair, new DropCase(Cases[1]));
        Happens(run, Chair, new StartCase(Cases[0]));
        Refused(409, run, Amara, new ChangeCase(Cases[0], "Too late?"));
        Refused(409, run, Chair, new DropCase(Cases[0]));
        Assert.Equal(2, run.Room.Review!.Cases.Count);
    }

    [Fact]
    public void Files_OfAMessage_StandWithTheCase_UntilTheMessageIsDeleted()
    {
        var run = Prepared();
        Happens(run, Chair, new PostMessage("") { Attachments = [RoomRun.File(0), RoomRun.File(1)] });
        var seq = run.Room.Head;
        Happens(run, Amara, new AttachToCase(Cases[0], seq));
        Refused(409, run, Amara, new AttachToCase(Cases[0], seq));
        Refused(404, run, Amara, new AttachToCase(Cases[0], 1));
        Happens(run, Amara, new DetachFromCase(Cases[0], RoomRun.File(0)));
        Assert.Equal([RoomRun.File(1)], run.Room.Review!.Case(Cases[0])!.Files.Select(f => f.File.Id));
        Happens(run, Chair, new DeleteMessage(seq));
        Assert.Empty(run.Room.Review!.Case(Cases[0])!.Files);
    }

    [Fact]
    public void Hands_AreAQueue_AndTheWordCountsAsSpoken()
    {
        var run = Prepared();
        Happens(run, Chair, new StartCase(Cases[0]));
        foreach (var person in (Guid[])[Chair, Amara, Chen]) Happens(run, person, new AttendReview());
        Happens(run, Chen, new RaiseHand());
        Happens(run, Amara, new RaiseHand());
        Assert.IsType<Decision.Already>(run.Do(Chen, new RaiseHand()));
        Assert.Equal([Chen, Amara], run.Room.Review!.Hands.Select(h => h.UserId));
        Refused(403, run, Amara, new GiveWord());
        Happens(run, Chair, new GiveWord());
        Assert.Equal((Chen, 1), (run.Room.Review!.Speaking, run.Room.Review.Hands.Count));
        Refused(403, run, Amara, new EndWord());
        Happens(run, Chen, new EndWord());
        Assert.Equal(["Discipline 1"], run.Room.Review!.Unheard(run.Room.Review.Case(Cases[0])!));
        Happens(run, Amara, new PassOpinion(Cases[0]));
        Assert.Empty(run.Room.Review!.Unheard(run.Room.Review.Case(Cases[0])!));
        Happens(run, Chair, new LowerHand(Amara));
        Refused(409, run, Chair, new GiveWord());
    }

    [Fact]
    public void Notes_WhileOpinionsAreUnseen_AreRefused()
    {
        var run = Prepared();
        Happens(run, Chair, new StartCase(Cases[0]));
        Happens(run, Amara, new NoteOnCase(Cases[0], "Lives alone"));
        Happens(run, Chair, new OpenOpinions(Cases[0]));
        Refused(409, run, Amara, new NoteOnCase(Cases[0], "I would operate"));
        Happens(run, Chair, new RevealOpinions(Cases[0]));
        Happens(run, Amara, new NoteOnCase(Cases[0], "Family is told"));
        Assert.Equal(2, run.Room.Review!.Case(Cases[0])!.Notes.Count);
    }

    [Fact]
    public void Break_IsOfferedAfterAnHour_AndASittingBeginsAnewAfterIt()
    {
        var run = Prepared();
        Happens(run, Chair, new StartCase(Cases[0]));
        Assert.False(run.Room.Review!.Sitting!.OffersBreak(Instant.ToMicros(run.Now)));
        Happens(run, Chair, new CloseCase(Cases[0], "Time"), 61);
        Assert.True(run.Room.Review!.Sitting!.OffersBreak(Instant.ToMicros(run.Now)));
        Happens(run, Chair, new TakeBreak(15));
        Happens(run, Chair, new StartCase(Cases[1]), 10);
        var review = run.Room.Review!;
        Assert.Equal((0, null, false), (review.Sitting!.Closed, review.Break, review.Sitting.OffersBreak(Instant.ToMicros(run.Now))));
        Happens(run, Chair, new CloseCase(Cases[1], "Time"), 5);
        // The day after, it is another sitting.
        Happens(run, Chair, new StartCase(Cases[2]), 60 * 24);
        Assert.False(run.Room.Review!.Sitting!.OffersBreak(Instant.ToMicros(run.Now)));
    }

    [Fact]
    public void UnreadyCases_NearTheReview_AreToldToPresenterAndChair()
    {
        var run = Prepared();
        var at = run.Now.AddHours(30);
        Refused(403, run, Amara, new PlanReview(at, 60));
        Happens(run, Chair, new PlanReview(at, 60, ["Nurse", "nurse "]));
        Assert.Equal(["nurse"], run.Room.Review!.Plan!.Expects);
        foreach (var item in Enum.GetValues<ReadinessItem>()) Happens(run, Amara, new SetReadiness(Cases[1], item, item == ReadinessItem.Pathology ? Readiness.NotNeeded : Readiness.Present));
        var planned = Instant.ToMicros(at);
        Assert.Empty(UnreadyCases.Of(run.Room, planned - 25 * 60 * Instant.Minute));
        foreach (var (hours, before) in ((int, int)[])[(23, 24), (3, 24), (1, 2)])
        {
            var told = UnreadyCases.Of(run.Room, planned - hours * 60 * Instant.Minute).ToList();
            Assert.Equal([(Cases[0], before), (Cases[2], before)], told.Select(u => (u.CaseId, u.Before)));
            Assert.Equal([Amara, Chair], told[0].Tell);
        }
        Assert.Empty(UnreadyCases.Of(run.Room, planned));
    }

    [Fact]
    public void UnreadyCases_OfTheNextSittingInTheSameRoom_AreToldToo_ButNotWhileOneGoesOn()
    {
        var run = Prepared();
        Happens(run, Chair, new StartCase(Cases[0]));
        var at = run.Now.AddHours(12);
        Happens(run, Chair, new PlanReview(at, 60));
        Assert.Empty(UnreadyCases.Of(run.Room, Instant.ToMicros(run.Now)));
        Happens(run, Chair, new CloseCase(Cases[0], "Time"));
        Assert.Empty(UnreadyCases.Of(run.Room, Instant.ToMicros(run.Now)));
        Assert.Equal([Cases[1], Cases[2]], UnreadyCases.Of(run.Room, Instant.ToMicros(at.AddHours(-2))).Select(u => u.CaseId));
    }

    [Fact]
    public void NextChair_IsAnOwnerFirst_ThenWhoeverCameFirst_AndOnlyWhoIsHere()
    {
        var run = Prepared();
        Happens(run, Chair, new StartCase(Cases[0]));
        foreach (var person in (Guid[])[Chair, Chen, Amara]) Happens(run, person, new AttendReview());
        var now = run.Room.LastAt + 10 * Lapses;
        Dictionary<Guid, Seen> all = new() { [Chair] = new(0, now - Lapses - 1), [Amara] = new(0, now), [Chen] = new(0, now) };
        Assert.Equal(Chen, Next(all));
        Assert.Null(Next(new(all) { [Chair] = new(0, now - Lapses) }));
        Assert.Equal(Amara, Next(new(all) { [Chen] = new(0, now - Lapses) }));
        // After an outage of the database everybody is new: nobody follows before the chair had the time to come back.
        Assert.Null(Next(new(all) { [Chen] = new(now - 1, now), [Amara] = new(now - Lapses / 2, now) }));
        Happens(run, Chair, new MakeOwner(Amara));
        Assert.Equal(Amara, Next(all));
        Happens(run, Chair, new CloseCase(Cases[0], "Time"));
        Assert.Equal(Amara, Next(all));
        // Half an hour later nobody sits together any more, whoever reads in the room.
        now += 31 * Instant.Minute;
        Assert.Null(Next(all.ToDictionary(s => s.Key, s => new Seen(s.Value.Since, s.Key == Chair ? 0 : now))));

        Guid? Next(Dictionary<Guid, Seen> seen) => ChairSuccession.Next(run.Room, seen, now, Lapses);
    }

    private static RoomRun Prepared()
    {
        var run = new RoomRun(RoomKind.CaseReview);
        foreach (var id in Cases) Happens(run, Chair, new AddCase(id, "Operate on the valve?", Amara, "M.K., 60s", "MRN 4711", 10));
        return run;
    }

    private static void Happens(RoomRun run, Guid actor, RoomCommand command, long minutes = 0) => Assert.IsType<Decision.Happened>(run.Do(actor, command, minutes));

    private static void Refused(int status, RoomRun run, Guid actor, RoomCommand command) =>
        Assert.Equal(status, Assert.IsType<Decision.Refused>(run.Do(actor, command)).Why.Status);
}

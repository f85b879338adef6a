using Hub.Core.Rooms;
using Hub.Core.Rooms.Members;
using Hub.Core.Rooms.Reviews;

namespace Hub.Tests.Rooms.Reviews;

/// <summary>The rules of a review, pure.</summary>
public class ReviewTests
{
    private static readonly Guid Chair = RoomRun.People[0], Amara = RoomRun.People[1], Chen = RoomRun.People[2];
    private static readonly Guid Case = new("cccccccc-0000-7000-8000-00000000000c");

    private static readonly DateTimeOffset Later = new(2030, 1, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Case_FromAgendaToClosed_GoesThroughItsPhases()
    {
        var run = Started();
        Happens(run, Chair, new OpenOpinions(Case, ["Operate", "Wait"]));
        Happens(run, Amara, Give("Operate", 4));
        Happens(run, Chen, Give("Wait", 2));
        Happens(run, Chair, new PassOpinion(Case));
        Happens(run, Chair, new RevealOpinions(Case));
        Assert.Equal(["Operate", "Wait"], run.Room.Review!.Case(Case)!.Last!.Given.Select(o => o.Position));
        Happens(run, Chair, new OpenOpinions(Case));
        Happens(run, Chen, Give("Operate", 3));
        Happens(run, Chair, new RevealOpinions(Case));
        Happens(run, Chair, new DecideCase(Case, "Operate", "All agree", Chen, Later));
        Happens(run, Chair, new CloseCase(Case));
        Assert.Equal((CasePhase.Closed, null), (run.Room.Review.Case(Case)!.Phase, run.Room.Review.Current));
    }

    [Fact]
    public void Commitment_AfterTheReveal_IsThatOfTheOpinion()
    {
        var run = Started();
        Happens(run, Chair, new OpenOpinions(Case));
        Happens(run, Amara, Give("Operate", 4));
        var given = (OpinionGiven)run.Events[^1].Payload!;
        var common = (OpinionGiven)given.Common;
        Assert.Equal((given.Commitment, null, null, null, null), (common.Commitment, common.Position, common.Confidence, common.Reasoning, common.Salt));
        Happens(run, Chair, new RevealOpinions(Case));

        var shown = Assert.Single(((OpinionsRevealed)run.Events[^1].Payload!).Opinions);
        Assert.Equal(common.Commitment, Commitments.Of(Convert.FromBase64String(shown.Salt), shown.UserId, Case, 1, shown.Position, shown.Confidence, shown.Reasoning, shown.DeferTo));
        Assert.NotEqual(common.Commitment, Commitments.Of(Convert.FromBase64String(shown.Salt), shown.UserId, Case, 1, "Wait", shown.Confidence, shown.Reasoning, shown.DeferTo));
    }

    [Fact]
    public void OpinionGivenAgain_BeforeTheReveal_TheLastCounts_AfterIt_IsRefused()
    {
        var run = Started();
        Happens(run, Chair, new OpenOpinions(Case));
        Happens(run, Amara, Give("Operate", 4));
        Happens(run, Amara, Give("Wait", 1));
        Happens(run, Chair, new RevealOpinions(Case));
        Assert.Equal("Wait", Assert.Single(run.Room.Review!.Case(Case)!.Last!.Given).Position);
        Refused(409, run, Amara, Give("Operate", 4));
    }

    [Fact]
    public void WhatIsMeantForOneRound_IsNotTakenForAnother()
    {
        var run = Started();
        Refused(409, run, Chair, new RevealOpinions(Case, 1));
        Happens(run, Chair, new OpenOpinions(Case));
        Happens(run, Amara, Give("Operate", 4) with { Round = 1 });
        Refused(409, run, Chen, new PassOpinion(Case, 0));
        Happens(run, Chen, new PassOpinion(Case, 1));
        Happens(run, Chair, new RevealOpinions(Case, 1));
        Refused(409, run, Chair, new PassOpinion(Case, 1));
        Happens(run, Chair, new OpenOpinions(Case));
        // What was kept back on the way until the second round.
        foreach (var (who, late) in ((Guid, RoomCommand)[])[(Chen, Give("Wait", 2) with { Round = 1 }), (Amara, new PassOpinion(Case, 1)), (Chair, new RevealOpinions(Case, 1))]) Refused(409, run, who, late);
        Assert.Equal((2, 0), (run.Room.Review!.Case(Case)!.Last!.Number, run.Room.Review.Case(Case)!.Last!.Given.Count));
        Happens(run, Chen, Give("Wait", 2) with { Round = 2 });
        // Older pages name none.
        Happens(run, Amara, Give("Wait", 3));
        Happens(run, Chair, new RevealOpinions(Case, 2));
        Happens(run, Chair, new PassOpinion(Case, 0));
    }

    [Fact]
    public void IdentifiersReplaced_IsSaidOfTheCase_AndKeptOnesAreNot()
    {
        var run = new RoomRun(RoomKind.CaseReview);
        Happens(run, Chair, new AddCase(Case, "Operate?"));
        Happens(run, Amara, new ChangeCase(Case, "Operate?", Identifiers: "MRN 1"));
        Happens(run, Amara, new ChangeCase(Case, "Operate now?"));
        Happens(run, Amara, new ChangeCase(Case, "Operate now?", Identifiers: "MRN 1 "));
        Assert.Null(run.Room.Review!.Case(Case)!.Reidentified);

        Happens(run, Chen, new ChangeCase(Case, "Operate now?", Identifiers: "MRN 2"));
        var common = (CaseChanged)((CaseChanged)run.Events[^1].Payload!).Common;
        Assert.Equal((true, null), (common.Reidentified, common.Identifiers));
        Happens(run, Amara, new ChangeCase(Case, "Operate?"));
        Assert.Equal(Chen, run.Room.Review!.Case(Case)!.Reidentified!.By);
    }

    [Fact]
    public void Close_WithADisciplineUnheard_NeedsAReason()
    {
        var run = Started();
        Happens(run, Amara, new AttendReview());
        Happens(run, Chair, new OpenOpinions(Case));
        Refused(409, run, Chair, new CloseCase(Case, "Whatever"));
        Happens(run, Chair, new RevealOpinions(Case));
        Happens(run, Chair, new DecideCase(Case, "Operate", "Clear", Chen, Later));
        Refused(409, run, Chair, new CloseCase(Case));
        Happens(run, Chair, new CloseCase(Case, "She was called away"));
    }

    [Fact]
    public void WhatOnlyTheChairDoes_IsForbiddenToOthers_AndAnOwnerMayTakeTheChair()
    {
        var run = Started();
        foreach (var command in (RoomCommand[])[new OpenOpinions(Case), new RevealOpinions(Case), new CloseCase(Case, "x"), new StartCase(Case), new MoveCase(Case)]) Refused(403, run, Amara, command);
        Refused(403, run, Amara, new HandOverChair(Amara));
        Happens(run, Chair, new MakeOwner(Amara));
        Happens(run, Amara, new HandOverChair(Amara));
        Refused(403, run, Chair, new OpenOpinions(Case));
        Happens(run, Amara, new OpenOpinions(Case));
    }

    [Fact]
    public void ChairWhoLeaves_LeavesTheChairToAnOwner()
    {
        var run = Started();
        Happens(run, Chair, new MakeOwner(Chen));
        Happens(run, Chair, new Leave());
        Assert.Equal(Chen, run.Room.Review!.Chair);
    }

    [Fact]
    public void TextsOfNothingButBlanks_AreNoTexts_AndAsLongAsOthersAtMost()
    {
        var (run, other) = (Started(), Guid.CreateVersion7());
        var long_ = new string(' ', Review.LongestText + 1);
        Refused(413, run, Amara, new AddCase(other, "Wait?", Context: long_));
        Refused(413, run, Amara, new AddCase(other, "Wait?", Identifiers: long_));
        Happens(run, Amara, new AddCase(other, "Wait?", Context: " ", Identifiers: " "));
        Assert.Equal((null, null), (run.Room.Review!.Case(other)!.Context, run.Room.Review.Case(other)!.Identifiers));
        Happens(run, Chair, new OpenOpinions(Case));
        Refused(413, run, Amara, new GiveOpinion(Case, "Operate", Reasoning: long_));
        Happens(run, Amara, new GiveOpinion(Case, "Operate", Reasoning: " ") { Id = Guid.CreateVersion7() });
        Assert.Null(Assert.Single(run.Room.Review.Case(Case)!.Last!.Given).Reasoning);
        Happens(run, Chair, new RevealOpinions(Case));
        Refused(413, run, Chair, new DecideCase(Case, "Operate", "Clear", Chen, Later, Deferral: long_));
        Happens(run, Chair, new DecideCase(Case, "Operate", "Clear", Chen, Later, Deferral: " "));
        Assert.Null(run.Room.Review.Case(Case)!.Decision!.Deferral);
        Refused(413, run, Chair, new CloseCase(Case, long_));
    }

    [Fact]
    public void Dates_ThatNobodyMeans_AreRefused()
    {
        // What is not due yet is kept: a slip of the finger would keep it for ever.
        var run = Started();
        foreach (var years in (int[])[11, 7900])
        {
            Refused(400, run, Chair, new DecideCase(Case, "Operate", "Clear", Chen, run.Now.AddYears(years)));
            Refused(400, run, Chair, new PlanReview(run.Now.AddYears(years), 60));
        }
    }

    [Fact]
    public void Identifiers_AreInNoViewOfTheEvent()
    {
        var run = Started();
        var added = run.Events.Single(e => e.Type == "caseAdded");
        Assert.Contains("MRN 4711", System.Text.Encoding.UTF8.GetString(added.Data!), StringComparison.Ordinal);
        Assert.DoesNotContain("MRN 4711", System.Text.Encoding.UTF8.GetString(added.CommonData!), StringComparison.Ordinal);
    }

    private static GiveOpinion Give(string position, int confidence) => new(Case, position, confidence, "Because") { Id = Guid.CreateVersion7() };

    private static RoomRun Started()
    {
        var run = new RoomRun(RoomKind.CaseReview);
        Happens(run, Amara, new AddCase(Case, "Operate on the valve?", Amara, "M.K., 60s, female", "MRN 4711", 10));
        Happens(run, Chair, new StartCase(Case));
        return run;
    }

    private static void Happens(RoomRun run, Guid actor, RoomCommand command) => Assert.IsType<Decision.Happened>(run.Do(actor, command, 1));

    private static void Refused(int status, RoomRun run, Guid actor, RoomCommand command) =>
        Assert.Equal(status, Assert.IsType<Decision.Refused>(run.Do(actor, command, 1)).Why.Status);
}

using FsCheck;
using FsCheck.Fluent;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Reviews;
using Hub.Core.Rooms.Reviews.FollowUp;
using Hub.Core.Rooms.Reviews.Record;

namespace Hub.Tests.Rooms.Reviews;

/// <summary>What may stand as evidence, and the rules of what comes after a case.</summary>
public class EvidenceTests
{
    [Theory]
    [InlineData("https://www.escardio.org/guidelines?year=2021#valve", true)]
    [InlineData("http://intranet/sop/17", true)]
    [InlineData("ESC 2021: valvular heart disease, class IIa", false)]
    [InlineData("doi:10.1093/eurheartj/ehab395", false)]
    [InlineData("PMID: 34453165", false)]
    [InlineData("See https://www.escardio.org, chapter 4", false)]
    public void Evidence_ThatIsALinkOrAReference_IsTaken(string text, bool link)
    {
        Assert.Null(Evidence.Wrong(text));
        Assert.Equal(link, Evidence.IsLink(text));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JavaScript:alert(1)")]
    [InlineData(" data:text/html,hello")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.org/x")]
    [InlineData("https://")]
    [InlineData("https://www.escardio.org@evil.example/")]
    [InlineData("line\nline")]
    public void Evidence_ThatOnlyLooksLikeALink_IsRefused(string text)
    {
        Assert.Equal(400, Evidence.Wrong(text)?.Status);
        Assert.False(Evidence.IsLink(text));
    }

    /// <summary>However somebody spells it: what a page would show as a link is http or https, and names no one before its host.</summary>
    [Fact]
    public void Link_OfAnyText_IsHttp() => Prop.ForAll(
        Arb.From(Gen.Elements("http", "https", "HTTPS", "javascript", "data", "ftp", " http", "\u0000https").SelectMany(s => Gen.Elements(":", "://", ":/", ":///").SelectMany(m => Gen.Elements("host", "user@host", "", "host/a b", "[::1]/x").Select(r => s + m + r)))),
        text => !Evidence.IsLink(text) || (text.Trim().StartsWith("http", StringComparison.OrdinalIgnoreCase) && !text.Contains('@', StringComparison.Ordinal) && Evidence.Wrong(text) is null)).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void OutcomeAndSignature_BeforeTheirTime_AreRefused()
    {
        var (chair, amara, chen) = (RoomRun.People[0], RoomRun.People[1], RoomRun.People[2]);
        var id = AnyReviewTests.Cases[0];
        var run = new RoomRun(RoomKind.CaseReview);
        run.Do(chair, new AddCase(id, "Operate?") { Id = Guid.CreateVersion7() });
        Refused(409, run, chair, new RecordOutcome(id, DecisionOutcome.Implemented, "Done"));
        Refused(409, run, SystemActor.Id, Sign(run, chair));
        run.Do(chair, new StartCase(id) { Id = Guid.CreateVersion7() });
        run.Do(chair, new DecideCase(id, "Operate", "Clear", amara, run.Now.AddDays(2)) { Id = Guid.CreateVersion7() });
        Refused(409, run, chair, new RecordOutcome(id, DecisionOutcome.Implemented, "Done"));
        Refused(409, run, SystemActor.Id, Sign(run, chair));
        run.Do(chair, new CloseCase(id, "Heard enough") { Id = Guid.CreateVersion7() });

        Refused(403, run, chen, new RecordOutcome(id, DecisionOutcome.Implemented, "Done"));
        Refused(400, run, amara, new RecordOutcome(id, DecisionOutcome.Implemented, " "));
        Refused(409, run, SystemActor.Id, Sign(run, amara));
        Refused(404, run, SystemActor.Id, Sign(run, RoomRun.People[4]));
        // No person gives it, so nobody signs in another's name.
        Assert.Throws<Refusal>(() => Vocabulary.ReadCommand(System.Text.Json.JsonElement.Parse($$"""{"id":"{{Guid.CreateVersion7()}}","type":"signMinutes","by":"{{amara}}","seq":1,"link":"","hash":"","method":"password"}""")));
        Assert.IsType<Decision.Happened>(run.Do(SystemActor.Id, Sign(run, chair)));
        Assert.IsType<Decision.Happened>(run.Do(amara, new RecordOutcome(id, DecisionOutcome.Partly, "Half of it") { Id = Guid.CreateVersion7() }));
        Assert.IsType<Decision.Happened>(run.Do(chair, new RecordOutcome(id, DecisionOutcome.Implemented, "All of it since") { Id = Guid.CreateVersion7() }));
        Assert.Equal(DecisionOutcome.Implemented, run.Room.Review!.Case(id)!.Outcome!.Outcome);
    }

    private static SignMinutes Sign(RoomRun run, Guid by) => new(by, run.Room.Head, "00", "11", SigningMethod.Password) { Id = Guid.CreateVersion7() };

    private static void Refused(int status, RoomRun run, Guid actor, RoomCommand command) =>
        Assert.Equal(status, Assert.IsType<Decision.Refused>(run.Do(actor, command with { Id = Guid.CreateVersion7() })).Why.Status);
}

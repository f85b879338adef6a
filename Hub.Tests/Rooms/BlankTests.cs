using Hub.Core;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Messages;
using Hub.Core.Rooms.Reviews;
using Hub.Core.Rooms.Structured;

namespace Hub.Tests.Rooms;

public class BlankTests
{
    [Theory]
    [InlineData(null), InlineData(""), InlineData(" \t\n"), InlineData("\u200b"), InlineData("\ufeff \u200d"), InlineData("\u00ad"), InlineData("\u3164"), InlineData("\u2800"), InlineData("\u115f\ufe0f"), InlineData("\udb40\udc20"), InlineData("\ufff0")]
    public void TextThatShowsNothing_IsBlank_AndRefusedWhereOneIsNeeded(string? text)
    {
        Assert.True(Blank.Is(text));
        Assert.Null(Blank.Said(text));
        var run = new RoomRun(RoomKind.Channel);
        if (text is not null) Assert.Equal(400, Refusal(run, new PostMessage(text)));
        Assert.Equal(400, Refusal(run, new PostMessage("") { Sbar = new("S", text, "A", "R") }));
        Assert.Equal(1, run.Room.Head);
    }

    [Theory]
    [InlineData("\u200b"), InlineData("\ufeff \u200d"), InlineData("\u2800"), InlineData("\u115f\ufe0f")]
    public void TextThatShowsNothing_IsNoReaction_NoOption_AndNoDiscipline(string text)
    {
        var talk = new RoomRun(RoomKind.Channel);
        talk.Do(RoomRun.People[0], new PostMessage("."));
        Assert.Equal(400, Refusal(talk, new React(2, text, true)));
        var review = new RoomRun(RoomKind.CaseReview);
        var found = Guid.CreateVersion7();
        review.Do(RoomRun.People[0], new AddCase(found, "Operate?"));
        review.Do(RoomRun.People[0], new StartCase(found));
        var head = review.Room.Head;
        Assert.Equal(400, Refusal(review, new OpenOpinions(found, ["Wait", text])));
        Assert.Equal(400, Refusal(review, new PlanReview(review.Now.AddDays(1), 30, ["nurse", text])));
        Assert.Equal(400, Refusal(review, new AddCase(Guid.CreateVersion7(), text)));
        Assert.Equal(head, review.Room.Head);
        review.Do(RoomRun.People[0], new OpenOpinions(found, ["Wait", "Operate"]));
        Assert.Equal(head + 1, review.Room.Head);
    }

    [Theory]
    [InlineData("."), InlineData("\u200b1"), InlineData("👩‍⚕️"), InlineData("한"), InlineData("\u0301"), InlineData("⠿"), InlineData("\u06dd")]
    public void TextThatShowsAnything_IsNot(string text)
    {
        Assert.False(Blank.Is(text));
        Assert.Equal(text, Blank.Said($" {text}\n"));
        Assert.False(Blank.IsOrOver(text.Length, text));
        Assert.True(Blank.IsOrOver(text.Length - 1, text));
        var run = new RoomRun(RoomKind.Channel);
        run.Do(RoomRun.People[0], new PostMessage(text));
        Assert.Equal(2, run.Room.Head);
    }

    private static int Refusal(RoomRun run, RoomCommand command) => Assert.IsType<Decision.Refused>(run.Do(RoomRun.People[0], command)).Why.Status;
}

using Hub.Core;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Messages;
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

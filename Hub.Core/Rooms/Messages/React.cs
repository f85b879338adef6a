using System.Globalization;
using System.Text;

namespace Hub.Core.Rooms.Messages;

[Command("react")]
public sealed record React(long Seq, string Emoji, bool On) : RoomCommand
{
    /// <summary>Different emoji on one message.</summary>
    private const int MostKinds = 20;
    /// <summary>Reactions given and taken back on one message: each is kept, and read whenever the message is.</summary>
    private const int MostChanges = 5000;

    public override IEnumerable<long> Messages => [Seq];

    public override bool Fits(RoomKind kind) => true;

    public override Decision Decide(Room room, in Deciding by)
    {
        if (!IsOneEmoji(Emoji)) return Refusal.Malformed("A reaction is one emoji.");
        if (by.Facts.Message(Seq) is not { } message) return Refusal.NotFound("There is no such message.");
        if (message.DeletedAt is not null) return Refusal.Conflict("The message was deleted.");
        var actor = by.Actor;
        var mine = message.Reactions.FirstOrDefault(r => r.Emoji == Emoji && r.UserId == actor);
        if (On && mine is not null) return new Decision.Already(mine.Seq);
        if (!On && mine is null) return new Decision.Already(message.LastSeq);
        if (On && message.Reactions.Select(r => r.Emoji).Append(Emoji).Distinct().Count() > MostKinds)
            return Refusal.Conflict($"A message carries at most {MostKinds} different reactions.");
        return message.ReactionChanges < MostChanges ? new Reacted(Seq, Emoji, On) : Refusal.Conflict("This message has had all the reactions it can carry.");
    }

    /// <summary>One grapheme cluster (Unicode UAX 29) without letters, so that a reaction cannot carry text.</summary>
    private static bool IsOneEmoji(string text) =>
        text.Length <= 32 && !Blank.Is(text)
        && StringInfo.GetNextTextElementLength(text) == text.Length
        && text.EnumerateRunes().All(r => r != Rune.ReplacementChar && !Rune.IsLetter(r) && !Rune.IsControl(r) && !Rune.IsWhiteSpace(r))
        && text.EnumerateRunes().Any(r => r.Value > 0xFF);
}

[Event(Name)]
public sealed record Reacted(long Seq, string Emoji, bool On) : RoomEvent
{
    public const string Name = "reacted";

    public override long? About => Seq;
}

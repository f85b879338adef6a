using Hub.Core.Rooms.Messages;

namespace Hub.Core.Rooms.Walls;

/// <summary>Thanks somebody on their team's wall, or the whole team.</summary>
/// <param name="Text">A few words.</param>
/// <param name="To">Members of the wall; none when it is to the team.</param>
/// <param name="Source">The message it is for; one that the giver can see.</param>
[Command("giveThanks")]
public sealed record GiveThanks(ThanksValue Value, string Text, IReadOnlyList<Guid>? To = null, bool? Team = null, MessagePlace? Source = null) : RoomCommand
{
    public override MessagePlace? Elsewhere => Source;

    public override bool Fits(RoomKind kind) => kind == RoomKind.Wall;

    public override Decision Decide(Room room, in Deciding by)
    {
        List<Guid> to = [.. (To ?? []).Distinct()];
        if (Team == true && to.Count > 0) return Refusal.Malformed("Thank people or the whole team, not both at once.");
        if (Team != true && to.Count == 0) return Refusal.Malformed("Say whom you thank.");
        if ((WallRules.Text(Text) ?? WallRules.To(room, by.Actor, to)) is { } no) return no;
        if (Source is not null && !by.Facts.SeesElsewhere) return Refusal.NotFound("The message that it came of is not there, or not for you.");
        return new MessagePosted(Text.Trim()) { Thanks = new(Value, to, Team == true, Source) };
    }
}

/// <summary>A formal award, given by a lead of the team.</summary>
/// <param name="Name">What it is called, "Nurse of the month" say.</param>
/// <param name="Text">What it is given for.</param>
[Command("giveAward")]
public sealed record GiveAward(string Name, string Text, IReadOnlyList<Guid> To) : RoomCommand
{
    public const int LongestName = 100;

    public override bool Fits(RoomKind kind) => kind == RoomKind.Wall;

    public override Decision Decide(Room room, in Deciding by)
    {
        if (!room.IsOwner(by.Actor)) return Refusal.Forbidden("Only a lead of the team gives an award. Anybody can give thanks.");
        List<Guid> to = [.. To.Distinct()];
        if (Blank.Is(Name)) return Refusal.Malformed("An award needs a name.");
        if (Name.Trim().Length > LongestName) return Refusal.TooLong($"The name of an award has at most {LongestName} characters.");
        if (to.Count == 0) return Refusal.Malformed("Say who has the award.");
        if ((WallRules.Text(Text) ?? WallRules.To(room, by.Actor, to)) is { } no) return no;
        return new MessagePosted(Text.Trim()) { Award = new(Name.Trim(), to) };
    }
}

/// <summary>What thanks and awards check alike.</summary>
internal static class WallRules
{
    /// <summary>UTF-16 units.</summary>
    public const int LongestText = 500;
    private const int MostPeople = 50;

    public static Refusal? Text(string text) =>
        Blank.Is(text) ? Refusal.Malformed("A few words are needed.")
        : text.Trim().Length > LongestText ? Refusal.TooLong($"A few words: at most {LongestText} characters.")
        : null;

    public static Refusal? To(Room room, Guid giver, IReadOnlyList<Guid> to) =>
        to.Contains(giver) ? Refusal.Malformed("One does not thank oneself.")
        : to.Count > MostPeople ? Refusal.TooLong($"At most {MostPeople} people at once. Thank the team.")
        : !to.All(room.Has) ? Refusal.Malformed("Somebody you named is not in this team.")
        : room.Wall!.KeptOut.Contains(giver) ? Refusal.Conflict("You keep out of thanks. On your own page you can take part again, and then give some.")
        : to.Any(room.Wall.KeptOut.Contains) ? Refusal.Conflict("Somebody you named prefers not to be thanked in public. Tell them in person: they will be glad of it.")
        : null;
}

using System.Text.Json.Serialization;
using Hub.Core.Journal;
using Hub.Core.Rooms.Members;

namespace Hub.Core.Rooms.Walls;

/// <summary>The team is like this: its wall has the same members, its leads as owners, and the same people keep out. Given again, late, or by two nodes at once it does one thing.</summary>
/// <param name="Version">Grows with each change of the team.</param>
[Command("matchTeam"), OfTheSystem]
public sealed record MatchTeam(long Version, IReadOnlyList<FirstMember> Members, IReadOnlyList<Guid> KeptOut) : RoomCommand
{
    public override bool Fits(RoomKind kind) => kind == RoomKind.Wall;

    public override Decision Decide(Room room, in Deciding by)
    {
        if (Version <= room.Wall!.Version) return new Decision.Already(room.Wall.Since);
        var there = Members.Select(m => m.UserId).ToHashSet();
        return new Decision.Happened([
            new TeamMatched(Version, KeptOut),
            .. Members.Where(m => !room.Members.TryGetValue(m.UserId, out var was) || was.Role != m.Role).Select(m => new MemberAdded(m.UserId, m.Role)),
            .. room.Members.Keys.Where(p => !there.Contains(p)).Order().Select(p => new MemberRemoved(p)),
        ]);
    }
}

/// <param name="KeptOut">Stays in the house: who keeps out is nobody else's business.</param>
[Event("teamMatched")]
public sealed record TeamMatched(long Version, IReadOnlyList<Guid> KeptOut) : RoomEvent
{
    [JsonIgnore]
    public override RoomEvent Common => this with { KeptOut = [] };

    public override Room Apply(Room room, JournalEvent header) => room with { Wall = new(Version, header.Seq, [.. KeptOut]) };
}

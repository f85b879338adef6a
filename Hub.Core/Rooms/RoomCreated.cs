using System.Collections.Immutable;
using Hub.Core.Journal;

namespace Hub.Core.Rooms;

public sealed record FirstMember(Guid UserId, Role Role);

/// <summary>Always the first event of a room.</summary>
[Event("roomCreated")]
public sealed record RoomCreated(RoomKind Kind, string? Title, IReadOnlyList<FirstMember> Members) : RoomEvent
{
    public override Room Apply(Room room, JournalEvent header) => room with
    {
        Kind = Kind,
        Title = Title,
        Members = Members.ToImmutableDictionary(m => m.UserId, m => new Member(m.UserId, m.Role, header.Seq)),
        Review = Kind == RoomKind.CaseReview ? Reviews.Review.New(header.Actor) with { ChairSince = header.At } : null,
        Wall = Kind == RoomKind.Wall ? Walls.Wall.New : null,
    };
}

/// <summary>
/// Makes a room. It goes through the same door as every command; the room's id is derived from what makes it the same room
/// (its members if direct, the command id otherwise), so that doing it again returns it.
/// </summary>
/// <param name="Series">When it meets: of a feedback series, which is planned as it is made.</param>
[Command("createRoom")]
public sealed record CreateRoom(RoomKind Kind, string? Title, IReadOnlyList<Guid> Members, Feedback.SeriesPlan? Series = null) : RoomCommand
{
    public const int MostMembers = 2000;

    public override IEnumerable<Guid> People => Members;

    public override Decision Decide(Room room, in Deciding by)
    {
        if (room.Head > 0) return new Decision.Already(1);
        var facts = by.Facts;
        var actor = by.Actor;
        var people = Members.Append(actor).Distinct().ToList();
        if (!Enum.IsDefined(Kind)) return Refusal.Malformed("There is no such kind of room.");
        // A wall is made by the house, and gets its members from its team.
        if (Kind == RoomKind.Wall) return actor == SystemActor.Id ? new RoomCreated(Kind, null, []) : Refusal.Malformed("A team has its wall by itself.");
        if (people.Any(p => p != actor && !facts.Exists(p))) return Refusal.Malformed("One of the members is unknown or disabled.");
        if (people.Count > MostMembers) return Refusal.TooLong($"A room has at most {MostMembers} members.");
        if (Kind == RoomKind.Direct)
        {
            if (people.Count is < 2 or > 9) return Refusal.Malformed("A direct room is between two and nine people.");
            return new RoomCreated(Kind, null, [.. people.Select(p => new FirstMember(p, Role.Member))]);
        }
        if (RenameRoom.Fault(Title) is { } fault) return fault;
        var created = new RoomCreated(Kind, Title!.Trim(), [.. people.Select(p => new FirstMember(p, p == actor ? Role.Owner : Role.Member))]);
        if (Kind != RoomKind.FeedbackSeries) return created;
        if (Series is null) return Refusal.Malformed("A series is made by POST /api/series.");
        return Series.Fault() is { } wrong ? wrong : new Decision.Happened([created, new Feedback.SeriesPlanned(Series)]);
    }
}

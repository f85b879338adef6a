using Hub.Core.Data;
using Hub.Core.Rooms;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Notifications.Contacts;

/// <summary>
/// Which of what its members are told concerns a team: its wall and digest, its series, rooms in which a role of its is, and rooms that are only its members'.
/// What two people write to each other, or what somebody is told of another team, is none of its business.
/// </summary>
public sealed class TeamConcerns(IDbContextFactory<HubDb> databases, RoomReader rooms)
{
    /// <param name="told">Notices of one person.</param>
    /// <param name="teams">Of which that person is a member.</param>
    /// <returns>Ids of notices, by the team that they concern.</returns>
    public async Task<ILookup<Guid, Guid>> OfAsync(IReadOnlyList<NotificationRow> told, IReadOnlyCollection<Guid> teams, CancellationToken cancel = default)
    {
        if (teams.Count == 0) return Array.Empty<(Guid Team, Guid Notice)>().ToLookup(x => x.Team, x => x.Notice);
        await using var db = await databases.CreateDbContextAsync(cancel);
        Guid[] asked = [.. teams], at = [.. told.Select(n => n.Room).OfType<Guid>().Distinct()], about = [.. told.Where(n => n.Kind == NoticeKind.Digest).Select(n => n.Subject).OfType<Guid>()];
        var digests = await db.Digests.AsNoTracking().Where(d => EF.Parameter(about).Contains(d.Id)).ToDictionaryAsync(d => d.Id, d => d.TeamId, cancel);
        var walls = await db.Walls.AsNoTracking().Where(w => EF.Parameter(at).Contains(w.Room)).ToDictionaryAsync(w => w.Room, w => w.TeamId, cancel);
        var roles = await db.DutyRoles.AsNoTracking().Where(r => EF.Parameter(asked).Contains(r.TeamId)).ToDictionaryAsync(r => r.Id, r => r.TeamId, cancel);
        var members = (await db.TeamMembers.AsNoTracking().Where(m => EF.Parameter(asked).Contains(m.TeamId)).ToListAsync(cancel)).ToLookup(m => m.TeamId, m => m.PersonId);
        var found = (await rooms.LoadAsync(at, cancel)).ToDictionary(r => r.Id);
        return (from team in asked
                from notice in told
                where notice.Kind == NoticeKind.Digest ? notice.Subject is { } digest && digests.GetValueOrDefault(digest) == team
                    : notice.Room is { } room && found.TryGetValue(room, out var open) && IsOf(open, team)
                select (Team: team, Notice: notice.Id)).ToLookup(x => x.Team, x => x.Notice);

        bool IsOf(Room room, Guid team) => room.Kind switch
        {
            RoomKind.Direct => false,
            RoomKind.Wall => walls.GetValueOrDefault(room.Id) == team,
            RoomKind.FeedbackSeries when room.Series?.Plan.Team is { } its => its == team,
            _ => room.Roles.Keys.Any(r => roles.GetValueOrDefault(r) == team) || IsOnlyOf(room, [.. members[team]]),
        };
    }

    // Whoever is here for one message, or by a role, does not make it another's room.
    private static bool IsOnlyOf(Room room, HashSet<Guid> team) => room.Members.Values.Where(m => !m.Guest && !m.ByDuty).All(m => team.Contains(m.UserId));
}

using Hub.Core.Data;
using Hub.Core.Notifications;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Members;
using Hub.Core.Rooms.Messages;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Nudges;

/// <summary>One part of an open ask that is looked at.</summary>
/// <param name="NextAt">UTC microseconds as the row said it, so that only this look is taken back.</param>
internal sealed record DuePart(Room Room, Ask Ask, Guid Part, long NextAt);

/// <summary>Reads by whom each of many parts can be reached and by which policy, in a handful of queries however many they are.</summary>
public sealed class NudgePeople(IDbContextFactory<HubDb> databases, Standings standings)
{
    /// <summary>The policy is the one of the asked role's team, else of the person's oldest team.</summary>
    internal async Task<Func<DuePart, (NudgePolicy Policy, NudgeReach Reach)>> ReadAsync(IReadOnlyList<DuePart> parts, DateTimeOffset now, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await db.Database.OpenConnectionAsync(cancel);
        Guid[] asked = [.. parts.Select(p => p.Part).Concat(parts.SelectMany(p => p.Room.Roles.Keys)).Distinct()];
        var memberships = (await (from m in db.TeamMembers.AsNoTracking()
                                  join t in db.Teams on m.TeamId equals t.Id
                                  where EF.Parameter(asked).Contains(m.PersonId)
                                  orderby t.CreatedAt, t.Id
                                  select new { m.PersonId, m.TeamId }).ToListAsync(cancel)).ToLookup(m => m.PersonId, m => m.TeamId);
        var named = await db.DutyRoles.AsNoTracking().Where(r => EF.Parameter(asked).Contains(r.Id)).ToListAsync(cancel);
        Guid[] teams = [.. memberships.SelectMany(m => m.Take(1)).Concat(named.Select(r => r.TeamId)).Distinct()];
        var roles = (await db.DutyRoles.AsNoTracking().Where(r => EF.Parameter(teams).Contains(r.TeamId)).OrderBy(r => r.Name).ThenBy(r => r.Id).ToListAsync(cancel)).ToDictionary(r => r.Id);
        Guid[] roleIds = [.. roles.Keys];
        var holders = (await db.Shifts.AsNoTracking().Where(s => EF.Parameter(roleIds).Contains(s.RoleId) && s.From <= now && s.To > now).ToListAsync(cancel)).ToDictionary(s => s.RoleId, s => s.PersonId);
        var leads = (await db.TeamMembers.AsNoTracking().Where(m => EF.Parameter(teams).Contains(m.TeamId) && m.Lead).OrderBy(m => m.PersonId).ToListAsync(cancel)).ToLookup(m => m.TeamId, m => m.PersonId);
        var policies = await NudgePolicies.OfAsync(db, teams, cancel);
        var standing = await StandingAsync([.. parts.Select(p => p.Part), .. parts.Select(p => p.Ask.NudgingOf(p.Part).To(p.Part)), .. roles.Values.Select(r => r.CoverId).OfType<Guid>(), .. holders.Values, .. leads.SelectMany(l => l)], now, cancel);
        return Reach;

        (NudgePolicy, NudgeReach) Reach(DuePart due)
        {
            var (room, ask, part, _) = due;
            Guid[] own = [.. ask.Roles.Where(r => (r.Holder ?? r.Id) == part).Select(r => r.Id)];
            Guid? team = own.Select(r => roles.GetValueOrDefault(r)?.TeamId).OfType<Guid>().Cast<Guid?>().FirstOrDefault() ?? memberships[part].Cast<Guid?>().FirstOrDefault();
            var meant = standing.GetValueOrDefault(part);
            var ofTeam = roles.Values.Where(r => r.TeamId == team).Select(r => r.Id);
            return (team is { } its && policies.TryGetValue(its, out var changed) ? changed.Policy : NudgePolicy.Standard, new(
                meant is not null && (ask.IsPersonal || Instead(meant, ask.Priority, room) is null) ? Of(meant) : null,
                Present(due),
                Resolved([.. meant?.Preferences.StandIn is { } standIn ? [standIn] : (Guid[])[], .. own.Select(r => roles.GetValueOrDefault(r)?.CoverId).OfType<Guid>()], ask.Priority, room, part),
                Resolved([.. room.Roles.Values.OrderBy(r => r.Name).Select(r => r.Holder).OfType<Guid>(), .. ofTeam.Where(holders.ContainsKey).Select(r => holders[r])], ask.Priority, room),
                Resolved(team is { } of ? [.. leads[of].OrderByDescending(room.Has)] : [], ask.Priority, room)));
        }

        Reachable? Present(DuePart due)
        {
            var to = due.Ask.NudgingOf(due.Part).To(due.Part);
            var here = due.Room.Has(to) || due.Room.Kind == RoomKind.Direct;
            return here && standing.TryGetValue(to, out var found) && (due.Ask.IsPersonal || Instead(found, due.Ask.Priority, due.Room) is null) ? Of(found) : null;
        }

        // Two who stand in for each other: nobody is asked in their own place, so the other is, wherever they are.
        IReadOnlyList<Reachable> Resolved(IReadOnlyList<Guid> people, Priority priority, Room room, Guid? part = null) =>
            [.. people.Select(standing.GetValueOrDefault).OfType<Standing>().Select(s => Instead(s, priority, room) is { } other && other.Person != part ? other : s).DistinctBy(s => s.Person)
                .Where(s => CanCome(s, room)).Select(Of)];

        // Whoever cannot come into the room any more is passed over, so that the ladder goes on to its end and does not wait for a place.
        bool CanCome(Standing s, Room room) => room.Kind == RoomKind.Direct || room.Has(s.Person) || Guests.HavePlace(room);

        bool IsAbsent(Standing meant, Priority priority) =>
            meant.Preferences.AwayUntil > now || (priority != Priority.Routine && !meant.OnDuty && !Hours.IsWorking(meant.Preferences, now));

        // What is routine waits for the person's own morning, unless they are away. Nobody is spared for somebody who cannot come.
        Standing? Instead(Standing meant, Priority priority, Room room) =>
            IsAbsent(meant, priority) && meant.Preferences.StandIn is { } standIn && standIn != meant.Person && standing.GetValueOrDefault(standIn) is { } other && CanCome(other, room) ? other : null;
    }

    private async Task<Dictionary<Guid, Standing>> StandingAsync(IEnumerable<Guid> people, DateTimeOffset now, CancellationToken cancel) =>
        (await standings.OfAsync([.. people.Distinct().Select(p => new Notice("", NoticeKind.Nudge, p, Priority.Routine, now))], now, cancel)).ToDictionary(s => s.Key.Person, s => s.Value);

    private static Reachable Of(Standing s) => new(s.Person, s.Preferences, s.OnDuty);
}

using Hub.Core.Data;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Walls;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Recognition;

/// <param name="Id">Of the thanks.</param>
/// <param name="Seq">Its place on the wall.</param>
public sealed record Given(Guid Id, Guid Team, Guid Room, long Seq);

/// <summary>Thanks and awards: finds the wall on which they belong, and gives them there through the one door.</summary>
public sealed class ThanksBook(IDbContextFactory<HubDb> databases, TeamWalls walls, RoomService rooms, RoomReader reader, TimeProvider clock)
{
    /// <summary>Thanks people of one team, or a whole team.</summary>
    /// <param name="to">People, or one team.</param>
    /// <param name="team">On whose wall, where one shares several teams with them; none: the first by name.</param>
    /// <exception cref="Refusal">400: nobody, oneself, not in one team, no words. 404: no such team. 409: somebody keeps out. 413: too long.</exception>
    public async Task<Given> GiveAsync(Guid giver, GiveThanks thanks, IReadOnlyList<Guid> to, Guid? team, CancellationToken ct = default)
    {
        var people = to.Distinct().ToList();
        if (people.Count == 0) throw Refusal.Malformed("Say whom you thank.");
        await using var db = await databases.CreateDbContextAsync(ct);
        var asked = people[0];
        if (people.Count == 1 && await db.Teams.AnyAsync(t => t.Id == asked, ct)) return await GiveAsync(giver, asked, thanks with { Team = true, To = null }, ct);
        if (people.Contains(giver)) throw Refusal.Malformed("One does not thank oneself.");
        return await GiveAsync(giver, await SharedAsync(db, [.. people.Append(giver)], team, ct), thanks with { To = people }, ct);
    }

    /// <summary>Gives an award on the team's wall.</summary>
    /// <exception cref="Refusal">403: not a lead. 404: no such team, or not in it. Else as above.</exception>
    public Task<Given> AwardAsync(Guid lead, Guid team, GiveAward award, CancellationToken ct = default) => GiveAsync(lead, team, award, ct);

    /// <summary>Whether somebody keeps out of thanks.</summary>
    public async Task<bool> KeepsOutAsync(Guid person, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.KeptOut.AnyAsync(k => k.PersonId == person, ct);
    }

    /// <summary>Takes somebody out of all thanks, on every wall and in every digest, or in again.</summary>
    public async Task KeepOutAsync(Guid person, bool on, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            // The teams first: whoever asks twice at once waits here, on every node.
            await db.Teams.Where(t => db.TeamMembers.Any(m => m.TeamId == t.Id && m.PersonId == person)).ExecuteUpdateAsync(s => s.SetProperty(t => t.Version, t => t.Version + 1), ct);
            var there = await db.KeptOut.SingleOrDefaultAsync(k => k.PersonId == person, ct);
            if (on && there is null) db.KeptOut.Add(new KeptOutRow { PersonId = person, Since = clock.GetUtcNow() });
            if (!on && there is not null) db.KeptOut.Remove(there);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        foreach (var team in await db.TeamMembers.Where(m => m.PersonId == person).Select(m => m.TeamId).ToListAsync(ct)) await walls.FollowAsync(team, ct);
    }

    private async Task<Given> GiveAsync(Guid giver, Guid team, RoomCommand command, CancellationToken ct)
    {
        var wall = await walls.OfAsync(team, ct);
        var seq = await rooms.ExecuteAsync(giver, wall, command, ct);
        var given = await reader.EventsAsync(giver, wall, seq - 1, 1, ct);
        return new(given.Events[0].Id, team, wall, seq);
    }

    /// <summary>The team that all of them are in.</summary>
    private static async Task<Guid> SharedAsync(HubDb db, Guid[] people, Guid? team, CancellationToken ct)
    {
        var shared = await db.Teams.AsNoTracking().Where(t => (team == null || t.Id == team) && db.TeamMembers.Count(m => m.TeamId == t.Id && EF.Parameter(people).Contains(m.PersonId)) == people.Length)
            .OrderBy(t => t.Name).ThenBy(t => t.Id).Select(t => (Guid?)t.Id).FirstOrDefaultAsync(ct);
        return shared ?? throw Refusal.Malformed("There is no team that you and everybody you thank are in.");
    }
}

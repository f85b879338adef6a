using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Walls;

namespace Hub.Core.Recognition;

/// <summary>Whom nobody has thanked for long: told to the leads of the team alone, who may want to look. Never a ranking.</summary>
public sealed class Unthanked(TeamWalls walls, RoomJournal journal, RoomReader reader, WallReader wall, TimeProvider clock)
{
    public const int Days = 60;

    /// <summary>Members who have been in the team for <see cref="Days"/> days without thanks or an award, in no order that means anything. Thanks to the whole team are nobody's own.</summary>
    /// <exception cref="Refusal">404: not in the team. 403: not a lead of it.</exception>
    public async Task<IReadOnlyList<Guid>> OfAsync(Guid viewer, Guid team, CancellationToken ct = default)
    {
        var room = await reader.OpenAsync(viewer, await walls.OfAsync(team, ct), ct);
        if (!room.IsOwner(viewer)) throw Refusal.Forbidden("Only a lead of the team sees this.");
        var from = clock.Micros() - Days * 24L * 60 * Instant.Minute;
        var thanked = (await wall.SinceAsync(room.Id, from, ct)).SelectMany(e => e.To).ToHashSet();
        var here = await JoinedBeforeAsync(room, from, ct);
        return [.. room.Members.Keys.Where(p => p != viewer && here.Contains(p) && !thanked.Contains(p) && !room.Wall!.KeptOut.Contains(p)).Order()];
    }

    private async Task<HashSet<Guid>> JoinedBeforeAsync(Room room, long at, CancellationToken ct)
    {
        long[] seqs = [.. room.Members.Values.Select(m => m.Since)];
        await using var on = await journal.ReadAsync(ct);
        var before = (await on.Command($"SELECT seq FROM events WHERE room = @room AND {on.InNumbers("seq", "@seqs")} AND at <= @at", ("@room", room.Id), ("@seqs", seqs), ("@at", at))
            .ListAsync(r => r.GetInt64(0), ct)).ToHashSet();
        return [.. room.Members.Values.Where(m => before.Contains(m.Since)).Select(m => m.UserId)];
    }
}

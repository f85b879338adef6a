using System.Text.Json;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Recognition;

/// <param name="Week">ISO 8601: "2026-W48".</param>
/// <param name="From">What it tells of begins here.</param>
/// <param name="To">And ends here, where it was due.</param>
public sealed record DigestView(Guid Id, string Week, DateTimeOffset From, DateTimeOffset To, string Zone, DateTimeOffset MadeAt, DigestBody Body);

/// <summary>Reads digests for the members of their team.</summary>
public sealed class DigestReader(IDbContextFactory<HubDb> databases, RoomJournal journal, TeamWalls walls)
{
    public const int Most = 60;

    /// <summary>The team's digests, newest first.</summary>
    /// <param name="before">Only weeks before this one.</param>
    /// <exception cref="Refusal">404: not in the team. 400: bad bounds.</exception>
    public async Task<IReadOnlyList<DigestView>> OfAsync(Guid viewer, Guid team, string? before, int limit, CancellationToken ct = default)
    {
        if (limit is < 1 or > Most) throw Refusal.Malformed($"A page has between 1 and {Most} digests.");
        var wall = await walls.OfAsync(team, ct);
        await using var on = await journal.ReadAsync(ct);
        if (await journal.OpenAsync(on, wall, ct) is not { } live || !live.Fold.Has(viewer)) throw Refusal.NotFound("There is no such team, or you are not in it.");
        await using var db = await databases.CreateDbContextAsync(ct);
        var rows = await db.Digests.AsNoTracking().Where(d => d.TeamId == team && (before == null || string.Compare(d.Week, before) < 0)).OrderByDescending(d => d.Week).Take(limit).ToListAsync(ct);
        return rows.ConvertAll(d => new DigestView(d.Id, d.Week, d.From, d.To, d.Zone, d.MadeAt, Open(live, d)));
    }

    private static DigestBody Open(LiveRoom wall, DigestRow row)
    {
        var clear = wall.Key.Open(row.Sealed, DigestMaker.Binding(row.TeamId, row.Week), wall.Fold.Id, 0);
        return JsonSerializer.Deserialize<DigestBody>(clear, Vocabulary.Json)!.Without(wall.Fold.Wall!.KeptOut);
    }
}

using Hub.Core.Data;
using Hub.Core.Feedback;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Recognition;

/// <summary>Sessions kept: of the feedback sessions that the team's series had in the week, how many took place. What was called off beforehand is not counted.</summary>
public sealed class SessionFigures(IDbContextFactory<HubDb> databases) : IDigestSource
{
    public async Task<IReadOnlyList<DigestFigure>> OfAsync(DigestWeek week, CancellationToken cancel)
    {
        var (from, to) = (Instant.ToMicros(week.From), Instant.ToMicros(week.To));
        await using var db = await databases.CreateDbContextAsync(cancel);
        var held = (await SeriesReader.TimetablesAsync(db, db.Series.Where(s => s.Team == week.Team), cancel))
            .SelectMany(t => t.Table.NotOver(from).SkipWhile(o => o.At < from).TakeWhile(o => o.At < to).Select(o => t.Dates.GetValueOrDefault(o.Id)?.Held == true)).ToList();
        return [.. DigestFigure.Where(FigureKind.SessionsKept, held.Count(h => h), held.Count)];
    }
}

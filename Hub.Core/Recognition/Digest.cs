using Hub.Core.Rooms.Walls;

namespace Hub.Core.Recognition;

/// <summary>What a figure of the digest counts. Each is "so many of so many".</summary>
public enum FigureKind : short
{
    /// <summary>Asks given in the week, and how many of them were closed when it ended.</summary>
    LoopsClosed = 1,
    /// <summary>Of the asks given in the week those whose time is up, and how many were closed by it.</summary>
    LoopsInTime = 2,
    /// <summary>Decisions of case reviews that were due in the week or whose outcome was told, and how many were carried out.</summary>
    DecisionsCarriedOut = 3,
    /// <summary>Feedback sessions planned in the week, and how many took place.</summary>
    SessionsKept = 4,
}

/// <param name="Of">How many there were of which <paramref name="Count"/> are told; never less.</param>
public sealed record DigestFigure(FigureKind Kind, int Count, int Of)
{
    /// <summary>No figure where there was nothing to count.</summary>
    public static IEnumerable<DigestFigure> Where(FigureKind kind, int count, int of) => of == 0 ? [] : [new(kind, count, of)];
}

/// <summary>The week that a digest tells of.</summary>
/// <param name="Members">Of the team, as it is when the digest is made.</param>
/// <param name="From">Included.</param>
/// <param name="To">Not included.</param>
public sealed record DigestWeek(Guid Team, IReadOnlySet<Guid> Members, DateTimeOffset From, DateTimeOffset To);

/// <summary>A feature's part in the digest. Register one, and its figures are in it; counts only, of nobody in particular.</summary>
public interface IDigestSource
{
    /// <summary>The figures of one week; none when there was nothing to count.</summary>
    Task<IReadOnlyList<DigestFigure>> OfAsync(DigestWeek week, CancellationToken cancel);
}

/// <summary>Thanks for one value.</summary>
/// <param name="People">Who was thanked for it, each once and in no order.</param>
/// <param name="Team">Whether the whole team was.</param>
public sealed record DigestThanks(ThanksValue Value, int Count, IReadOnlyList<Guid> People, bool Team);

/// <param name="Seq">Its place on the wall, where it can be read.</param>
public sealed record DigestAward(long Seq, IReadOnlyList<Guid> To);

/// <summary>What a digest holds, sealed as it was made. No text of anybody.</summary>
public sealed record DigestBody(IReadOnlyList<DigestThanks> Thanks, IReadOnlyList<DigestAward> Awards, IReadOnlyList<DigestFigure> Figures)
{
    /// <summary>The body without people who keep out by now; what was counted stays counted.</summary>
    public DigestBody Without(IReadOnlySet<Guid> keptOut) => keptOut.Count == 0 ? this : this with
    {
        Thanks = [.. Thanks.Select(t => t with { People = [.. t.People.Where(p => !keptOut.Contains(p))] })],
        Awards = [.. Awards.Select(a => a with { To = [.. a.To.Where(p => !keptOut.Contains(p))] }).Where(a => a.To.Count > 0)],
    };

    internal static DigestBody Of(IReadOnlyList<WallEntry> week, IEnumerable<DigestFigure> figures) => new(
        [.. week.Where(e => e.Value is not null).GroupBy(e => e.Value!.Value).OrderBy(g => g.Key)
            .Select(g => new DigestThanks(g.Key, g.Count(), [.. g.SelectMany(e => e.To).Distinct().Order()], g.Any(e => e.Team)))],
        [.. week.Where(e => e.Award is not null).OrderBy(e => e.Seq).Select(e => new DigestAward(e.Seq, e.To))],
        [.. figures.OrderBy(f => f.Kind)]);
}

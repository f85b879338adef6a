using Hub.Core.Journal;

namespace Hub.Core.Rooms.Reviews;

/// <summary>When a review meets, for how long, and which disciplines it needs.</summary>
/// <param name="At">UTC microseconds.</param>
public sealed record ReviewPlan(long At, int Minutes, IReadOnlyList<string> Expects);

/// <summary>Sets the review's time, or another one. The chair does it.</summary>
/// <param name="Minutes">How long it is to take.</param>
/// <param name="Expects">Disciplines without which it should not begin.</param>
[Command("planReview")]
public sealed record PlanReview(DateTimeOffset At, int Minutes, IReadOnlyList<string>? Expects = null) : RoomCommand
{
    private const int MostDisciplines = 20, LongestDiscipline = 100;

    public override Decision Decide(Room room, in Deciding by)
    {
        if (ReviewRules.NotChair(room, by.Actor) is { } no) return no;
        if (ReviewRules.Date(At, "The time", by.Now) is { } never) return never;
        if (Minutes is < 5 or > 600) return Refusal.Malformed("A review takes between 5 minutes and 10 hours.");
        var expects = (Expects ?? []).Select(d => d?.Trim().ToLowerInvariant() ?? "").Distinct().ToList();
        if (expects.Count > MostDisciplines || expects.Exists(d => Blank.IsOrOver(LongestDiscipline, d))) return Refusal.Malformed($"At most {MostDisciplines} disciplines, each a word or two.");
        return new ReviewPlanned(At, Minutes, expects);
    }
}

[Event("reviewPlanned")]
public sealed record ReviewPlanned(DateTimeOffset At, int Minutes, IReadOnlyList<string> Expects) : ReviewEvent
{
    public override Room Apply(Room room, JournalEvent header) =>
        room.Review is { } review ? room with { Review = review with { Plan = new(Instant.ToMicros(At), Minutes, Expects) } } : room;
}

using Hub.Core;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Handoffs;
using Hub.Core.Rooms.Structured;

namespace Hub.Server.Api;

public sealed record HandOnDto(Guid From, Guid To, Guid By, string At);

/// <param name="To">Who was reminded or asked, or snoozed it; null when nobody was reached.</param>
/// <param name="For">In whose place; null: their own part.</param>
/// <param name="At">Of the last time, where it was done more than once.</param>
public sealed record NudgeLineDto(NudgeMark What, Guid? To, Guid? For, NudgeStep? Step, int Times, string At, string? Until)
{
    public static NudgeLineDto Of(NudgeLine l) => new(l.What, l.To, l.For, l.Step, l.Times, Instant.ToIso(l.At), RoomSnapshot.Iso(l.Until));
}

/// <summary>By whom and when: a message marked as unclear, an ask taken back.</summary>
public sealed record MarkDto(Guid By, string At);

/// <summary>A critical result as told. <paramref name="ReadBacks"/>: oldest first; the result is understood when the last of them was checked and not corrected.</summary>
public sealed record CriticalResultDto(string Result, string ToldBy, Guid ToldTo, string At, IReadOnlyList<ReadBackDto> ReadBacks)
{
    public static CriticalResultDto? Of(Structure? s) => s?.CriticalResult is not { } c ? null : new(
        c.Result!, c.ToldBy!, c.ToldTo!.Value, Instant.ToIso(Instant.ToMicros(c.At!.Value)),
        [.. s.Readings.Select(r => new ReadBackDto(r.By, r.Text, Instant.ToIso(r.At), RoomSnapshot.Iso(r.CheckedAt), r.Correction))]);
}

/// <param name="CheckedAt">When its author confirmed or corrected it.</param>
/// <param name="Correction">Null unless it was corrected.</param>
public sealed record ReadBackDto(Guid By, string Text, string At, string? CheckedAt, string? Correction);

public sealed record ActionDto(string What, string? Due, Guid? DoneBy, string? DoneAt);

public sealed record SynthesisDto(Guid By, string Text, string At);

/// <summary>A handoff. Whose its open actions are stands in the message's <c>open</c> once it is accepted.</summary>
public sealed record HandoffDto(
    IllnessSeverity IllnessSeverity, string PatientSummary, IReadOnlyList<ActionDto> Actions, string SituationAwareness, Guid To, SynthesisDto? Synthesis, Guid? AcceptedBy, string? AcceptedAt)
{
    public static HandoffDto? Of(Structure? s) => s?.Handoff is not { } h ? null : new(
        h.IllnessSeverity!.Value, h.PatientSummary!, [.. (h.Actions ?? []).Select((a, at) => Action(a, s.Ticked.Find(t => t.Action == at)))], h.SituationAwareness!, h.To!.Value,
        s.Synthesis is { } y ? new(y.By, y.Text, Instant.ToIso(y.At)) : null, s.AcceptedBy, RoomSnapshot.Iso(s.AcceptedAt));

    private static ActionDto Action(HandoffAction a, Tick? tick) =>
        new(a.What, a.Due is { } due ? Instant.ToIso(Instant.ToMicros(due)) : null, tick?.By, RoomSnapshot.Iso(tick?.At));
}

public sealed record SbarDto(string Situation, string Background, string Assessment, string Recommendation)
{
    public static SbarDto? Of(Structure? s) => s?.Sbar is { } b ? new(b.Situation!, b.Background!, b.Assessment!, b.Recommendation!) : null;
}

using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Hub.Core.Rooms.Asks;

/// <summary>Who is asked at a step of a ladder, in the order of the ladder: the person, whoever covers them, a role on duty, a lead of their team.</summary>
public enum NudgeStep : short { Person = 1, Cover = 2, Duty = 3, Lead = 4 }

/// <summary>How far the nudging of one person's part of an ask has come.</summary>
/// <param name="Step">The last step that was taken; null: none yet.</param>
/// <param name="Times">How many of that step's times are behind us.</param>
/// <param name="StepAt">UTC microseconds of the step's first nudge.</param>
/// <param name="LastAt">UTC microseconds of the last nudge.</param>
public sealed record Nudging(NudgeStep? Step = null, int Times = 0, long StepAt = 0, long LastAt = 0)
{
    public static readonly Nudging None = new();

    /// <summary>Who was asked in the person's place, in this order: what they give counts as the person's.</summary>
    public ImmutableArray<Guid> Asked { get; init; } = [];
    /// <summary>UTC microseconds until which it is quiet because somebody asked for that; 0: nobody did.</summary>
    public long SnoozedUntil { get; init; }
    /// <summary>The ladder came to its end, and the sender was told so.</summary>
    public bool Over { get; init; }

    /// <summary>Who is nudged at the present step, for the part of <paramref name="part"/>.</summary>
    public Guid To(Guid part) => Step is null or NudgeStep.Person ? part : Asked[^1];

    /// <summary>The same after a nudge at <paramref name="at"/>.</summary>
    internal Nudging After(NudgeStep step, Guid part, Guid to, int times, long at) => this with
    {
        Step = step,
        Times = times,
        StepAt = step == Step ? StepAt : at,
        LastAt = at,
        Asked = to == part || Asked.Contains(to) ? Asked : Asked.Add(to),
    };
}

/// <summary>Somebody who was asked in another's place.</summary>
/// <param name="For">Whose part it is: a person, or a role that nobody holds.</param>
public sealed record InPlace(Guid For, Guid By);

/// <summary>How asks are found and changed by nudges.</summary>
internal static class AskNudging
{
    /// <summary>The open ask at <paramref name="seq"/> that waits for this person or role; null when there is none any more.</summary>
    public static Ask? AskOf(this Room room, long seq, Guid part) =>
        room.Asks.TryGetValue(seq, out var ask) && ask.Waited.Contains(part) ? ask
        : room.Unclear.TryGetValue(seq, out var unclear) && unclear.From.Contains(part) ? unclear
        : null;

    public static Room WithNudging(this Room room, long seq, Guid part, Func<Nudging, Nudging> change)
    {
        if (room.AskOf(seq, part) is not { } ask) return room;
        var next = ask with { Nudging = ask.Nudging.SetItem(part, change(ask.NudgingOf(part))) };
        return ask.Kind == AskKind.Clarify ? room with { Unclear = room.Unclear.SetItem(seq, next) } : room with { Asks = room.Asks.SetItem(seq, next) };
    }
}

/// <summary>An event of one part's nudging. With it the next look at the part is written, and what people are told of it.</summary>
public abstract record NudgeEvent(long Seq) : RoomEvent
{
    public override long? About => Seq;

    /// <summary>Whose part it is.</summary>
    internal abstract Guid PartOf(Guid actor);

    /// <summary>UTC microseconds when the job looks at it again; null: never.</summary>
    [JsonIgnore]
    public long? NextAt { get; init; }

    /// <summary>Written in the event's own transaction. Part of neither the event nor the wire.</summary>
    [JsonIgnore]
    public IReadOnlyList<Notifications.NotificationRow> Rows { get; init; } = [];
}

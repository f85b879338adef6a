using System.Text.Json.Serialization;
using Hub.Core.Journal;
using Hub.Core.Notifications;
using Hub.Core.Rooms.Members;

namespace Hub.Core.Rooms.Asks;

/// <summary>
/// Reminds somebody of what is still expected: the person whose part it is, or somebody in their place, who is first made a member for as long as it is
/// open. Given only for what stands exactly as it was planned for; of what was given, closed or handed on meanwhile nobody is reminded.
/// </summary>
/// <param name="Part">Whose part: a person, or a role that nobody holds.</param>
/// <param name="Times">How many of the step's times are behind us with this one: after downtime one nudge stands for those missed.</param>
/// <param name="Was">How many nudges of this step there were when it was planned.</param>
[Command("nudge"), OfTheSystem]
public sealed record Nudge(long Seq, Guid Part, Guid To, NudgeStep Step, int Times, int Was) : RoomCommand
{
    [JsonIgnore]
    public long? NextAt { get; init; }

    [JsonIgnore]
    public IReadOnlyList<NotificationRow> Rows { get; init; } = [];

    public override IEnumerable<Guid> People => To == Part ? [] : [To];

    public override Decision Decide(Room room, in Deciding by)
    {
        if (room.AskOf(Seq, Part) is not { } ask) return Refusal.Conflict("It is no longer expected.");
        var so = ask.NudgingOf(Part);
        if (so.Over || so.SnoozedUntil > by.Now || (so.Step == Step ? so.Times : 0) != Was || Times <= Was || so.Step > Step) return Refusal.Conflict("It was done meanwhile.");
        IReadOnlyList<NoticeChannel> channels = [.. Rows.Select(r => r.Channel).Distinct().Order()];
        IReadOnlyList<string>? why = Rows is [{ Why: { Length: > 0 } codes }, ..] ? codes.Split(' ') : null;
        if (so.Step == Step || Step == NudgeStep.Person)
            return To != (Step == NudgeStep.Person ? Part : so.To(Part)) ? Refusal.Conflict("Another is asked at this step.")
                : room.Has(To) || room.Kind == RoomKind.Direct || To == Part
                ? new Nudged(Seq, To, Step, Times, channels, why, To == Part ? null : Part) { NextAt = NextAt, Rows = Rows }
                : Refusal.Conflict("They are no longer in this room.");
        if (ask.IsPersonal || To == ask.Author || ask.From.Contains(To) || so.Asked.Contains(To) || !by.Facts.Exists(To)) return Refusal.Conflict("They cannot be asked in somebody's place.");
        var escalated = new Escalated(Seq, To, Step, Times, channels, why, Part) { NextAt = NextAt, Rows = Rows };
        // The people of a direct room are fixed: whoever is asked there is told that somebody waits, and by whom, but nothing of what was written.
        if (room.Has(To) || room.Kind == RoomKind.Direct) return escalated;
        return !Guests.HavePlace(room)
            ? Refusal.Conflict("The room is full.")
            : new Decision.Happened([new MemberAdded(To, Role.Member) { Until = Seq, Because = Step }, escalated]);
    }
}

/// <param name="To">Who was reminded.</param>
/// <param name="Channels">By which ways.</param>
/// <param name="Why">Codes of <see cref="Reason"/>: why now and so, as when it broke through quiet hours.</param>
/// <param name="For">In whose place; null: it is their own part.</param>
[Event("nudged")]
public sealed record Nudged(long Seq, Guid To, NudgeStep Step, int Times, IReadOnlyList<NoticeChannel> Channels, IReadOnlyList<string>? Why = null, Guid? For = null) : NudgeEvent(Seq)
{
    internal override Guid PartOf(Guid actor) => For ?? To;

    public override Room Apply(Room room, JournalEvent header) =>
        room.WithNudging(Seq, For ?? To, n => n.After(Step, For ?? To, To, Times, header.At));
}

/// <summary>Somebody else is asked in the person's place from here on; what they give counts as the person's.</summary>
[Event("escalated")]
public sealed record Escalated(long Seq, Guid To, NudgeStep Step, int Times, IReadOnlyList<NoticeChannel> Channels, IReadOnlyList<string>? Why, Guid For) : NudgeEvent(Seq)
{
    internal override Guid PartOf(Guid actor) => For;

    public override Room Apply(Room room, JournalEvent header) => room.WithNudging(Seq, For, n => n.After(Step, For, To, Times, header.At));
}

/// <summary>The ladder came to its end without an answer: the sender is told so, and nobody is reminded any more.</summary>
[Command("reachNobody"), OfTheSystem]
public sealed record ReachNobody(long Seq, Guid Part) : RoomCommand
{
    [JsonIgnore]
    public IReadOnlyList<NotificationRow> Rows { get; init; } = [];

    public override Decision Decide(Room room, in Deciding by)
    {
        if (room.AskOf(Seq, Part) is not { } ask) return Refusal.Conflict("It is no longer expected.");
        var so = ask.NudgingOf(Part);
        return so.Over || so.SnoozedUntil > by.Now ? Refusal.Conflict("It was done meanwhile.") : new NobodyReached(Seq, Part) { Rows = Rows };
    }
}

/// <param name="For">Whose part is still open.</param>
[Event("nobodyReached")]
public sealed record NobodyReached(long Seq, Guid For) : NudgeEvent(Seq)
{
    internal override Guid PartOf(Guid actor) => For;

    public override Room Apply(Room room, JournalEvent header) => room.WithNudging(Seq, For, n => n with { Over = true });
}

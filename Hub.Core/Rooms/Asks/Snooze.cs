using Hub.Core.Journal;
using Hub.Core.Rooms.Messages;

namespace Hub.Core.Rooms.Asks;

/// <summary>Whoever is asked wants to be reminded later. The ladder waits as long; it goes on where it stood.</summary>
/// <param name="Minutes">From now. What is urgent waits at most until a quarter of an hour after it is due, what is important four hours, routine three days.</param>
[Command("snooze")]
public sealed record Snooze(long Seq, int Minutes) : RoomCommand
{
    private const long UrgentBeyondDue = 15 * Instant.Minute;

    /// <summary>When an urgent ask without a time counts as due, for this.</summary>
    private const long UrgentDue = 5 * Instant.Minute;

    public override Decision Decide(Room room, in Deciding by)
    {
        var actor = by.Actor;
        var ask = Of(room.Asks.GetValueOrDefault(Seq), actor) ?? Of(room.Unclear.GetValueOrDefault(Seq), actor);
        if (ask is null) return Refusal.Conflict("Nothing is expected of you there.");
        var longest = ask.Priority switch { Priority.Urgent => 15, Priority.Important => 4 * 60, _ => 3 * 24 * 60 };
        if (Minutes < 1 || Minutes > longest) return Refusal.Malformed($"This can wait between 1 and {longest} minutes.");
        var until = by.Now + Minutes * Instant.Minute;
        if (ask.Priority == Priority.Urgent && until > (ask.DueAt ?? ask.Since + UrgentDue) + UrgentBeyondDue) return Refusal.Conflict("This is urgent and cannot wait any longer. Answer it, or hand it on.");
        var part = ask.PartsOf(actor).First();
        return new Snoozed(Seq, Instant.FromMicros(until), part == actor ? null : part) { NextAt = until };
    }

    private static Ask? Of(Ask? ask, Guid person) => ask?.PartsOf(person).Any() == true ? ask : null;
}

/// <param name="For">In whose place the actor is asked; null: it is their own part.</param>
[Event("snoozed")]
public sealed record Snoozed(long Seq, DateTimeOffset Until, Guid? For = null) : NudgeEvent(Seq)
{
    internal override Guid PartOf(Guid actor) => For ?? actor;

    public override Room Apply(Room room, JournalEvent header) =>
        room.WithNudging(Seq, PartOf(header.Actor), n => n with { SnoozedUntil = Instant.ToMicros(Until) });
}

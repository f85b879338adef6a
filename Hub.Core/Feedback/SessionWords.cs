using System.Text.Json.Serialization;
using Hub.Core.Journal;
using Hub.Core.Rooms;

namespace Hub.Core.Feedback;

/// <summary>What somebody brings to one session or writes down there. The first opens its page: what was asked and planned then stays as it was.</summary>
public abstract record SessionCommand(DateTimeOffset Occurrence) : RoomCommand
{
    public sealed override Decision Decide(Room room, in Deciding by)
    {
        if (SeriesRules.NoSession(room, Occurrence, out var found) is { } none) return none;
        var date = room.Series!.Date(found.Id);
        if (date.Over) return Refusal.Conflict("What was written in this session was kept for its time, which is over.");
        // An event that opens the page is the room's next one.
        var decided = Write(room, date, date.Session ?? room.Head + 1, by);
        if (date.Session is not null || decided is not Decision.Happened happened) return decided;
        var plan = room.Series.Plan;
        return new Decision.Happened([new SessionOpened(Occurrence, Instant.FromMicros(found.At), plan.Agenda ?? [], plan.Prompts ?? []), .. happened.Events]);
    }

    /// <param name="session">Seq of the event that opens the page.</param>
    protected abstract Decision Write(Room room, SessionDate date, long session, in Deciding by);
}

/// <summary>Stays when the words of the session go: it holds no more than the plan does.</summary>
[Event(Name)]
public sealed record SessionOpened(DateTimeOffset Occurrence, DateTimeOffset At, IReadOnlyList<string> Agenda, IReadOnlyList<string> Prompts) : RoomEvent
{
    public const string Name = "sessionOpened";

    public override Room Apply(Room room, JournalEvent header) => Series.Change(room, Occurrence, d => d with { Session = header.Seq });
}

/// <param name="Session">Seq of the event that opened the session's page.</param>
public abstract record SessionEvent(DateTimeOffset Occurrence, long Session) : RoomEvent
{
    [JsonIgnore]
    public sealed override long? About => Session;
}

/// <summary>Answers a prompt beforehand; again, and the last answer counts.</summary>
/// <param name="Prompt">Which, from 0.</param>
[Command("answerPrompt")]
public sealed record AnswerPrompt(DateTimeOffset Occurrence, int Prompt, string Text) : SessionCommand(Occurrence)
{
    protected override Decision Write(Room room, SessionDate date, long session, in Deciding by)
    {
        if (Prompt < 0 || Prompt >= SeriesPlan.MostPrompts) return Refusal.Malformed("There is no such prompt.");
        return SeriesRules.Text(Text, "The answer") ?? (Decision)new PromptAnswered(Occurrence, session, Prompt, Text.Trim());
    }
}

[Event("promptAnswered")]
public sealed record PromptAnswered(DateTimeOffset Occurrence, long Session, int Prompt, string Text) : SessionEvent(Occurrence, Session)
{
    public override Room Apply(Room room, JournalEvent header) => Series.Change(room, Occurrence, d => d with { Answered = d.Answered.Add(header.Actor) });
}

/// <summary>Says that one was there.</summary>
[Command("attendSession")]
public sealed record AttendSession(DateTimeOffset Occurrence) : SessionCommand(Occurrence)
{
    protected override Decision Write(Room room, SessionDate date, long session, in Deciding by) =>
        date.Attended.Contains(by.Actor) ? new Decision.Already(session) : new SessionAttended(Occurrence, session);
}

[Event("sessionAttended")]
public sealed record SessionAttended(DateTimeOffset Occurrence, long Session) : SessionEvent(Occurrence, Session)
{
    public override Room Apply(Room room, JournalEvent header) => Series.Change(room, Occurrence, d => d with { Attended = d.Attended.Add(header.Actor), Missed = false, Proposed = null });
}

public enum NoteKind : short { WentWell = 1, Change = 2 }

/// <summary>Writes down what went well, or what to change. Its author may write it anew under the same id.</summary>
[Command("noteSession")]
public sealed record NoteSession(DateTimeOffset Occurrence, Guid NoteId, NoteKind Kind, string Text) : SessionCommand(Occurrence)
{
    protected override Decision Write(Room room, SessionDate date, long session, in Deciding by)
    {
        if (NoteId == Guid.Empty) return Refusal.Malformed("A note needs an id, which is a UUID.");
        if (date.Words >= Series.MostWords) return Refusal.Conflict($"A session has at most {Series.MostWords} notes.");
        return SeriesRules.Text(Text, "The note") ?? (Decision)new SessionNoted(Occurrence, session, NoteId, Kind, Text.Trim());
    }
}

[Event("sessionNoted")]
public sealed record SessionNoted(DateTimeOffset Occurrence, long Session, Guid NoteId, NoteKind Kind, string Text) : SessionEvent(Occurrence, Session)
{
    public override Room Apply(Room room, JournalEvent header) => Series.Change(room, Occurrence, d => d with { Words = d.Words + 1, Missed = false, Proposed = null });
}

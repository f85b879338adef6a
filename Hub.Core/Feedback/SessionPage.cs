using Hub.Core.Journal;
using Hub.Core.Rooms;

namespace Hub.Core.Feedback;

/// <param name="At">UTC microseconds.</param>
public sealed record Answer(Guid By, int Prompt, string Text, long At);

/// <param name="At">UTC microseconds.</param>
public sealed record Note(Guid Id, NoteKind Kind, Guid By, string Text, long At);

/// <summary>What came of a commitment, at <paramref name="At"/> (UTC microseconds).</summary>
public sealed record Outcome(bool Done, string? Why, Guid By, long At);

/// <summary>A commitment as its page shows it, with what came of it; null: it is open.</summary>
public sealed record Promise(Guid Id, string Text, Guid Owner, DateTimeOffset DueAt, Outcome? Outcome);

/// <summary>One session: what was prepared, what was said, who will do what; and what is followed up from before.</summary>
/// <param name="Earlier">Those of the last session that took place, and older ones that are still open.</param>
public sealed record SessionPage(
    Room Room, Occurrence Occurrence, SessionDate Date, IReadOnlyList<string> Agenda, IReadOnlyList<string> Prompts,
    IReadOnlyList<Answer> Answers, IReadOnlyList<Note> Notes, IReadOnlyList<Promise> Commitments, IReadOnlyList<Promise> Earlier)
{
    /// <param name="room">The series.</param>
    /// <param name="occurrence">Which session.</param>
    /// <param name="events">What opened the pages of this session and of the one before, and what was said about them.</param>
    /// <param name="before">Seq of what opened the page of the one before; null: there is none.</param>
    internal static SessionPage Of(Room room, Occurrence occurrence, IReadOnlyList<JournalEvent> events, long? before)
    {
        var series = room.Series!;
        var date = series.Date(occurrence.Id);
        var opened = events.Select(e => e.Payload).OfType<SessionOpened>().FirstOrDefault(o => Instant.ToMicros(o.Occurrence) == occurrence.Id);
        var own = events.Where(e => e.About == date.Session).ToList();
        var promises = Promises(events);
        var shown = promises.Keys.ToHashSet();
        return new(room, occurrence, date, opened?.Agenda ?? series.Plan.Agenda ?? [], opened?.Prompts ?? series.Plan.Prompts ?? [], AnswersIn(own), NotesIn(own),
            [.. promises.Values.Where(p => p.Session == date.Session).Select(p => p.Promise)],
            [
                .. series.Open.Where(c => c.Session != date.Session && c.Occurrence < occurrence.Id && !shown.Contains(c.Id)).Select(c => new Promise(c.Id, c.Text, c.Owner, c.DueAt, null)),
                .. promises.Values.Where(p => p.Session == before).Select(p => p.Promise),
            ]);
    }

    // The last word of each person counts.
    private static List<Answer> AnswersIn(List<JournalEvent> own) =>
        [.. own.Where(e => e.Payload is PromptAnswered).GroupBy(e => (e.Actor, ((PromptAnswered)e.Payload!).Prompt)).Select(g => g.Last())
            .Select(e => new Answer(e.Actor, ((PromptAnswered)e.Payload!).Prompt, ((PromptAnswered)e.Payload!).Text, e.At))];

    private static List<Note> NotesIn(List<JournalEvent> own)
    {
        var notes = new Dictionary<(Guid Id, Guid By), Note>();
        foreach (var e in own)
            if (e.Payload is SessionNoted n) notes[(n.NoteId, e.Actor)] = new(n.NoteId, n.Kind, e.Actor, n.Text, notes.TryGetValue((n.NoteId, e.Actor), out var was) ? was.At : e.At);
        return [.. notes.Values];
    }

    private static Dictionary<Guid, (long Session, Promise Promise)> Promises(IReadOnlyList<JournalEvent> events)
    {
        var made = new Dictionary<Guid, (long, Promise)>();
        foreach (var e in events)
        {
            if (e.Payload is CommitmentMade m) made[m.CommitmentId] = (m.Session, new(m.CommitmentId, m.Text, m.OwnerId, m.DueAt, null));
            if (e.Payload is CommitmentFollowedUp f && made.TryGetValue(f.CommitmentId, out var known))
                made[f.CommitmentId] = (known.Item1, f.DueAt is { } due ? known.Item2 with { DueAt = due } : known.Item2 with { Outcome = new(f.Done, f.Why, e.Actor, e.At) });
        }
        return made;
    }
}

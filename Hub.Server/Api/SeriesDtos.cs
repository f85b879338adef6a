using Hub.Core;
using Hub.Core.Feedback;
using Hub.Core.Feedback.Recurrence;
using Hub.Core.Rooms;

namespace Hub.Server.Api;

/// <param name="Start">Local, in the zone: "2026-03-03T09:00".</param>
/// <param name="Rrule">RFC 5545: FREQ WEEKLY or MONTHLY, INTERVAL, BYDAY, BYMONTHDAY, COUNT, UNTIL, WKST.</param>
/// <param name="Reminders">Minutes before; none said: a day, an hour, ten minutes.</param>
/// <param name="Id">Made by the client: sending the same again returns the same series.</param>
public sealed record NewSeries(
    string Title, IReadOnlyList<Guid> Participants, string Zone, string Start, int Minutes, string Rrule,
    IReadOnlyList<string>? Agenda = null, IReadOnlyList<string>? Prompts = null, IReadOnlyList<int>? Reminders = null, Guid? Team = null, Guid? Id = null)
{
    public SeriesPlan ToPlan() => new(Zone, Start, Minutes, Rrule, Agenda, Prompts, Reminders, Team);
}

/// <param name="Participants">Of whom other sessions at the same time are told, where the asker shares a team or room with them.</param>
/// <param name="Series">One that is being changed: its own sessions are no overlap.</param>
public sealed record SeriesDraft(string Zone, string Start, int Minutes, string Rrule, IReadOnlyList<Guid>? Participants = null, Guid? Series = null);

/// <param name="Holiday">A federal holiday of the United States on that day.</param>
/// <param name="Overlaps">Participants who are in another session then.</param>
public sealed record DraftDate(string At, string Local, string? Holiday, IReadOnlyList<Guid> Overlaps);

/// <param name="Sentence">The rule in words: "every second Tuesday at 09:00, New York".</param>
/// <param name="Dates">The next twelve.</param>
/// <param name="NotShown">Participants of whom nothing is told: the asker shares no team or room with them.</param>
public sealed record SeriesPreview(string Sentence, IReadOnlyList<DraftDate> Dates, IReadOnlyList<Guid> NotShown);

public enum OccurrenceState : short { Coming = 1, Now = 2, Held = 3, Missed = 4, Past = 5 }

/// <param name="At">When it is.</param>
/// <param name="Local">The same in the zone of the series.</param>
/// <param name="Occurrence">When the rule has it: what it is called by.</param>
/// <param name="Answered">Whether I have answered its prompts.</param>
/// <param name="Proposed">Of a missed one: local, the time at which it could be made good.</param>
public sealed record OccurrenceDto(string At, string Local, string Occurrence, bool Moved, OccurrenceState State, bool Answered, string? Proposed)
{
    public static OccurrenceDto Of(Series series, Timetable table, Occurrence o, Guid me, long now)
    {
        var date = series.Date(o.Id);
        var state = date.Missed ? OccurrenceState.Missed : o.At > now ? OccurrenceState.Coming : o.At + table.Length > now ? OccurrenceState.Now : date.Held ? OccurrenceState.Held : OccurrenceState.Past;
        return new(Instant.ToIso(o.At), Zones.Write(Zones.LocalOf(o.At, table.Zone)), Instant.ToIso(o.Id), o.Moved, state, date.Answered.Contains(me),
            date.Proposed is { } at ? Zones.Write(Zones.LocalOf(at, table.Zone)) : null);
    }
}

/// <param name="Next">None when there are no more.</param>
/// <param name="Team">Whose next lead has it when the owner leaves.</param>
public sealed record SeriesListing(
    Guid Id, string Title, Guid? Owner, Guid? Team, string Sentence, string Zone, int Minutes, IReadOnlyList<Guid> Participants, bool Ended, OccurrenceDto? Next)
{
    public static SeriesListing Of(Room room, Guid me, long now)
    {
        var (series, table) = (room.Series!, room.Series!.Timetable());
        var next = table.NotOver(now).Select(o => OccurrenceDto.Of(series, table, o, me, now)).FirstOrDefault();
        return new(room.Id, room.Title ?? "", series.Owner, series.Plan.Team, RuleSentence.Of(table.Rule, table.Start, series.Plan.Zone), series.Plan.Zone, series.Plan.Minutes,
            [.. room.Members.Keys.Order()], series.EndedAt is not null, next);
    }
}

/// <param name="Coming">The next twelve.</param>
/// <param name="Past">Those that took place or were missed, the last one first.</param>
/// <param name="Skipped">What was left out and is still to come.</param>
public sealed record SeriesDto(
    Guid Id, string Title, long Head, Guid? Owner, bool Mine, bool Ended, string Sentence, SeriesPlan Plan, IReadOnlyList<int> Reminders, IReadOnlyList<Guid> Participants,
    IReadOnlyList<OccurrenceDto> Coming, IReadOnlyList<OccurrenceDto> Past, IReadOnlyList<DraftDate> Skipped, IReadOnlyList<CommitmentDto> Open)
{
    public const int Shown = 12;
    private const int ShownPast = 50;

    public static SeriesDto Of(Room room, Guid me, long now)
    {
        var (series, table) = (room.Series!, room.Series!.Timetable());
        OccurrenceDto Dto(Occurrence o) => OccurrenceDto.Of(series, table, o, me, now);
        var past = series.Dates.Where(d => d.Value.Held || d.Value.Missed).Select(d => new Occurrence(d.Key, d.Value.MovedTo ?? d.Key)).Where(o => o.At + table.Length <= now);
        return new(room.Id, room.Title ?? "", room.Head, series.Owner, series.Owner == me || room.IsOwner(me), series.EndedAt is not null,
            RuleSentence.Of(table.Rule, table.Start, series.Plan.Zone), series.Plan, series.Plan.Reminders ?? SeriesPlan.UsualReminders, [.. room.Members.Values.OrderBy(m => m.Since).ThenBy(m => m.UserId).Select(m => m.UserId)],
            [.. table.NotOver(now).Take(Shown).Select(Dto)], [.. past.OrderByDescending(o => o.At).Take(ShownPast).Select(Dto)],
            [.. series.Dates.Where(d => d.Value.Skipped && d.Key > now).Select(d => new DraftDate(Instant.ToIso(d.Key), Zones.Write(Zones.LocalOf(d.Key, table.Zone)), null, []))],
            [.. series.Open.OrderBy(c => c.DueAt).Select(c => new CommitmentDto(c.Id, c.Text, c.Owner, Instant.ToIso(Instant.ToMicros(c.DueAt)), null))]);
    }
}

public sealed record OutcomeDto(bool Done, string? Why, Guid By, string At);

public sealed record CommitmentDto(Guid Id, string Text, Guid Owner, string DueAt, OutcomeDto? Outcome)
{
    public static CommitmentDto Of(Promise p) =>
        new(p.Id, p.Text, p.Owner, Instant.ToIso(Instant.ToMicros(p.DueAt)), p.Outcome is { } o ? new(o.Done, o.Why, o.By, Instant.ToIso(o.At)) : null);
}

public sealed record AnswerDto(Guid By, int Prompt, string Text, string At);

public sealed record NoteDto(Guid Id, NoteKind Kind, Guid By, string Text, string At);

/// <param name="Earlier">Commitments of the last session that took place, and older ones that are still open.</param>
/// <param name="Over">What was written there was kept for its time and is no more.</param>
public sealed record SessionPageDto(
    Guid Series, string Title, long Head, bool Mine, int Minutes, string Zone, OccurrenceDto Occurrence, IReadOnlyList<Guid> Participants, IReadOnlyList<Guid> Attended, IReadOnlyList<string> Agenda,
    IReadOnlyList<string> Prompts, IReadOnlyList<AnswerDto> Answers, IReadOnlyList<NoteDto> Notes, IReadOnlyList<CommitmentDto> Commitments, IReadOnlyList<CommitmentDto> Earlier, bool Over)
{
    public static SessionPageDto Of(SessionPage page, Guid me, long now)
    {
        var series = page.Room.Series!;
        return new(page.Room.Id, page.Room.Title ?? "", page.Room.Head, series.Owner == me || page.Room.IsOwner(me), series.Plan.Minutes, series.Plan.Zone,
            OccurrenceDto.Of(series, series.Timetable(), page.Occurrence, me, now), [.. page.Room.Members.Keys.Order()], [.. page.Date.Attended.Order()], page.Agenda, page.Prompts,
            [.. page.Answers.Select(a => new AnswerDto(a.By, a.Prompt, a.Text, Instant.ToIso(a.At)))],
            [.. page.Notes.Select(n => new NoteDto(n.Id, n.Kind, n.By, n.Text, Instant.ToIso(n.At)))],
            [.. page.Commitments.Select(CommitmentDto.Of)], [.. page.Earlier.Select(CommitmentDto.Of)], page.Date.Over);
    }
}

/// <summary>A session among all of mine.</summary>
public sealed record CalendarEntry(Guid Series, string Title, int Minutes, OccurrenceDto Occurrence, int Prompts);

/// <summary>A commitment of mine that is open.</summary>
/// <param name="Occurrence">Where it was made.</param>
public sealed record MyCommitment(Guid Series, string Title, string Occurrence, Guid Id, string Text, string DueAt);

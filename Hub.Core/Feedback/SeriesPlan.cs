using Hub.Core.Feedback.Recurrence;
using Hub.Core.Rooms;
using NodaTime;

namespace Hub.Core.Feedback;

/// <summary>When a series of feedback sessions meets, and what is prepared for each.</summary>
/// <param name="Zone">Name in the IANA database: "America/New_York".</param>
/// <param name="Start">Local: "2026-03-03T09:00". No date of the series is before it.</param>
/// <param name="Minutes">How long one takes.</param>
/// <param name="Rrule">See <see cref="RuleReader"/>.</param>
/// <param name="Agenda">The points of each session.</param>
/// <param name="Prompts">Questions that each participant answers beforehand.</param>
/// <param name="Reminders">Minutes before a session; null: <see cref="UsualReminders"/>.</param>
/// <param name="Team">Whose next lead has it when the owner leaves.</param>
public sealed record SeriesPlan(
    string Zone, string Start, int Minutes, string Rrule, IReadOnlyList<string>? Agenda = null, IReadOnlyList<string>? Prompts = null, IReadOnlyList<int>? Reminders = null, Guid? Team = null)
{
    public const int MostMinutes = 480, MostReminders = 5, EarliestReminder = 14 * 24 * 60, MostPrompts = 10, MostAgenda = 20, LongestLine = 300;

    /// <summary>Minutes: a day, an hour, ten minutes.</summary>
    public static readonly IReadOnlyList<int> UsualReminders = [1440, 60, 10];

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public Refusal? Fault()
    {
        if (Zones.Find(Zone) is not { } zone) return Refusal.Malformed("There is no time zone of this name. One is called America/New_York.");
        if (Zones.Read(Start) is not { } start) return Refusal.Malformed("The start is a local date and time, such as 2026-03-03T09:00.");
        if (start.Year is < 2000 or > 2200) return Refusal.Malformed("The start lies between the years 2000 and 2200.");
        if (Minutes is < 5 or > MostMinutes) return Refusal.Malformed($"A session takes between 5 and {MostMinutes} minutes.");
        if (RuleReader.Read(Rrule, out var rule) is { } wrong) return wrong;
        if (!Expansion.Of(rule, start, zone).Any()) return Refusal.Malformed("This rule gives no date.");
        if (Reminders is { } leads && (leads.Count > MostReminders || leads.Any(m => m is < 1 or > EarliestReminder) || leads.Distinct().Count() != leads.Count))
            return Refusal.Malformed($"There are at most {MostReminders} reminders, each another time, a minute to two weeks before.");
        return Lines(Agenda, "points on the agenda", MostAgenda) ?? Lines(Prompts, "prompts", MostPrompts);
    }

    /// <summary>The dates it gives.</summary>
    /// <param name="from">UTC microseconds since which it holds.</param>
    /// <param name="ended">UTC microseconds from which on there are no more; null: it goes on.</param>
    public Timetable Timetable(long from, long? ended, IReadOnlyDictionary<long, DateChange> changes)
    {
        _ = RuleReader.Read(Rrule, out var rule);
        return new(rule, Zones.Read(Start) ?? default, Zones.Find(Zone) ?? DateTimeZone.Utc, Minutes, from, ended, changes);
    }

    private static Refusal? Lines(IReadOnlyList<string>? lines, string name, int most) =>
        lines is null ? null
        : lines.Count > most ? Refusal.TooLong($"There are at most {most} {name}.")
        : lines.Any(Blank.Is) ? Refusal.Malformed($"One of the {name} is empty.")
        : lines.Any(l => l.Length > LongestLine) ? Refusal.TooLong($"Each of the {name} has at most {LongestLine} characters.")
        : null;
}

using Hub.Core;
using Hub.Core.Feedback;
using Hub.Core.Rooms;

namespace Hub.Server.Demo.Talks;

/// <summary>The ward's feedback sessions: two that took place, with what came of them, and the next one on the next working day, which some have prepared.</summary>
internal static class FeedbackSessions
{
    private static readonly Guid Board = new("01970000-0000-7000-8000-0000000000b1"), Wake = new("01970000-0000-7000-8000-0000000000b2"), Lift = new("01970000-0000-7000-8000-0000000000b3");
    private const string Zone = "America/New_York", Day = "yyyy-MM-dd";

    public static Talk Talk(DateTimeOffset now)
    {
        var next = now.UtcDateTime.Date.AddDays(1);
        while (next.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) next = next.AddDays(1);
        var first = next.AddDays(-14);
        var plan = new SeriesPlan(Zone, $"{first.ToString(Day, System.Globalization.CultureInfo.InvariantCulture)}T09:00", 45, "FREQ=WEEKLY",
            ["Commitments of last time", "What went well", "What to change"], ["What went well since last time?", "What should change?"], null, DemoDuty.Team);
        DateTimeOffset[] at = [.. plan.Timetable(0, null, new Dictionary<long, DateChange>()).All().Take(3).Select(o => Instant.FromMicros(o.Id))];
        var last = 7 - (next - now.UtcDateTime.Date).Days;
        return new Talk("feedback", RoomKind.FeedbackSeries, "Ward 4 feedback", "rosa", "amara jonas mei chen", plan)
            .DaysAgo(7)
            .Do("14:00", "rosa", _ => new AttendSession(at[0]))
            .Do("14:00", "amara", _ => new AttendSession(at[0]))
            .Do("14:00", "jonas", _ => new AttendSession(at[0]))
            .Do("14:10", "amara", _ => new NoteSession(at[0], new("01970000-0000-7000-8000-0000000000c1"), NoteKind.WentWell, "Critical results were read back every time, at night too."))
            .Do("14:20", "jonas", _ => new NoteSession(at[0], new("01970000-0000-7000-8000-0000000000c2"), NoteKind.Change, "The board in the kitchen is out of date by noon."))
            .Do("14:35", "rosa", person => new MakeCommitment(at[0], Board, "Put the board next to the medication room and update it at noon", person("jonas"), at[1]))
            .DaysAgo(last)
            .Do("14:00", "rosa", _ => new AttendSession(at[1]))
            .Do("14:00", "amara", _ => new AttendSession(at[1]))
            .Do("14:01", "jonas", _ => new AttendSession(at[1]))
            .Do("14:02", "mei", _ => new AttendSession(at[1]))
            .Do("14:08", "jonas", _ => new FollowUp(Board, true))
            .Do("14:12", "mei", _ => new NoteSession(at[1], new("01970000-0000-7000-8000-0000000000c3"), NoteKind.WentWell, "Handoffs name what is still open. I find my patients at once."))
            .Do("14:15", "rosa", _ => new NoteSession(at[1], new("01970000-0000-7000-8000-0000000000c4"), NoteKind.WentWell, "The new board is right at noon."))
            .Do("14:22", "amara", _ => new NoteSession(at[1], new("01970000-0000-7000-8000-0000000000c5"), NoteKind.Change, "Calls at 2 a.m. for what could wait until seven."))
            .Do("14:30", "amara", person => new MakeCommitment(at[1], Wake, "Write down with Dr. Chen what is worth a call at night", person("amara"), at[2]))
            .Do("14:34", "rosa", person => new MakeCommitment(at[1], Lift, "Ask for a second key to the lift", person("rosa"), at[2].AddDays(7)))
            .Do("150 min ago", "jonas", _ => new AnswerPrompt(at[2], 0, "Two quiet nights. The handoff cards help."))
            .Do("95 min ago", "mei", _ => new AnswerPrompt(at[2], 1, "Please tell me of discharges a day ahead, not in the corridor."));
    }
}

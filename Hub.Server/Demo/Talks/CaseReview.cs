using Hub.Core.Rooms;
using Hub.Core.Rooms.Messages;
using Hub.Core.Rooms.Reviews;

namespace Hub.Server.Demo.Talks;

/// <summary>Live: the first case stands in the blind phase, so that whoever opens the demo can give an opinion at once.</summary>
internal static class CaseReview
{
    private static readonly Guid Wound = new("01970000-0000-7000-8000-0000000000a1"), Pacemaker = new("01970000-0000-7000-8000-0000000000a2"), Opioid = new("01970000-0000-7000-8000-0000000000a3");

    public static Talk Talk => new Talk("review-mk", RoomKind.CaseReview, "Case review: M.K., wound that does not heal", "chen", "amara jonas priya nadia mei rosa")
        .DaysAgo(3)
        .Say("16:10", "chen", "Question for the review: revise the wound of M.K. surgically now, or two more weeks of conservative treatment?", "question")
        .Say("16:25", "amara", "History: 68–75 years, diabetes, wound of the left heel for nine weeks, debrided twice, last swab without resistant germs. She herself wants above all to walk to her garden again.")
        .DaysAgo(2)
        .Say("10:15", "nadia", "Please say what you need from the images: only osteomyelitis, or the vessels too?", "images", reply: "chen", within: 480)
        .Say("13:02", "chen", "Both, please. Without good inflow the question answers itself.", replyTo: "images")
        .Say("15:48", "nadia", "MRI: no osteomyelitis. Angiography: stenosis of the anterior tibial artery, well suited for dilatation. Pictures follow.", "mri", priority: Priority.Important)
        .Acknowledge("15:59", "chen", "mri")
        .React("16:03", "amara", "👀", "mri")
        .DaysAgo(1)
        .Say("09:12", "priya", "Before contrast again: her eGFR is 41. Pause the metformin, and fluids the evening before.", "kidney", acknowledge: "chen amara")
        .Acknowledge("09:20", "amara", "kidney")
        .Acknowledge("09:47", "chen", "kidney")
        .Say("11:30", "jonas", "From nursing: she keeps the offloading shoe on for two hours at most, it hurts at the ankle.")
        .Say("11:42", "mei", "I can pad it. Another model would be better, I have one to try.", "shoe")
        .React("11:43", "jonas", "🙏", "shoe")
        .Say("70 min ago", "rosa", "The review is tomorrow. Readiness: history, radiology, comorbidity and her own views are in; the psychosocial part is missing.", "ready")
        .Say("66 min ago", "amara", "I will ask Samuel today.", replyTo: "ready")
        .Do("64 min ago", "chen", _ => new PlanReview(Today(1), 45, ["physician", "nurse practitioner", "nurse", "pharmacist", "radiologist"]))
        .Do("62 min ago", "chen", person => new AddCase(Wound, "Revise the wound surgically now, or two more weeks of conservative treatment?", person("amara"), "M.K., 68–75, female, diabetes", "M. K., record 2207-118", 12))
        .Do("61 min ago", "nadia", _ => new SetReadiness(Wound, ReadinessItem.Radiology, Readiness.Present))
        .Do("61 min ago", "amara", _ => new SetReadiness(Wound, ReadinessItem.History, Readiness.Present))
        .Do("60 min ago", "amara", _ => new SetReadiness(Wound, ReadinessItem.PatientViews, Readiness.Present))
        .Do("60 min ago", "priya", _ => new SetReadiness(Wound, ReadinessItem.Comorbidity, Readiness.Present))
        .Do("59 min ago", "nadia", _ => new SetReadiness(Wound, ReadinessItem.Pathology, Readiness.NotNeeded))
        .Do("30 min ago", "amara", _ => new SetReadiness(Wound, ReadinessItem.Psychosocial, Readiness.Present))
        .Do("58 min ago", "jonas", person => new AddCase(Pacemaker, "Pacemaker before discharge, or a week of telemetry at home?", person("jonas"), "T.B., 80–85, male", "T. B., record 1934-007", 8))
        .Do("57 min ago", "jonas", _ => new SetReadiness(Pacemaker, ReadinessItem.History, Readiness.Present))
        .Do("57 min ago", "jonas", _ => new SetReadiness(Pacemaker, ReadinessItem.Pathology, Readiness.NotNeeded))
        .Do("52 min ago", "priya", person => new AddCase(Opioid, "Taper the oxycodone before the hip surgery, or after it?", person("priya"), "R.S., 60–67, female", null, 10))
        .Ready("51 min ago", "priya", Opioid)
        .Do("9 min ago", "chen", _ => new StartCase(Wound))
        .Do("9 min ago", "chen", _ => new AttendReview())
        .Do("9 min ago", "amara", _ => new AttendReview())
        .Do("8 min ago", "priya", _ => new AttendReview())
        .Do("8 min ago", "nadia", _ => new AttendReview())
        .Do("8 min ago", "jonas", _ => new AttendReview())
        .Do("7 min ago", "nadia", _ => new RaiseHand())
        .Do("6 min ago", "chen", _ => new GiveWord())
        .Do("5 min ago", "amara", _ => new NoteOnCase(Wound, "Lives alone on the third floor; a neighbour shops for her."))
        .Do("4 min ago", "nadia", _ => new EndWord())
        .Do("3 min ago", "chen", _ => new OpenOpinions(Wound, ["Surgery now", "Dilatation first, then decide", "Two more weeks conservative"]))
        .Do("2 min ago", "nadia", _ => new GiveOpinion(Wound, "Dilatation first, then decide", 5, "The stenosis is well suited, and without inflow nothing heals."))
        .Do("2 min ago", "priya", _ => new GiveOpinion(Wound, "Dilatation first, then decide", 3, "Contrast is possible with fluids and the metformin paused."))
        .Do("1 min ago", "jonas", _ => new GiveOpinion(Wound, "Two more weeks conservative", 2, "A better shoe has not been tried yet."))
        .Do("1 min ago", "jonas", _ => new RaiseHand());

    /// <summary>A full hour of today (UTC), so many hours from now: the same each time the demo is played within it.</summary>
    private static DateTimeOffset Today(int hours)
    {
        var now = TimeProvider.System.GetUtcNow();
        return now.AddHours(hours).AddTicks(-(now.Ticks % TimeSpan.TicksPerHour));
    }

    private static Talk Ready(this Talk talk, string at, string who, Guid caseId) =>
        Enum.GetValues<ReadinessItem>().Aggregate(talk, (t, item) => t.Do(at, who, _ => new SetReadiness(caseId, item, item == ReadinessItem.Radiology ? Readiness.NotNeeded : Readiness.Present)));
}

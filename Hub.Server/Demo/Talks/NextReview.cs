using Hub.Core.Rooms;
using Hub.Core.Rooms.Reviews;

namespace Hub.Server.Demo.Talks;

/// <summary>Tomorrow's review, half prepared: what its chair sees the day before.</summary>
internal static class NextReview
{
    private static readonly Guid Falls = new("01970000-0000-7000-8000-0000000000b1"), Dialysis = new("01970000-0000-7000-8000-0000000000b2"), Feeding = new("01970000-0000-7000-8000-0000000000b3");

    /// <summary>14:00 (UTC) tomorrow.</summary>
    private static readonly DateTimeOffset When = new(TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddHours(38), TimeSpan.Zero);

    public static Talk Talk => new Talk("review-next", RoomKind.CaseReview, "Case review: geriatrics, tomorrow", "rosa", "chen amara jonas priya samuel mei")
        .DaysAgo(2)
        .Do("09:00", "rosa", _ => new PlanReview(When, 60, ["physician", "nurse practitioner", "pharmacist", "social worker", "physiotherapist", "dietitian"]))
        .Say("09:02", "rosa", "Tomorrow a week of hard questions: please put your cases on the agenda and say what is still missing.")
        .Do("10:40", "mei", person => new AddCase(Falls, "Three falls in two weeks: rehabilitation first, or a change of medication first?", person("mei"), "H.W., 80–85, male", "H. W., record 1941-552", 15))
        .Do("10:41", "mei", _ => new SetReadiness(Falls, ReadinessItem.History, Readiness.Present))
        .Do("10:42", "mei", _ => new SetReadiness(Falls, ReadinessItem.Radiology, Readiness.Present))
        .Do("10:43", "mei", _ => new SetReadiness(Falls, ReadinessItem.Pathology, Readiness.NotNeeded))
        .Do("11:20", "priya", _ => new SetReadiness(Falls, ReadinessItem.Comorbidity, Readiness.Present))
        .Do("15:05", "samuel", _ => new SetReadiness(Falls, ReadinessItem.Psychosocial, Readiness.Present))
        .Do("15:06", "samuel", _ => new SetReadiness(Falls, ReadinessItem.PatientViews, Readiness.Present))
        .DaysAgo(1)
        .Do("08:50", "chen", person => new AddCase(Dialysis, "Begin dialysis, or conservative care at home?", person("chen"), "E.L., 85–90, female", "E. L., record 1938-204", 20))
        .Do("08:52", "chen", _ => new SetReadiness(Dialysis, ReadinessItem.History, Readiness.Present))
        .Do("08:53", "chen", _ => new SetReadiness(Dialysis, ReadinessItem.Pathology, Readiness.Present))
        .Do("08:53", "chen", _ => new SetReadiness(Dialysis, ReadinessItem.Comorbidity, Readiness.Present))
        .Do("08:54", "chen", _ => new SetReadiness(Dialysis, ReadinessItem.Radiology, Readiness.NotNeeded))
        .Do("13:15", "jonas", _ => new AddCase(Feeding, "Tube feeding after the stroke: when is the time to decide?", null, "B.T., 75–80, male"));
}

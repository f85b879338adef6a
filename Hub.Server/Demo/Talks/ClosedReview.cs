using Hub.Core.Rooms;
using Hub.Core.Rooms.Reviews;
using Hub.Core.Rooms.Reviews.FollowUp;

namespace Hub.Server.Demo.Talks;

/// <summary>Last week's review, from the first case to what became of its decisions: to read, to replay, to look at in numbers.</summary>
internal static class ClosedReview
{
    private static readonly Guid Heart = new("01970000-0000-7000-8000-0000000000c1"), Pain = new("01970000-0000-7000-8000-0000000000c2"), Home = new("01970000-0000-7000-8000-0000000000c3");
    private static readonly DateTimeOffset Midnight = new(TimeProvider.System.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);

    public static Talk Talk => new Talk("review-closed", RoomKind.CaseReview, "Case review: last week's three", "chen", "amara jonas priya nadia samuel rosa")
        .DaysAgo(5)
        .Do("13:10", "chen", person => new AddCase(Heart, "Valve repair now, or medical therapy until the summer?", person("amara"), "A.F., 70–75, male, heart failure", "A. F., record 1952-881", 15))
        .Do("13:12", "priya", person => new AddCase(Pain, "Change the opioid, or add a nerve block?", person("priya"), "L.S., 55–60, female", null, 10))
        .Do("13:14", "jonas", person => new AddCase(Home, "Home with support, or a short stay in rehabilitation?", person("samuel"), "E.K., 80–85, female", "E. K., record 1941-317", 10))
        .Ready("13:40", "amara", Heart).Ready("13:42", "priya", Pain).Ready("13:45", "jonas", Home)
        .Do("14:00", "chen", _ => new StartCase(Heart)).Come("14:00:20", "chen amara jonas priya nadia samuel")
        .Do("14:04", "nadia", _ => new RaiseHand()).Do("14:04:30", "chen", _ => new GiveWord()).Do("14:06", "nadia", _ => new EndWord())
        .Round("14:07", Heart, ["Repair now", "Medical therapy", "Ask the heart team elsewhere"],
            ("14:07:40", "nadia", 1, 4, "The ventricle gets larger from echo to echo."), ("14:08:10", "amara", 2, 3, "He has been stable since the dose was changed."),
            ("14:08:20", "priya", 2, 2, "There is room to go up with the dose."), ("14:08:50", "jonas", 1, 3, "He cannot climb his own stairs any more."), ("14:09:10", "chen", 1, 4, "Waiting costs us the window."), ("14:09:30", "samuel", 3, 2, "His daughter asks for another opinion."))
        .Do("14:09:50", "chen", _ => new RevealOpinions(Heart))
        .Do("14:12", "priya", _ => new NoteOnCase(Heart, "Kidney function allows contrast; hold the metformin two days before."))
        .Round("14:14", Heart, null, ("14:14:20", "nadia", 1, 5, null), ("14:14:30", "amara", 1, 4, "The echo of last week has convinced me."), ("14:14:50", "priya", 1, 3, null), ("14:15", "jonas", 1, 4, null), ("14:15:10", "chen", 1, 5, null), ("14:15:20", "samuel", 3, 3, "The daughter should be asked first."))
        .Do("14:15:40", "chen", _ => new RevealOpinions(Heart))
        .Do("14:17", "chen", person => new DecideCase(Heart, "Refer for valve repair within two weeks.", "The ventricle enlarges while he still is fit for it.", person("chen"), Midnight.AddDays(-2).AddHours(17),
            [new(person("samuel"), "The family should hear a second opinion before the referral.")], ["https://www.escardio.org/Guidelines", "ESC/EACTS 2021, valvular heart disease, class IIa"], ["Medical therapy until the summer"], null, person("nadia")))
        .Do("14:18", "chen", _ => new CloseCase(Heart))
        .Do("14:19", "chen", _ => new StartCase(Pain)).Do("14:22:10", "jonas", _ => new RaiseHand()).Do("14:22:20", "chen", _ => new GiveWord())
        .Round("14:24", Pain, ["Change the opioid", "Nerve block"], ("14:24:30", "priya", 1, 4, "Half of the dose does nothing but side effects."), ("14:24:40", "amara", 2, 3, null), ("14:25", "jonas", 2, 4, "She asks for it herself."), ("14:25:10", "nadia", 2, 3, null), ("14:25:20", "chen", 2, 4, null))
        .Do("14:25:30", "samuel", _ => new PassOpinion(Pain)).Do("14:25:50", "chen", _ => new RevealOpinions(Pain))
        .Do("14:28", "chen", person => new DecideCase(Pain, "Nerve block this week, then lower the opioid step by step.", "Most would try it, and it can be undone.", person("amara"), Midnight.AddDays(-1).AddHours(12), null, ["Local guideline: chronic pain, chapter 3"], ["Change the opioid first"]))
        .Do("14:29", "chen", _ => new CloseCase(Pain))
        .Do("14:30", "chen", _ => new StartCase(Home))
        .Round("14:33", Home, null, ("14:33:30", "samuel", "Home with support", 4, "Her neighbour and the day service are arranged."), ("14:33:50", "jonas", "Home with support", 3, null), ("14:34", "amara", "Home with support", 4, null), ("14:34:20", "priya", "Rehabilitation", 2, "Nine medicines, and nobody who sets them out."))
        .Do("14:34:40", "nadia", _ => new PassOpinion(Home)).Do("14:35", "chen", _ => new RevealOpinions(Home))
        .Do("14:38", "chen", person => new DecideCase(Home, "Home with day service; medicines set out weekly by the pharmacy.", "What spoke against home can be arranged.", person("samuel"), Midnight.AddDays(6).AddHours(17), null, null, ["Rehabilitation for three weeks"]))
        .Do("14:39", "chen", _ => new CloseCase(Home))
        .DaysAgo(2)
        .Do("16:40", "chen", _ => new RecordOutcome(Heart, DecisionOutcome.Implemented, "Referred, and the date is set. The family heard a second opinion first."));

    private static Talk Ready(this Talk talk, string at, string who, Guid caseId) => Enum.GetValues<ReadinessItem>().Aggregate(talk, (t, item) =>
        t.Do(at, who, _ => new SetReadiness(caseId, item, item == ReadinessItem.Pathology ? Readiness.NotNeeded : Readiness.Present)));

    private static Talk Come(this Talk talk, string at, string who) => who.Split(' ').Aggregate(talk, (t, person) => t.Do(at, person, _ => new AttendReview()));

    /// <summary>A round with options to choose from, by number.</summary>
    private static Talk Round(this Talk talk, string at, Guid caseId, string[]? options, params (string At, string Who, int Option, int Confidence, string? Why)[] opinions)
    {
        string[] known = options ?? ["Repair now", "Medical therapy", "Ask the heart team elsewhere"];
        return opinions.Aggregate(talk.Do(at, "chen", _ => new OpenOpinions(caseId, options)), (t, o) => t.Do(o.At, o.Who, _ => new GiveOpinion(caseId, known[o.Option - 1], o.Confidence, o.Why)));
    }

    /// <summary>A round in everybody's own words.</summary>
    private static Talk Round(this Talk talk, string at, Guid caseId, string[]? options, params (string At, string Who, string Position, int Confidence, string? Why)[] opinions) =>
        opinions.Aggregate(talk.Do(at, "chen", _ => new OpenOpinions(caseId, options)), (t, o) => t.Do(o.At, o.Who, _ => new GiveOpinion(caseId, o.Position, o.Confidence, o.Why)));
}

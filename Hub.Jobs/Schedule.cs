using Hub.Jobs.Jobs;

namespace Hub.Jobs;

/// <summary>A job and when it runs.</summary>
/// <param name="Job">An <see cref="IJob"/>.</param>
/// <param name="When">Its times.</param>
/// <param name="Does">What it does, in words for the administrators' page.</param>
/// <param name="Heavy">Walks through much: of several nodes only one does it.</param>
public sealed record Cadence(Type Job, Every When, string Does, bool Heavy = false)
{
    public string Name => Job.Name;
}

/// <summary>Every cadence of the house. A missed time is forgotten by the engine, so a job looks for what is due and does not trust the tick.</summary>
public static class Schedule
{
    // At one instant they run in this order where time is set ahead: what finds out comes before what sends.
    public static readonly IReadOnlyList<Cadence> All =
    [
        new(typeof(FollowDuty), Every.Seconds(2), "Tells rooms who is on call when a shift begins or ends."),
        new(typeof(NudgeAsks), Every.Seconds(1), "Nudges those from whom something is due, and asks the next in line."),
        new(typeof(FollowTeams), Every.Seconds(2, at: 1), "Keeps each team's wall of thanks open to those in the team."),
        new(typeof(PassChairs), Every.Seconds(5), "Passes the chair of a live review on when its chair is gone."),
        new(typeof(KeepSessions), Every.Seconds(5, at: 2), "Reminds of feedback sessions and of commitments, and tells what was moved or missed."),
        new(typeof(AskOutcomes), Every.Minutes(5), "Asks the owner of a decision what became of it when it is due."),
        new(typeof(MakeDigests), Every.Minutes(1), "Makes each team's digest of the week when it is due there."),
        new(typeof(SendPushes), Every.Seconds(1), "Sends the pushes that are due."),
        new(typeof(SendMails), Every.Seconds(2), "Sends the mails that are due."),
        new(typeof(CallWebhooks), Every.Seconds(2, at: 1), "Calls the webhooks that are due."),
        new(typeof(TellUnreadyCases), Every.Minutes(5, at: 1), "Tells presenters and chairs which cases of a coming review are not ready."),
        new(typeof(ForgetNotices), Every.DayAt(2, 29), "Deletes notices that are long done."),
        new(typeof(PurgeRooms), Every.DayAt(2, 41), "Deletes what is past its retention time, except under a legal hold.", Heavy: true),
        new(typeof(VerifyJournals), Every.DayAt(3, 17), "Walks every room's journal and names what was tampered with.", Heavy: true),
        new(typeof(SweepAttachments), Every.Minutes(10, at: 4), "Removes files of deleted messages and files that were never sent."),
    ];
}

/// <summary>What runs by the clock. Run twice, late, or on two nodes at once, it does one thing.</summary>
public interface IJob
{
    Task RunAsync(CancellationToken cancel);
}

/// <summary>A job that can say when it next has something to do: time that is set ahead then stops there, and not in vain.</summary>
public interface IKnowsWhenDue : IJob
{
    /// <summary>The next instant, on the clock of work, at which a run finds something to do; in the past: now; null: nothing as things stand. One that lies ahead is kept to once it has come.</summary>
    Task<DateTimeOffset?> NextDueAsync(CancellationToken cancel);
}

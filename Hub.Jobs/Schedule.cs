using Hub.Jobs.Jobs;

namespace Hub.Jobs;

/// <summary>A job and when it runs.</summary>
/// <param name="Job">An <see cref="IJob"/>.</param>
/// <param name="Cron">Quartz's cron: second minute hour day month weekday. UTC.</param>
public sealed record Cadence(Type Job, string Cron);

/// <summary>Every cadence of the house. A missed tick is forgotten by the engine, so a job looks for what is due and does not trust the tick.</summary>
public static class Schedule
{
    public static readonly IReadOnlyList<Cadence> All =
    [
        new(typeof(FollowDuty), "0/2 * * * * ?"), // every two seconds
        new(typeof(NudgeAsks), "* * * * * ?"), // every second
        new(typeof(PassChairs), "0/5 * * * * ?"), // every five seconds
        new(typeof(FollowTeams), "1/2 * * * * ?"), // every two seconds, between those of the roster
        new(typeof(MakeDigests), "20 * * * * ?"), // each minute
        new(typeof(KeepSessions), "2/5 * * * * ?"), // every five seconds
        new(typeof(AskOutcomes), "20 0/5 * * * ?"), // every five minutes
        new(typeof(SendPushes), "* * * * * ?"), // each second, as the next two
        new(typeof(SendMails), "* * * * * ?"),
        new(typeof(CallWebhooks), "* * * * * ?"),
        new(typeof(TellUnreadyCases), "20 1/5 * * * ?"), // every five minutes
        new(typeof(ForgetNotices), "0 29 2 * * ?"), // nightly at 02:29
        new(typeof(PurgeRooms), "0 41 2 * * ?"), // nightly at 02:41
        new(typeof(VerifyJournals), "0 17 3 * * ?"), // nightly at 03:17
        new(typeof(SweepAttachments), "0 4/10 * * * ?"), // every ten minutes
    ];
}

/// <summary>What runs by the clock. Run twice, late, or on two nodes at once, it does one thing.</summary>
public interface IJob
{
    Task RunAsync(CancellationToken cancel);
}

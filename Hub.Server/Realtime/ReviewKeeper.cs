using Hub.Core.Rooms.Reviews;

namespace Hub.Server.Realtime;

/// <summary>
/// Says to the database who of this node's people is in a live review: whoever has its room open, and the chair wherever they are in the hub.
/// Runs on the real clock: it is about connections, not about care.
/// </summary>
public sealed partial class ReviewKeeper(RoomFeed feed, Receivers receivers, ChairWatch watch, ChairLease lease, TimeProvider clock, ILogger<ReviewKeeper> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(lease.Renewed, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await watch.RenewAsync(Here(), stoppingToken);
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    LogFailed(log, e);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private List<(Guid Room, Guid Person)> Here()
    {
        var now = Hub.Core.Instant.Micros(clock);
        var here = new List<(Guid, Guid)>();
        foreach (var watched in feed.Rooms)
        {
            if (watched.Room is not { Review: { } review } room || !review.IsLive(now)) continue;
            var people = watched.Present.ToHashSet();
            if (review.Chair is { } chair && !receivers.Of(chair).IsEmpty) people.Add(chair);
            here.AddRange(people.Where(room.Has).Select(person => (room.Id, person)));
        }
        return here;
    }

    [LoggerMessage(240, LogLevel.Warning, "Who is in the live reviews could not be written down just now; it is tried again in a moment.")]
    private static partial void LogFailed(ILogger log, Exception e);
}

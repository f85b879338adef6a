using Hub.Core.Rooms.Retention;

namespace Hub.Jobs.Jobs;

/// <summary>Purges what is past its time, except in rooms under a legal hold.</summary>
public sealed class PurgeRooms(RetentionSweep sweep) : IJob
{
    public Task RunAsync(CancellationToken cancel) => sweep.RunAsync(cancel);
}

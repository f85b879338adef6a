using System.Threading.RateLimiting;
using Hub.Core.Rooms;
using Hub.Server.Setup;

namespace Hub.Server.Realtime;

/// <summary>How much one person may ask on this node, by whichever door: commands by <c>Hub:Limits</c>, signals, positions and pointers by a fixed measure.</summary>
public sealed class CommandGate(CommandLimits limits) : IDisposable
{
    private readonly PartitionedRateLimiter<Guid> commands = PerPerson(limits.Burst, limits.PerSecond);
    private readonly PartitionedRateLimiter<Guid> signals = PerPerson(100, 40);
    private readonly PartitionedRateLimiter<Guid> pointers = PerPerson(20, 20);

    /// <param name="person">Who asks.</param>
    /// <param name="bytes">How long the command is; each 4 KB begun counts as one, since long texts cost everybody who receives them.</param>
    /// <exception cref="Refusal">429.</exception>
    public void Command(Guid person, int bytes = 0)
    {
        Take(commands, person, Math.Min(1 + bytes / 4096, limits.Burst));
    }

    /// <exception cref="Refusal">429.</exception>
    public void Signal(Guid person) => Take(signals, person);

    /// <summary>A shared pointer moves at most 20 times a second, whatever a client sends.</summary>
    /// <exception cref="Refusal">429.</exception>
    public void Point(Guid person) => Take(pointers, person);

    public void Dispose()
    {
        commands.Dispose();
        signals.Dispose();
        pointers.Dispose();
    }

    private static void Take(PartitionedRateLimiter<Guid> measure, Guid person, int permits = 1)
    {
        using var lease = measure.AttemptAcquire(person, permits);
        if (!lease.IsAcquired) throw new Refusal(429, "That is too much at once. Try again in a moment.");
    }

    private static PartitionedRateLimiter<Guid> PerPerson(int burst, int perSecond) =>
        PartitionedRateLimiter.Create<Guid, Guid>(person => RateLimitPartition.GetTokenBucketLimiter(person, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst,
            TokensPerPeriod = perSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
            AutoReplenishment = true,
        }));
}

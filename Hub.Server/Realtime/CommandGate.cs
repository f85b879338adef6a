using System.Threading.RateLimiting;
using Hub.Core.Rooms;
using Hub.Server.Setup;

namespace Hub.Server.Realtime;

/// <summary>How much one person may ask on this node, by whichever door: commands by <c>Hub:Limits</c>, signals, positions and pointers by a fixed measure.</summary>
public sealed class CommandGate(CommandLimits limits) : IDisposable
{
    // One limiter for all: each has a timer of its own that goes ten times a second.
    private readonly PartitionedRateLimiter<(Measure Of, Guid Person)> limiter = PartitionedRateLimiter.Create<(Measure Of, Guid Person), (Measure, Guid)>(asked => asked.Of switch
    {
        Measure.Commands => Bucket(asked, limits.Burst, limits.PerSecond),
        Measure.Signals => Bucket(asked, 100, 40),
        _ => Bucket(asked, 20, 20),
    });

    private enum Measure { Commands, Signals, Pointers }

    /// <param name="person">Who asks.</param>
    /// <param name="bytes">How long the command is; each 4 KB begun counts as one, since long texts cost everybody who receives them.</param>
    /// <exception cref="Refusal">429.</exception>
    public void Command(Guid person, int bytes = 0)
    {
        Take(Measure.Commands, person, Math.Min(1 + bytes / 4096, limits.Burst));
    }

    /// <exception cref="Refusal">429.</exception>
    public void Signal(Guid person) => Take(Measure.Signals, person);

    /// <summary>A shared pointer moves at most 20 times a second, whatever a client sends.</summary>
    /// <exception cref="Refusal">429.</exception>
    public void Point(Guid person) => Take(Measure.Pointers, person);

    public void Dispose() => limiter.Dispose();

    private void Take(Measure of, Guid person, int permits = 1)
    {
        using var lease = limiter.AttemptAcquire((of, person), permits);
        if (!lease.IsAcquired) throw new Refusal(429, "That is too much at once. Try again in a moment.");
    }

    private static RateLimitPartition<(Measure, Guid)> Bucket((Measure, Guid) asked, int burst, int perSecond) =>
        RateLimitPartition.GetTokenBucketLimiter(asked, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst,
            TokensPerPeriod = perSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
            AutoReplenishment = true,
        });
}

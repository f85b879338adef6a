using Hub.Core.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Jobs;

/// <summary>How often a job ran while time was walked through, and how often it failed.</summary>
public sealed record Walked(string Job, int Runs, int Failures);

/// <summary>
/// Goes through a stretch of time as the jobs would have lived it, without waiting: from one instant at which something is due to the next, in
/// order. Jobs of an hour and more run at each of their times. Those that know when they are due run exactly then. The others run at each stop, at
/// least every hour: what they look at (shifts, digests, what waits to be sent) begins on the hour or when another job made it.
/// </summary>
public sealed class TimeWalk(JobTable table, JobRunner runner, IServiceScopeFactory scopes) : IDisposable
{
    private static readonly TimeSpan Steady = TimeSpan.FromHours(1);
    private static readonly Every Grain = Every.Hours(1);
    // One run may make work for another; what is still due after so many rounds is waiting for something else than time.
    private const int Rounds = 20;

    private readonly SemaphoreSlim one = new(1);

    /// <summary>Walks from one instant to a later one; only one walk at a time.</summary>
    /// <param name="from">Where time stands.</param>
    /// <param name="to">Where it shall stand.</param>
    /// <param name="setClock">Sets the clock of work to the next stop.</param>
    /// <param name="cancel">Ends the walk at the stop where it is.</param>
    /// <returns>What ran, in the table's order.</returns>
    public async Task<IReadOnlyList<Walked>> GoAsync(DateTimeOffset from, DateTimeOffset to, Func<DateTimeOffset, Task> setClock, CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            var counts = table.All.ToDictionary(c => c, _ => (Runs: 0, Failures: 0));
            for (var now = from; now < to;)
            {
                now = Earliest(await NextAsync(now, cancel), to);
                await setClock(now);
                await StopAsync(now, last: now == to, counts, cancel);
            }
            return [.. table.All.Where(c => counts[c].Runs > 0).Select(c => new Walked(c.Name, counts[c].Runs, counts[c].Failures))];
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    /// <summary>The next instant after <paramref name="now"/> at which any job has a reason to run.</summary>
    private async Task<DateTimeOffset> NextAsync(DateTimeOffset now, CancellationToken cancel)
    {
        var next = DateTimeOffset.MaxValue;
        foreach (var cadence in table.All)
        {
            if (Knows(cadence))
            {
                if (await DueAsync(cadence, cancel) is { } due && due > now) next = Earliest(next, due);
            }
            else next = Earliest(next, cadence.When.Period >= Steady ? cadence.When.After(now) : Grain.After(now));
        }
        return next;
    }

    private async Task StopAsync(DateTimeOffset now, bool last, Dictionary<Cadence, (int Runs, int Failures)> counts, CancellationToken cancel)
    {
        foreach (var cadence in table.All)
            if (Knows(cadence) ? await IsDueAsync(cadence, now, cancel) : cadence.When.Period < Steady || cadence.When.After(now.AddTicks(-1)) == now)
                await CountAsync(cadence);
        for (var round = 1; round < Rounds; round++)
        {
            var ran = false;
            foreach (var cadence in table.All)
            {
                // Those that do not know may have found work that an earlier one made: at the end they are asked once more.
                if (Knows(cadence) ? !await IsDueAsync(cadence, now, cancel) : !last || round > 1 || cadence.When.Period >= Steady) continue;
                await CountAsync(cadence);
                ran |= Knows(cadence);
            }
            if (!ran) return;
        }

        async Task CountAsync(Cadence cadence)
        {
            var outcome = await runner.RunAsync(cadence, cancel);
            cancel.ThrowIfCancellationRequested();
            counts[cadence] = (counts[cadence].Runs + 1, counts[cadence].Failures + (outcome == JobOutcome.Failed ? 1 : 0));
        }
    }

    private async Task<bool> IsDueAsync(Cadence cadence, DateTimeOffset now, CancellationToken cancel) => await DueAsync(cadence, cancel) <= now;

    private async Task<DateTimeOffset?> DueAsync(Cadence cadence, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await ((IKnowsWhenDue)scope.ServiceProvider.GetRequiredService(cadence.Job)).NextDueAsync(cancel);
    }

    private static bool Knows(Cadence cadence) => cadence.Job.IsAssignableTo(typeof(IKnowsWhenDue));

    private static DateTimeOffset Earliest(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}

using Hub.Core.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Jobs;

/// <summary>How often a job ran while time was walked through, and how often it failed.</summary>
public sealed record Walked(string Job, int Runs, int Failures);

/// <summary>
/// Goes through a stretch of time as the jobs would have lived it, without waiting: from one instant at which something is due to the next, in
/// order. Those that know when they are due run exactly then, and again where another made work for them. The others run at their times, those of
/// less than an hour once an hour and at the end: they tidy up, and tell nobody anything.
/// </summary>
public sealed class TimeWalk(JobTable table, JobRunner runner, IServiceScopeFactory scopes) : IDisposable
{
    private static readonly TimeSpan Steady = TimeSpan.FromHours(1);
    private static readonly Every Grain = Every.Hours(1);
    // One run may make work for another; what is still due after so many rounds is waiting for something else than time.
    private const int Rounds = 20;

    private readonly SemaphoreSlim one = new(1);

    /// <summary>Walks from one instant to a later one; only one walk at a time.</summary>
    /// <param name="from">Where time stands. What is due there already is done first.</param>
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
            var due = table.All.ToDictionary(c => c, c => Knows(c) ? DateTimeOffset.MinValue : After(c, from));
            if (from < to) await StopAsync(from, due, counts, cancel);
            for (var now = from; now < to;)
            {
                now = due.Values.Where(d => d > now).Append(to).Min();
                await setClock(now);
                if (now == to)
                    foreach (var cadence in table.All.Where(c => !Knows(c) && c.When.Period < Steady)) due[cadence] = now;
                await StopAsync(now, due, counts, cancel);
            }
            return [.. table.All.Where(c => counts[c].Runs > 0).Select(c => new Walked(c.Name, counts[c].Runs, counts[c].Failures))];
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    /// <summary>Runs what is due, in the table's order, until nothing more is.</summary>
    /// <param name="now">Where the clock stands.</param>
    /// <param name="due">When each job has its next reason to run; afterwards, as things stand then.</param>
    private async Task StopAsync(DateTimeOffset now, Dictionary<Cadence, DateTimeOffset> due, Dictionary<Cadence, (int Runs, int Failures)> counts, CancellationToken cancel)
    {
        for (var (round, ran) = (0, true); ran && round < Rounds; round++)
        {
            ran = false;
            foreach (var cadence in table.All)
            {
                // What was to come at this instant has come, though the job by now may look at what comes after it.
                var came = round == 0 && due[cadence] > DateTimeOffset.MinValue && due[cadence] <= now;
                // Until something ran here nothing has changed.
                if (!came && Knows(cadence) && (ran || round > 0 || due[cadence] <= now)) due[cadence] = await DueAsync(cadence, cancel);
                if (!came && !(Knows(cadence) && due[cadence] <= now)) continue;
                var outcome = await runner.RunAsync(cadence, cancel);
                cancel.ThrowIfCancellationRequested();
                counts[cadence] = (counts[cadence].Runs + 1, counts[cadence].Failures + (outcome == JobOutcome.Failed ? 1 : 0));
                if (!Knows(cadence)) due[cadence] = After(cadence, now);
                ran |= Knows(cadence);
            }
        }
    }

    private async Task<DateTimeOffset> DueAsync(Cadence cadence, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await ((IKnowsWhenDue)scope.ServiceProvider.GetRequiredService(cadence.Job)).NextDueAsync(cancel) ?? DateTimeOffset.MaxValue;
    }

    private static DateTimeOffset After(Cadence cadence, DateTimeOffset now) => cadence.When.Period >= Steady ? cadence.When.After(now) : Grain.After(now);

    private static bool Knows(Cadence cadence) => cadence.Job.IsAssignableTo(typeof(IKnowsWhenDue));
}

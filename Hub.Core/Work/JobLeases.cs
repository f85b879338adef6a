using Hub.Core.Data;

namespace Hub.Core.Work;

/// <summary>
/// A heavy job is done by one node. Whoever takes its lease renews it while at it, and then keeps it for a while, so that a node whose clock is a
/// little behind does not do it all again. A dead node's lease runs out. Without a lease nothing would break: jobs may run twice.
/// </summary>
public sealed class JobLeases(Database database)
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(40);
    private static readonly TimeProvider Clock = TimeProvider.System;

    /// <summary>Runs <paramref name="work"/> unless another node has the job; false: it was left to that one.</summary>
    /// <param name="job">The job's name.</param>
    /// <param name="node">This process.</param>
    /// <param name="keep">How long nobody else does it again once it is done.</param>
    /// <param name="work">What to do.</param>
    /// <param name="cancel">Ends the renewing.</param>
    public async Task<bool> WithAsync(string job, Guid node, TimeSpan keep, Func<Task> work, CancellationToken cancel)
    {
        if (!await TakeAsync(job, node, cancel)) return false;
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var renewing = RenewAsync(job, node, done.Token);
        try
        {
            await work();
        }
        finally
        {
            await done.CancelAsync();
            await renewing;
        }
        await HoldAsync(job, node, keep, cancel);
        return true;
    }

    private async Task<bool> TakeAsync(string job, Guid node, CancellationToken cancel)
    {
        var now = Clock.GetUtcNow();
        await using var on = await database.OpenAsync(cancel);
        await using var take = on.Command(
            "INSERT INTO job_leases (job, node, held_until) VALUES (@job, @node, @until) ON CONFLICT (job) DO UPDATE SET node = excluded.node, held_until = excluded.held_until WHERE job_leases.held_until <= @now",
            ("@job", job), ("@node", node), ("@until", Instant.ToMicros(now + Length)), ("@now", Instant.ToMicros(now)));
        return await take.ExecuteNonQueryAsync(cancel) == 1;
    }

    private async Task HoldAsync(string job, Guid node, TimeSpan length, CancellationToken cancel)
    {
        await using var on = await database.OpenAsync(cancel);
        await on.Command("UPDATE job_leases SET held_until = @until WHERE job = @job AND node = @node",
            ("@until", Instant.ToMicros(Clock.GetUtcNow() + length)), ("@job", job), ("@node", node)).RunAsync(cancel);
    }

    private async Task RenewAsync(string job, Guid node, CancellationToken cancel)
    {
        try
        {
            using var timer = new PeriodicTimer(Renewal, Clock);
            while (await timer.WaitForNextTickAsync(cancel)) await HoldAsync(job, node, Length, cancel);
        }
        catch (OperationCanceledException)
        {
            // Done, or the node stops.
        }
        catch (System.Data.Common.DbException)
        {
            // Another node may now take it too, and does no harm.
        }
    }
}

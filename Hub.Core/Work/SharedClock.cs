using System.Buffers.Binary;
using System.Data.Common;
using Hub.Core.Data;
using Microsoft.Extensions.Hosting;

namespace Hub.Core.Work;

/// <summary>
/// In Development: how far ahead the clock of work was set stands in the database, so that it stays set after a restart, and the nodes of one
/// database follow each other within two seconds.
/// </summary>
public sealed class SharedClock(Database database, WorkClock clock) : BackgroundService, IHostedLifecycleService
{
    private const string Key = "clock-ahead";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Goes ahead here and, by the database, on every node.</summary>
    public async Task SetAheadAsync(TimeSpan by, CancellationToken cancel)
    {
        var value = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(value, by.Ticks);
        await using (var on = await database.OpenAsync(cancel))
            // Big-endian bytes sort as the numbers do: whoever went further stays.
            await on.Command("INSERT INTO meta (key, value) VALUES (@key, @value) ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE meta.value < excluded.value",
                ("@key", Key), ("@value", value)).RunAsync(cancel);
        clock.SetAhead(by);
    }

    /// <summary>Before anything of this node asks what time it is, after the schema is there.</summary>
    public Task StartingAsync(CancellationToken cancellationToken) => FollowAsync(cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await FollowAsync(stoppingToken);
            }
            catch (Exception later) when (later is DbException or TimeoutException)
            {
                // The database is away, which others have said already; the next round reads it.
            }
        }
    }

    private async Task FollowAsync(CancellationToken cancel)
    {
        await using var on = await database.OpenAsync(cancel);
        foreach (var value in await on.Command("SELECT value FROM meta WHERE key = @key", ("@key", Key)).ListAsync(r => r.Bytes(0), cancel))
            clock.SetAhead(TimeSpan.FromTicks(BinaryPrimitives.ReadInt64BigEndian(value)));
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

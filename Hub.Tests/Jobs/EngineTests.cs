using System.Collections.Concurrent;
using Hub.Core.Data;
using Hub.Core.Work;
using Hub.Jobs;
using Hub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Jobs;

/// <summary>What every engine must do; it runs against the one that this build has for each database.</summary>
public sealed class EngineTests(TestServers servers)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Engine_OverSomeSeconds_RunsEachJobAtItsTimes_AndNoneStopsAnother(Engine engine)
    {
        var seen = new Seen();
        await using var host = new JobsHost(engine, servers);
        IReadOnlyList<Cadence> table =
        [
            new(typeof(Fails), Every.Seconds(1), "Fails each time."),
            new(typeof(Stays), Every.Seconds(1), "Does not end before it is told to."),
            new(typeof(Ticks), Every.Seconds(1), "Notes that it ran."),
            new(typeof(Never), Every.DayAt(TimeProvider.System.GetUtcNow().AddHours(12).Hour, 0), "Is not due now."),
        ];
        var node = await host.NodeAsync(ticking: true, table, services => services.AddSingleton(seen));

        await Machine.UntilAsync(() => Task.FromResult(seen.Of<Ticks>() >= 3 && seen.Of<Fails>() >= 3), Patience, () => string.Join('\n', host.Logs));
        var stopping = TimeProvider.System.GetTimestamp();
        await host.StopAsync(0);

        Assert.True(TimeProvider.System.GetElapsedTime(stopping) < TimeSpan.FromSeconds(10));
        Assert.Equal(0, seen.Of<Never>());
        // The one that goes on is not begun beside itself.
        Assert.Equal(1, seen.Of<Stays>());
        var last = await node.GetRequiredService<JobHistory>().LastAsync([nameof(Fails), nameof(Ticks)], 10, Cancel);
        Assert.All(last[nameof(Fails)], r => Assert.Equal((JobOutcome.Failed, nameof(NotSupportedException)), (r.Outcome, r.Error)));
        Assert.All(last[nameof(Ticks)], r => Assert.Equal((JobOutcome.Done, null), (r.Outcome, r.Error)));
        await Machine.UntilAsync(async () => (await node.GetRequiredService<JobHistory>().LastAsync([nameof(Stays)], 10, Cancel))[nameof(Stays)] is [{ Outcome: JobOutcome.CutOff }],
            Patience, () => "That it was cut off was not recorded.");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Node_ThatDoesNotTick_RunsOnlyWhatItIsAskedFor(Engine engine)
    {
        var seen = new Seen();
        await using var host = new JobsHost(engine, servers);
        IReadOnlyList<Cadence> table = [new(typeof(Ticks), Every.Seconds(1), "Notes that it ran.")];
        var node = await host.NodeAsync(ticking: false, table, services => services.AddSingleton(seen));
        var asker = Guid.CreateVersion7();
        await Task.Delay(1500, Cancel);
        Assert.Equal(0, seen.Of<Ticks>());

        Assert.True(node.GetRequiredService<JobRunner>().TryBegin(table[0], asker));

        var history = node.GetRequiredService<JobHistory>();
        await Machine.UntilAsync(async () => (await history.LastAsync([nameof(Ticks)], 1, Cancel))[nameof(Ticks)] is [{ Outcome: JobOutcome.Done } run] && run.AskedBy == asker,
            Patience, () => "The run that was asked for was not recorded.");
        Assert.Equal(1, seen.Of<Ticks>());
    }

    [Fact]
    public async Task HeavyJob_TickedOnTwoNodesAtOnce_RunsOnOne_AndAnyMayBeAskedForIt()
    {
        var seen = new Seen();
        await using var host = new JobsHost(Engine.Postgres, servers);
        IReadOnlyList<Cadence> table = [new(typeof(Ticks), Every.DayAt(2, 41), "Notes that it ran.", Heavy: true)];
        var first = (await host.NodeAsync(ticking: false, table, services => services.AddSingleton(seen))).GetRequiredService<JobRunner>();
        var second = (await host.NodeAsync(ticking: false, table, services => services.AddSingleton(seen))).GetRequiredService<JobRunner>();

        await Task.WhenAll(first.TickAsync(nameof(Ticks), Cancel), second.TickAsync(nameof(Ticks), Cancel));
        // A clock a little behind comes to the same time later.
        await second.TickAsync(nameof(Ticks), Cancel);
        await first.TickAsync(nameof(Ticks), Cancel);
        Assert.Equal(1, seen.Of<Ticks>());

        Assert.Equal(JobOutcome.Done, await second.RunAsync(table[0], Cancel));
        Assert.Equal(2, seen.Of<Ticks>());
    }

    internal sealed class Seen
    {
        private readonly ConcurrentDictionary<Type, int> runs = new();

        public int Of<TJob>() => runs.GetValueOrDefault(typeof(TJob));

        public void Add<TJob>() => runs.AddOrUpdate(typeof(TJob), 1, (_, n) => n + 1);
    }

    internal sealed class Ticks(Seen seen) : IJob
    {
        public Task RunAsync(CancellationToken cancel)
        {
            seen.Add<Ticks>();
            return Task.CompletedTask;
        }
    }

    internal sealed class Fails(Seen seen) : IJob
    {
        public Task RunAsync(CancellationToken cancel)
        {
            seen.Add<Fails>();
            throw new NotSupportedException("Mrs. Jones, bed 4");
        }
    }

    internal sealed class Stays(Seen seen) : IJob
    {
        public Task RunAsync(CancellationToken cancel)
        {
            seen.Add<Stays>();
            return Task.Delay(Timeout.Infinite, cancel);
        }
    }

    internal sealed class Never(Seen seen) : IJob
    {
        public Task RunAsync(CancellationToken cancel)
        {
            seen.Add<Never>();
            return Task.CompletedTask;
        }
    }
}

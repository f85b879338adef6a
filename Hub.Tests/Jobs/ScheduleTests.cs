using Hub.Core.Data;
using Hub.Core.Work;
using Hub.Jobs;
using Hub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hub.Tests.Jobs;

public sealed class ScheduleTests(TestServers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task EveryJobOfTheSchedule_Run_ComesToItsEnd(Engine engine)
    {
        await using var host = new JobsHost(engine, servers);
        var node = await host.NodeAsync(ticking: false);
        var runner = node.GetRequiredService<JobRunner>();

        foreach (var cadence in Schedule.All) Assert.Equal((cadence.Name, JobOutcome.Done), (cadence.Name, await runner.RunAsync(cadence, Cancel)));

        await using var scope = node.CreateAsyncScope();
        foreach (var cadence in Schedule.All)
            if (scope.ServiceProvider.GetRequiredService(cadence.Job) is IKnowsWhenDue knows) await knows.NextDueAsync(Cancel);
        Assert.DoesNotContain(host.Logs, l => l.StartsWith(nameof(LogLevel.Error), StringComparison.Ordinal));
    }

    [Fact]
    public void EveryJob_IsThereOnce_AndSaysWhatItDoes()
    {
        Assert.Equal(Schedule.All.Count, Schedule.All.DistinctBy(c => c.Name).Count());
        Assert.All(Schedule.All, c => Assert.Matches("^[A-Z].+[.]$", c.Does));
        Assert.All(Schedule.All, c => Assert.True(c.Job.IsAssignableTo(typeof(IJob)), c.Name));
    }
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Jobs;
using Hub.Jobs.Engines;
using Hub.Tests.Data;
using Hub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Hub.Tests.Jobs;

public sealed class QuartzEngineTests(TestServers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task EveryJobOfTheSchedule_Fired_RunsToItsEnd(Engine engine)
    {
        await using var own = await OwnDatabase.MigratedAsync(engine, servers);
        var logs = new Lines();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.Services.AddSingleton(new Verifier(own.Database, new MasterKey(RandomNumberGenerator.GetBytes(MasterKey.Size)))).AddHubJobs();
        using var host = builder.Build();
        await host.StartAsync(Cancel);
        var scheduler = await host.Services.GetRequiredService<ISchedulerFactory>().GetScheduler(Cancel);

        foreach (var cadence in Schedule.All) await scheduler.TriggerJob(new JobKey(cadence.Job.Name), Cancel);

        await Machine.UntilAsync(() => Task.FromResult(logs.All.Any(l => l.Contains("The journals are sound: 0 rooms", StringComparison.Ordinal))),
            TimeSpan.FromSeconds(30), () => string.Join('\n', logs.All));
        Assert.DoesNotContain(logs.All, l => l.StartsWith(nameof(LogLevel.Error), StringComparison.Ordinal));
        await host.StopAsync(Cancel);
    }

    [Fact]
    public void EveryCadence_IsAValidOneWithANextTime() =>
        Assert.All(Schedule.All, c => Assert.NotNull(CronScheduleBuilder.Create(c.Cron).InTimeZone(TimeZoneInfo.Utc)));

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> All { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

        public void Dispose() { }
    }
}

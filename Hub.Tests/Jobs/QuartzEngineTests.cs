using System.Collections.Concurrent;
using System.Security.Cryptography;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Jobs;
using Hub.Jobs.Engines;
using Hub.Server.Api;
using Hub.Server.Identity;
using Hub.Server.Realtime;
using Hub.Server.Setup;
using Hub.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
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
        using var folder = new TempFolder("jobs");
        var logs = new Lines();
        var ended = new Ended();
        await using var node = await BuildAsync(engine, folder, logs);
        await node.StartAsync(Cancel);
        var scheduler = await node.Services.GetRequiredService<ISchedulerFactory>().GetScheduler(Cancel);
        scheduler.ListenerManager.AddJobListener(ended);

        foreach (var cadence in Schedule.All) await scheduler.TriggerJob(new JobKey(cadence.Job.Name), Cancel);

        await Machine.UntilAsync(() => Task.FromResult(Schedule.All.All(c => ended.Names.Contains(c.Job.Name))),
            TimeSpan.FromSeconds(60), () => string.Join('\n', logs.All));
        Assert.DoesNotContain(logs.All, l => l.StartsWith(nameof(LogLevel.Error), StringComparison.Ordinal));
        await node.StopAsync(Cancel);
    }

    // A node as the program composes it, without its pages: what a job asks for must be there.
    private async Task<WebApplication> BuildAsync(Engine engine, TempFolder folder, Lines logs)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.Configuration["Hub:Data"] = folder.At("data");
        if (engine == Engine.Postgres)
        {
            builder.Configuration["Hub:Database"] = await (await servers.PostgresAsync()).CreateDatabaseAsync();
            builder.Configuration["Hub:MasterKeyFile"] = folder.At("master.key");
            await File.WriteAllTextAsync(folder.At("master.key"), Convert.ToBase64String(RandomNumberGenerator.GetBytes(MasterKey.Size)), Cancel);
        }
        var settings = SettingsReader.Read(builder.Configuration, builder.Environment);
        builder.AddHubApi();
        builder.Services.AddHubData(settings).AddHubIdentity(settings).AddHubRealtime(settings).AddHubJobs();
        return builder.Build();
    }

    [Fact]
    public void EveryCadence_IsAValidOneWithANextTime() =>
        Assert.All(Schedule.All, c => Assert.NotNull(CronScheduleBuilder.Create(c.Cron).InTimeZone(TimeZoneInfo.Utc)));

    private sealed class Ended : IJobListener
    {
        public string Name => nameof(Ended);
        public ConcurrentBag<string> Names { get; } = [];

        public ValueTask JobToBeExecuted(IJobExecutionContext context, CancellationToken cancellationToken = default) => default;

        public ValueTask JobExecutionVetoed(IJobExecutionContext context, CancellationToken cancellationToken = default) => default;

        public ValueTask JobWasExecuted(IJobExecutionContext context, JobExecutionException? jobException, CancellationToken cancellationToken = default)
        {
            Names.Add(context.JobDetail.Key.Name);
            return default;
        }
    }

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

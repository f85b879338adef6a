using System.Collections.Concurrent;
using System.Security.Cryptography;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Jobs;
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

namespace Hub.Tests.Jobs;

/// <summary>Nodes as the program composes them, without its pages: what a job asks for must be there. They share one database.</summary>
internal sealed class JobsHost(Engine engine, TestServers servers) : IAsyncDisposable
{
    private readonly TempFolder folder = new("jobs");
    private readonly List<WebApplication> nodes = [];
    private string? database;

    /// <summary>Everything that was logged, as "Level message exception".</summary>
    public ConcurrentQueue<string> Logs { get; } = new();

    /// <summary>Starts a node that runs <paramref name="table"/> (the schedule's jobs unless given), by the clock if it is ticking.</summary>
    public async Task<IServiceProvider> NodeAsync(bool ticking, IReadOnlyList<Cadence>? table = null, Action<IServiceCollection>? more = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(new Lines(Logs));
        builder.Configuration["Hub:Data"] = folder.At("data");
        if (engine == Engine.Postgres)
        {
            var key = folder.At("master.key");
            if (database is null) await File.WriteAllTextAsync(key, Convert.ToBase64String(RandomNumberGenerator.GetBytes(MasterKey.Size)));
            database ??= await (await servers.PostgresAsync()).CreateDatabaseAsync();
            builder.Configuration["Hub:Database"] = database;
            builder.Configuration["Hub:MasterKeyFile"] = key;
        }
        var settings = SettingsReader.Read(builder.Configuration, builder.Environment);
        builder.AddHubApi();
        builder.Services.AddHubData(settings).AddHubIdentity(settings).AddHubRealtime(settings).AddHubJobs(engine, ticking, table);
        more?.Invoke(builder.Services);
        var node = builder.Build();
        nodes.Add(node);
        await node.StartAsync();
        return node.Services;
    }

    public Task StopAsync(int node) => nodes[node].StopAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes) await node.DisposeAsync();
        folder.Dispose();
    }

    private sealed class Lines(ConcurrentQueue<string> all) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            all.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

        public void Dispose() { }
    }
}

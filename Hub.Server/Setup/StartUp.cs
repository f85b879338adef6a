using Hub.Core.Data;
using Hub.Core.Journal;

namespace Hub.Server.Setup;

/// <summary>Before anything else starts: the data folder, the schema, the check that the master key fits the database, the demo team.</summary>
public sealed class StartUp(HubSettings settings, IServiceProvider services, IHostEnvironment environment) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await PrepareAsync(settings, services, cancellationToken);
        if (environment.IsDevelopment()) await Demo.DemoData.EnsureAsync(services, settings.DemoPeople, cancellationToken);
    }

    /// <summary>What every use of the database needs first, the sub-commands' too.</summary>
    public static async Task PrepareAsync(HubSettings settings, IServiceProvider services, CancellationToken ct)
    {
        Folders.Make(settings.Data, "Hub:Data");
        Folders.Make(settings.Files, "Hub:Files");
        // SQLite gives its own files beside it the same rights.
        if (settings.Database is null) Folders.MakeFile(settings.SqliteFile);
        var database = services.GetRequiredService<Database>();
        await Schema.MigrateAsync(database, ct);
        await services.GetRequiredService<EpochOf>().OpenAsync(database, services.GetRequiredService<MasterKey>(), TimeProvider.System, ct);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

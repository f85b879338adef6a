using System.Data.Common;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Core.Data;

/// <summary>How a <see cref="HubDb"/> reaches a <see cref="Database"/>.</summary>
public static class HubDbOptions
{
    // Identity takes the version of its tables from the options of the container that a context came from.
    private static readonly IServiceProvider OutsideContainer = new ServiceCollection().AddIdentitySchema().BuildServiceProvider();

    /// <summary>Registers the database, <see cref="HubDb"/> for each scope, and a factory of it for what outlives a scope.</summary>
    public static IServiceCollection AddHubData(this IServiceCollection services, Database database) => services
        .AddSingleton(database)
        .AddIdentitySchema()
        .AddPooledDbContextFactory<HubDb>(options => options.UseHub(database))
        .AddScoped(provider => provider.GetRequiredService<IDbContextFactory<HubDb>>().CreateDbContext());

    private static void UseHub(this DbContextOptionsBuilder options, Database database)
    {
        if (database.Postgres is { } postgres) options.UseNpgsql(postgres);
        else options.UseSqlite(database.ConnectionString).AddInterceptors(SqliteSetUp.Instance);
    }

    /// <summary>A context outside any container: for set-up, commands and tests. The caller disposes of it.</summary>
    public static HubDb NewContext(this Database database)
    {
        var options = new DbContextOptionsBuilder<HubDb>();
        options.UseApplicationServiceProvider(OutsideContainer).UseHub(database);
        return new HubDb(options.Options);
    }

    private static IServiceCollection AddIdentitySchema(this IServiceCollection services) =>
        services.Configure<IdentityOptions>(options => options.Stores.SchemaVersion = IdentitySchemaVersions.Version3);

    private sealed class SqliteSetUp : DbConnectionInterceptor
    {
        public static readonly SqliteSetUp Instance = new();

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Database.SetUp(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default) =>
            Database.SetUpAsync(connection, cancellationToken);
    }
}

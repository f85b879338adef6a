using Hub.Core.Data;
using Hub.Tests.Support;

[assembly: AssemblyFixture(typeof(TestServers))]

namespace Hub.Tests.Support;

/// <summary>
/// One PostgreSQL and one Redis for the whole test process, started when first asked for. Take it as a constructor parameter of a test class.
/// Tests that stop or freeze a server start their own. So it is with the running program: <see cref="HubAsync"/> is for tests that leave it as it was.
/// </summary>
public sealed class TestServers : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> _postgres = new(PostgresServer.StartAsync);
    private readonly Lazy<Task<RedisServer>> _redis = new(RedisServer.StartAsync);

    private readonly Lazy<Task<HubHost>> _onSqlite = new(() => HubHost.StartAsync(Engine.Sqlite, people: 10));
    private readonly Lazy<Task<HubHost>> _onPostgres = new(() => HubHost.StartAsync(Engine.Postgres, people: 10));

    public Task<PostgresServer> PostgresAsync() => _postgres.Value;

    public Task<RedisServer> RedisAsync() => _redis.Value;

    /// <summary>A Care Hub that runs, one node, with the demo team and person-0001 … person-0010: for tests that need rooms and people of their own, and nothing of it changed.</summary>
    public Task<HubHost> HubAsync(Engine engine) => (engine == Engine.Sqlite ? _onSqlite : _onPostgres).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var hub in (Lazy<Task<HubHost>>[])[_onSqlite, _onPostgres])
            if (hub.IsValueCreated) await (await hub.Value).DisposeAsync();
        if (_postgres.IsValueCreated) await (await _postgres.Value).DisposeAsync();
        if (_redis.IsValueCreated) await (await _redis.Value).DisposeAsync();
    }
}

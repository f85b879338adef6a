using Hub.Tests.Support;

[assembly: AssemblyFixture(typeof(TestServers))]

namespace Hub.Tests.Support;

/// <summary>
/// One PostgreSQL and one Redis for the whole test process, started when first asked for. Take it as a constructor parameter of a test class.
/// Tests that stop or freeze a server start their own.
/// </summary>
public sealed class TestServers : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> _postgres = new(PostgresServer.StartAsync);
    private readonly Lazy<Task<RedisServer>> _redis = new(RedisServer.StartAsync);

    public Task<PostgresServer> PostgresAsync() => _postgres.Value;

    public Task<RedisServer> RedisAsync() => _redis.Value;

    public async ValueTask DisposeAsync()
    {
        if (_postgres.IsValueCreated) await (await _postgres.Value).DisposeAsync();
        if (_redis.IsValueCreated) await (await _redis.Value).DisposeAsync();
    }
}

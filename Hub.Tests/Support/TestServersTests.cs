using Npgsql;

namespace Hub.Tests.Support;

/// <summary>The staged faults are only worth something if the servers really fail and come back as they claim to.</summary>
public class TestServersTests(TestServers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateDatabase_FromATemplate_CopiesItsTables()
    {
        var postgres = await servers.PostgresAsync();
        var template = await postgres.CreateDatabaseAsync();
        await RunAsync(template, "CREATE TABLE told (x int)");

        var copy = await postgres.CreateDatabaseAsync(new NpgsqlConnectionStringBuilder(template).Database!);

        Assert.Equal(0L, await RunAsync(copy, "SELECT count(*) FROM told"));
    }

    [Fact]
    public async Task StopImmediate_ThenRestart_KeepsWhatWasCommitted()
    {
        await using var postgres = await PostgresServer.StartAsync();
        var database = await postgres.CreateDatabaseAsync();
        await RunAsync(database, "CREATE TABLE told (x int); INSERT INTO told VALUES (7)");

        await postgres.StopImmediateAsync();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => RunAsync(database, "SELECT 1"));
        await postgres.RestartAsync();

        Assert.Equal(7, await RunAsync(database, "SELECT x FROM told"));
        Assert.Equal("on", await RunAsync(database, "SHOW fsync"));
    }

    [Fact]
    public async Task Redis_KilledFrozenAndBack_AnswersOnTheSamePortAndMonitors()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var monitor = await redis.MonitorAsync();
        await redis.FlushAllAsync();
        await Machine.UntilAsync(() => Task.FromResult(monitor.Lines.Any(l => l.Contains("FLUSHALL", StringComparison.OrdinalIgnoreCase))),
            TimeSpan.FromSeconds(5), () => "MONITOR heard nothing.");

        redis.Freeze();
        var frozen = redis.FlushAllAsync();
        await Task.Delay(300, Cancel);
        Assert.False(frozen.IsCompleted);
        redis.Thaw();
        await frozen;

        await redis.KillAsync();
        await Assert.ThrowsAnyAsync<System.Net.Sockets.SocketException>(redis.FlushAllAsync);
        await redis.RestartAsync();
        await redis.FlushAllAsync();
    }

    private static async Task<object?> RunAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancel);
    }
}

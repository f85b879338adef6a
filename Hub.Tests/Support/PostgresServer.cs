using Npgsql;

namespace Hub.Tests.Support;

/// <summary>
/// A PostgreSQL of the tests' own: fresh folder, 127.0.0.1, free port, trust, and fsync on, because tests assert what survives it being stopped at once.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly TempFolder _folder = new("pg");
    private readonly int _port = FreePort.Next();
    private OwnProcess? _process;
    private int _databases;

    private PostgresServer() { }

    public static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer();
        try
        {
            await server.InitialiseAsync();
            await server.RestartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public int Port => _port;

    public string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database};Include Error Detail=true";

    /// <summary>Makes an empty database, or a copy of <paramref name="template"/> (to which nobody may be connected), and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(string template = "template0")
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template}");
        return ConnectionString(name);
    }

    /// <summary>Runs one statement as the superuser of the maintenance database.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Plain SQL dump of one database, as pg_dump writes it.</summary>
    public Task<string> DumpAsync(string connectionString) => OwnProcess.RunAsync(
        Machine.Program("pg_dump"), "-h", "127.0.0.1", "-p", $"{_port}", "-U", "postgres", new NpgsqlConnectionStringBuilder(connectionString).Database!);

    /// <summary>Stops at once, as a crash does: no checkpoint, connections cut, recovery at the next start.</summary>
    public Task StopImmediateAsync() => _process!.StopAsync(OwnProcess.SigQuit);

    /// <summary>Starts on the same folder and port; returns when it accepts connections.</summary>
    public async Task RestartAsync()
    {
        string[] settings =
        [
            "listen_addresses=127.0.0.1", $"port={_port}", "unix_socket_directories=", "max_connections=300",
            "shared_buffers=128MB", "fsync=on", "synchronous_commit=on", "full_page_writes=on", "max_wal_size=1GB", "log_min_messages=warning",
        ];
        var (file, arguments) = AsPostgres("postgres", ["-D", Data, .. settings.SelectMany(s => (string[])["-c", s])]);
        _process = OwnProcess.Start(file, arguments, _folder.At("log"), lastSignal: OwnProcess.SigQuit);
        await Machine.UntilAsync(AcceptsAsync, TimeSpan.FromSeconds(60), () => $"PostgreSQL did not start:\n{_process.ReadLog()}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        _folder.Dispose();
    }

    private string Data => _folder.At("data");

    /// <summary>initdb takes a second and always makes the same: it runs once, and each server gets a copy.</summary>
    private static readonly Lazy<Task<string>> Initialised = new(async () =>
    {
        var folder = new TempFolder("initdb");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        if (Machine.IsRoot) await OwnProcess.RunAsync("chown", "postgres", folder.Path);
        var (file, arguments) = AsPostgres("initdb", ["-D", folder.At("data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
        await OwnProcess.RunAsync(file, [.. arguments]);
        return folder.At("data");
    });

    private async Task InitialiseAsync()
    {
        if (Machine.IsRoot) await OwnProcess.RunAsync("chown", "postgres", _folder.Path);
        await OwnProcess.RunAsync("cp", "-a", await Initialised.Value, Data);
    }

    /// <summary>PostgreSQL refuses to run as root; there it runs as the user that its package made.</summary>
    private static (string File, IEnumerable<string> Arguments) AsPostgres(string program, IEnumerable<string> arguments) => Machine.IsRoot
        ? (Machine.Program("setpriv"), ["--reuid=postgres", "--regid=postgres", "--init-groups", Machine.Program(program), .. arguments])
        : (Machine.Program(program), arguments);

    private async Task<bool> AcceptsAsync()
    {
        if (_process!.HasExited) throw new InvalidOperationException($"PostgreSQL ended at its start:\n{_process.ReadLog()}");
        try
        {
            await ExecuteAsync("SELECT 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}

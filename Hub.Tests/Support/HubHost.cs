using System.Security.Cryptography;
using Hub.Core.Data;

namespace Hub.Tests.Support;

/// <summary>
/// A Care Hub under test: one node on SQLite, or N nodes on a PostgreSQL and a Redis of its own that may be stopped, killed and frozen.
/// </summary>
public sealed class HubHost : IAsyncDisposable
{
    private readonly TempFolder _folder = new("host");
    private readonly List<HubNode> _nodes = [];
    private readonly List<Member> _members = [];

    private HubHost(Engine engine) => Engine = engine;

    public Engine Engine { get; }
    public IReadOnlyList<HubNode> Nodes => _nodes;
    public HubNode Node => _nodes[0];
    public PostgresServer? Postgres { get; private set; }
    public RedisServer? Redis { get; private set; }
    public string? ConnectionString { get; private set; }
    public string DataFolder => _folder.At("data");
    public string Logs => string.Join('\n', _nodes.Select(n => n.Log));

    /// <param name="engine">SQLite (one node only) or PostgreSQL with Redis.</param>
    /// <param name="nodes">How many servers; each does everything (web and jobs).</param>
    /// <param name="people">How many of person-0001 … there are beside the demo team.</param>
    /// <param name="settings">More settings, as environment variables.</param>
    public static async Task<HubHost> StartAsync(Engine engine, int nodes = 1, int people = 0, params (string Key, string Value)[] settings)
    {
        var host = new HubHost(engine);
        try
        {
            Directory.CreateDirectory(host.DataFolder);
            var shared = settings.ToDictionary(s => s.Key, s => (string?)s.Value);
            if (people > 0) shared["Hub__Demo__People"] = $"{people}";
            if (engine == Engine.Postgres) await host.AddServersAsync(shared);
            else if (nodes != 1) throw new ArgumentException("SQLite is one box.", nameof(nodes));

            for (var i = 0; i < nodes; i++)
            {
                var own = new Dictionary<string, string?>(shared) { ["Hub__Data"] = Directory.CreateDirectory(Path.Combine(host.DataFolder, $"node{i}")).FullName };
                host._nodes.Add(new HubNode(own, host._folder.At($"node{i}.log")));
            }
            // The first makes the database and the demo team; the others find them and need not wait for each other.
            await host.Node.StartAsync();
            await Task.WhenAll(host._nodes.Skip(1).Select(n => n.StartAsync()));
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Signs somebody in at a node and connects them.</summary>
    public async Task<Member> MemberAsync(string user, int node = 0, bool connect = true)
    {
        var member = await Member.SignInAsync(_nodes[node].Address, user);
        lock (_members) _members.Add(member);
        return connect ? await member.ConnectAsync() : member;
    }

    /// <summary>person-0001 … person-<paramref name="count"/>, spread over the nodes in turn, signed in and connected.</summary>
    public async Task<IReadOnlyList<Member>> CrowdAsync(int count)
    {
        var crowd = new Member[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, _) =>
            crowd[i] = await MemberAsync($"person-{i + 1:0000}", i % _nodes.Count));
        return crowd;
    }

    /// <summary>Its database, beside the program. The caller disposes of it.</summary>
    public Database OpenDatabase() => ConnectionString is { } postgres ? Database.OnPostgres(postgres) : Database.OnSqlite(Path.Combine(DataFolder, "node0", "hub.db"));

    public async ValueTask DisposeAsync()
    {
        // Nobody waits for an answer of a server that a failed test left frozen or dead.
        Redis?.Thaw();
        foreach (var node in _nodes) node.Thaw();
        await Task.WhenAll(_members.Select(m => m.DisposeAsync().AsTask()));
        foreach (var node in _nodes) await node.DisposeAsync();
        if (Redis is not null) await Redis.DisposeAsync();
        if (Postgres is not null) await Postgres.DisposeAsync();
        _folder.Dispose();
    }

    private async Task AddServersAsync(Dictionary<string, string?> settings)
    {
        Postgres = await PostgresServer.StartAsync();
        Redis = await RedisServer.StartAsync();
        ConnectionString = await Postgres.CreateDatabaseAsync();
        var key = _folder.At("master.key");
        await File.WriteAllTextAsync(key, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        settings["Hub__Database"] = ConnectionString;
        settings["Hub__Redis"] = Redis.Endpoint;
        settings["Hub__MasterKeyFile"] = key;
        settings["Hub__Files"] = Path.Combine(DataFolder, "files");
    }
}

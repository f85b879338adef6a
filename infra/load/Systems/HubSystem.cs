using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Hub.Load.Systems;

/// <summary>Care Hub itself, in Development, with people of its own (person-0001 …) and limits raised for them.</summary>
internal sealed class HubSystem : LoadSystem
{
    private readonly string folder;
    private readonly HttpClient http;
    private readonly Dictionary<string, (Guid Id, string Cookie)> people = [];

    public const string RaisedLimits = "Hub:Limits raised for its own people: burst and commands a second 1,000,000";

    private HubSystem(ChildServer server, string name, string folder) : base(server)
    {
        this.folder = folder;
        Name = name;
        http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri($"http://{server.Address}") };
    }

    public override string Name { get; }
    public override string HubPath => "/hubs/rooms";
    public override string EnterMethod => "Enter";

    public static async Task<HubSystem> StartAsync(Options options, int people, string? called = null)
    {
        var folder = Directory.CreateTempSubdirectory("hub-load-").FullName;
        var settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Hub__Data"] = folder,
            ["Hub__Demo__People"] = people.ToString(CultureInfo.InvariantCulture),
            ["Hub__Limits__Burst"] = "1000000",
            ["Hub__Limits__PerSecond"] = "1000000",
        };
        if (options.Postgres is { } database)
        {
            settings["Hub__Database"] = database;
            settings["Hub__MasterKeyFile"] = options.MasterKey ?? throw new ArgumentException("--postgres needs --master-key FILE, as the server does");
        }
        if (options.Redis is { } redis) (settings["Hub__Redis"], settings["Hub__Files"]) = (redis, Path.Combine(folder, "files"));
        var server = new ChildServer(Path.GetFullPath(options.Server), [], settings);
        var name = called ?? (options.Postgres is null ? "SQLite" : "PostgreSQL") + (options.Redis is null ? "" : " + Redis");
        var system = new HubSystem(server, name, folder);
        await server.ReadyAsync("/healthz/ready");
        return system;
    }

    public override async Task<Seat[]> SeatsAsync(int rooms, int members)
    {
        var first = people.Count;
        await SignInAsync(first, rooms * members);
        var seats = new List<Seat>();
        for (var room = 0; room < rooms; room++)
        {
            var here = Enumerable.Range(first + room * members, members).Select(i => people[User(i)]).ToArray();
            var id = await CreateRoomAsync(here[0].Cookie, $"Load {room + 1}", here.Select(p => p.Id));
            seats.AddRange(here.Select(p => new Seat(id, p.Cookie)));
        }
        return [.. seats];
    }

    /// <summary>GET as the one who sits there; returns the body.</summary>
    public Task<byte[]> GetAsync(Seat seat, string path) => SendAsync(seat, new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>One command over HTTP as the one who sits there.</summary>
    public Task<byte[]> CommandAsync(Seat seat, object command) =>
        SendAsync(seat, new HttpRequestMessage(HttpMethod.Post, $"/api/rooms/{seat.Room}/commands") { Content = JsonContent.Create(command) });

    public override async ValueTask DisposeAsync()
    {
        http.Dispose();
        await base.DisposeAsync();
        Directory.Delete(folder, true);
    }

    private async Task<byte[]> SendAsync(Seat seat, HttpRequestMessage request)
    {
        using (request)
        {
            request.Headers.Add("Cookie", seat.Cookie);
            using var answer = await http.SendAsync(request);
            var body = await answer.Content.ReadAsByteArrayAsync();
            if (!answer.IsSuccessStatusCode) throw new IOException($"{request.RequestUri}: {(int)answer.StatusCode} {System.Text.Encoding.UTF8.GetString(body)}");
            return body;
        }
    }

    private static string User(int index) => string.Create(CultureInfo.InvariantCulture, $"person-{index + 1:0000}");

    private async Task SignInAsync(int from, int count)
    {
        var cookies = new string[count];
        var ids = new Guid[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, stop) =>
        {
            using var answer = await http.PostAsJsonAsync("/api/dev/sign-in", new { user = User(from + i) }, stop);
            if (!answer.IsSuccessStatusCode) throw new IOException($"sign-in of {User(from + i)}: {(int)answer.StatusCode}");
            cookies[i] = string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]));
            ids[i] = (await answer.Content.ReadFromJsonAsync<JsonObject>(stop))!["id"]!.GetValue<Guid>();
        });
        for (var i = 0; i < count; i++) people[User(from + i)] = (ids[i], cookies[i]);
    }

    private async Task<string> CreateRoomAsync(string cookie, string title, IEnumerable<Guid> members)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/rooms") { Content = JsonContent.Create(new { kind = "channel", title, members }) };
        request.Headers.Add("Cookie", cookie);
        using var answer = await http.SendAsync(request);
        if (!answer.IsSuccessStatusCode) throw new IOException($"making a room: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!.GetValue<string>();
    }
}

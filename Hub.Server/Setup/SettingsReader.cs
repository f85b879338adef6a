using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Npgsql;

namespace Hub.Server.Setup;

/// <summary>Settings that cannot be worked with; one line for each, naming the key and what to do.</summary>
public sealed class SettingsException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}

/// <summary>Reads <c>Hub:…</c> and names everything that is wrong with it at once. Values are not quoted where they may hold a password.</summary>
public sealed partial class SettingsReader
{
    private static readonly string[] Known =
    [
        "Data", "Database", "Redis", "Files", "Clamd", "Role", "MasterKeyFile", "Limits:Burst", "Limits:PerSecond", "ChairLapsesAfter", "Demo:People", "Proxies",
        "Address", "Smtp", "MailFrom", "Push:Subject", "Webhooks:AllowPrivate",
    ];

    private readonly IConfigurationSection _hub;
    private readonly IHostEnvironment _environment;
    private readonly List<string> _problems = [];

    private SettingsReader(IConfiguration configuration, IHostEnvironment environment)
    {
        _hub = configuration.GetSection("Hub");
        _environment = environment;
    }

    /// <exception cref="SettingsException">Something is wrong; all of it is told.</exception>
    public static HubSettings Read(IConfiguration configuration, IHostEnvironment environment) =>
        new SettingsReader(configuration, environment).Read();

    private HubSettings Read()
    {
        var data = Folder("Data") ?? DefaultData();
        var database = Database();
        var settings = new HubSettings
        {
            Data = data,
            Database = database,
            Development = _environment.IsDevelopment(),
            Redis = Redis(),
            Files = Folder("Files") ?? Path.Combine(data, "files"),
            Clamd = Clamd(),
            Role = ReadRole(),
            MasterKeyFile = Folder("MasterKeyFile") ?? Path.Combine(data, "master.key"),
            Limits = new(Number("Limits:Burst", 300, 1, 1_000_000), Number("Limits:PerSecond", 50, 1, 1_000_000)),
            ChairLapsesAfter = Number("ChairLapsesAfter", 60, 2, 3600),
            DemoPeople = Number("Demo:People", 0, 0, 100_000),
            Proxies = Proxies(),
            Channels = Channels(),
        };
        CheckTogether(settings);
        foreach (var key in Unknown())
            _problems.Add($"Hub:{key} is no setting of Care Hub. There are: {string.Join(", ", Known.Select(k => "Hub:" + k))}.");
        return _problems.Count == 0 ? settings : throw new SettingsException(_problems);
    }

    private void CheckTogether(HubSettings settings)
    {
        if (settings.Database is not null && Text("MasterKeyFile") is null)
            _problems.Add("Hub:MasterKeyFile is missing: with Hub:Database every node needs the same key file (base64 of 32 bytes). Make one with: head -c 32 /dev/urandom | base64 > master.key");
        if (settings.Database is not null && Text("MasterKeyFile") is not null && !File.Exists(settings.MasterKeyFile))
            _problems.Add($"Hub:MasterKeyFile: there is no file {settings.MasterKeyFile}. With Hub:Database it is not made by itself, since every node needs the same.");
        if (settings.Database is null && new FileInfo(settings.SqliteFile) is { Exists: true, Length: > 0 } && !File.Exists(settings.MasterKeyFile))
            _problems.Add($"Hub:MasterKeyFile: {settings.MasterKeyFile} is missing, and the database {settings.SqliteFile} cannot be read without it. Put the key back; another one is not made beside a database.");
        if (settings.Database is null && settings.Role != NodeRole.All)
            _problems.Add($"Hub:Role is {settings.Role.ToString().ToLowerInvariant()}, but without Hub:Database (PostgreSQL) there is one box only: leave Hub:Role away or set it to all.");
        if (settings.Redis is not null && settings.Database is not null && Text("Files") is null)
            _problems.Add("Hub:Files is missing: with Hub:Redis there are several nodes, and each needs the same folder for the attachments. Give a folder that all of them reach.");
        if (settings.DemoPeople > 0 && !_environment.IsDevelopment())
            _problems.Add("Hub:Demo:People adds people whom anybody could be; it is for the Development environment only. Leave it away.");
    }

    private IEnumerable<string> Unknown() => _hub.AsEnumerable(makePathsRelative: true)
        .Where(pair => pair.Value is not null && !Known.Contains(pair.Key, StringComparer.OrdinalIgnoreCase))
        .Select(pair => pair.Key);

    private string? Text(string key) => string.IsNullOrWhiteSpace(_hub[key]) ? null : _hub[key]!.Trim();

    private string? Folder(string key) => Text(key) is { } path ? Path.GetFullPath(path, _environment.ContentRootPath) : null;

    private string DefaultData() => _environment.IsDevelopment()
        ? Path.Combine(_environment.ContentRootPath, "data")
        : Environment.GetEnvironmentVariable("STATE_DIRECTORY")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "care-hub");

    private string? Database()
    {
        if (Text("Database") is not { } text) return null;
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(text);
            if (string.IsNullOrEmpty(settings.Host) || string.IsNullOrEmpty(settings.Database)) throw new ArgumentException("Host or Database missing");
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            _problems.Add("Hub:Database is no PostgreSQL connection string. It looks like: Host=db.example;Database=hub;Username=hub;Password=…");
        }
        return text;
    }

    private string? Redis()
    {
        if (Text("Redis") is not { } text) return null;
        var addresses = text.Split(',').Where(part => !part.Contains('=', StringComparison.Ordinal)).ToList();
        if (addresses.Count == 0 || !addresses.All(a => Address().Match(a.Trim()) is { Success: true } m && IsPort(m.Groups["port"].Value)))
            _problems.Add("Hub:Redis is no address of a Redis. It looks like: redis.example:6379 (options may follow, as in redis.example:6379,password=…).");
        return text;
    }

    private string? Clamd()
    {
        if (Text("Clamd") is not { } text) return null;
        if (Hub.Core.Rooms.Attachments.ClamdScanner.EndPointOf(text) is null)
            _problems.Add("Hub:Clamd is no address of a clamd. It looks like: /run/clamav/clamd.ctl or clamd.example:3310");
        return text;
    }

    private NodeRole ReadRole()
    {
        if (Text("Role") is not { } text) return NodeRole.All;
        if (text.All(char.IsLetter) && Enum.TryParse<NodeRole>(text, ignoreCase: true, out var role)) return role;
        _problems.Add($"Hub:Role is \"{text}\"; it can be all, web or jobs.");
        return NodeRole.All;
    }

    private int Number(string key, int standard, int least, int most)
    {
        if (Text(key) is not { } text) return standard;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        _problems.Add($"Hub:{key} is \"{text}\"; it must be a whole number from {least} to {most}.");
        return standard;
    }

    private List<IPNetwork> Proxies()
    {
        var networks = new List<IPNetwork>();
        foreach (var part in (Text("Proxies") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (IPNetwork.TryParse(part, out var network)) networks.Add(network);
            else if (IPAddress.TryParse(part, out var address)) networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else _problems.Add($"Hub:Proxies: \"{part}\" is neither an address nor a network. It looks like: 10.0.0.7, 10.1.0.0/16");
        }
        return networks;
    }

    private static bool IsPort(string text) => text.Length == 0 || (int.Parse(text, CultureInfo.InvariantCulture) is > 0 and <= 65535);

    [GeneratedRegex(@"^([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:(?<port>\d{1,5}))?$")]
    private static partial Regex Address();
}

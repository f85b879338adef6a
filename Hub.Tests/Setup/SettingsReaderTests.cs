using Hub.Server.Setup;
using Hub.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace Hub.Tests.Setup;

public sealed class SettingsReaderTests : IDisposable
{
    private const string Postgres = "Host=127.0.0.1;Database=hub;Username=hub";
    private readonly TempFolder _folder = new("settings");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_NothingGiven_IsOneBoxInTheContentRoot()
    {
        var settings = Read("Development");

        Assert.Equal(_folder.At("data"), settings.Data);
        Assert.Equal(_folder.At("data/master.key"), settings.MasterKeyFile);
        Assert.Equal((NodeRole.All, null, null, new CommandLimits(300, 50)), (settings.Role, settings.Database, settings.Redis, settings.Limits));
    }

    [Fact]
    public void Read_ManyNodes_IsRead()
    {
        File.WriteAllText(_folder.At("key"), "");
        var settings = Read("Production", ("Database", Postgres), ("MasterKeyFile", "key"), ("Redis", "redis.example:6379,password=x"), ("Files", "files"), ("Clamd", "clamd.example:3310"), ("Role", "jobs"), ("Proxies", "10.0.0.0/8, 192.0.2.7"));

        Assert.Equal((Postgres, _folder.At("key"), "redis.example:6379,password=x", NodeRole.Jobs), (settings.Database, settings.MasterKeyFile, settings.Redis, settings.Role));
        Assert.Equal((2, _folder.At("files"), "clamd.example:3310"), (settings.Proxies.Count, settings.Files, settings.Clamd));
    }

    [Theory]
    [InlineData("Hub:MasterKeyFile is missing", "Database", Postgres)]
    [InlineData("Hub:MasterKeyFile: there is no file", "Database", Postgres, "MasterKeyFile", "nowhere.key")]
    [InlineData("Hub:Database is no PostgreSQL connection string", "Database", "postgres://hub@db/hub")]
    [InlineData("Hub:Database is no PostgreSQL connection string", "Database", "Host=db;Nonsense=1")]
    [InlineData("Hub:Role is web, but without Hub:Database", "Role", "web")]
    [InlineData("Hub:Role is \"both\"; it can be all, web or jobs", "Role", "both")]
    [InlineData("Hub:Role is \"7\"; it can be all, web or jobs", "Role", "7")]
    [InlineData("Hub:Redis is no address", "Redis", "redis://cache:6379")]
    [InlineData("Hub:Redis is no address", "Redis", "cache:99999")]
    [InlineData("Hub:Files is missing: with Hub:Redis", "Database", Postgres, "Redis", "cache:6379")]
    [InlineData("Hub:Clamd is no address", "Clamd", "tcp://clamd:3310")]
    [InlineData("Hub:Limits:Burst is \"lots\"; it must be a whole number", "Limits:Burst", "lots")]
    [InlineData("Hub:Limits:PerSecond is \"0\"; it must be a whole number", "Limits:PerSecond", "0")]
    [InlineData("Hub:Demo:People is \"-5\"; it must be a whole number", "Demo:People", "-5")]
    [InlineData("Hub:Demo:People adds people whom anybody could be", "Demo:People", "5")]
    [InlineData("Hub:Proxies: \"haproxy\" is neither an address nor a network", "Proxies", "haproxy")]
    [InlineData("Hub:MailFrom is missing", "Smtp", "smtp://mail.example:587", "Address", "https://hub.example")]
    [InlineData("Hub:Address is missing", "Smtp", "smtp://mail.example:587", "MailFrom", "hub@hospital.example")]
    [InlineData("Hub:Smtp is no address of a mail server", "Smtp", "mail.example:587")]
    [InlineData("Hub:Smtp: ?tls=none is for a mail server on this machine", "Smtp", "smtp://mail.example?tls=none")]
    [InlineData("Hub:MailFrom is \"hub\"", "MailFrom", "hub")]
    [InlineData("Hub:Address is not where a hub can be", "Address", "hub.example")]
    [InlineData("Hub:Push:Subject is \"it\"", "Push:Subject", "it")]
    [InlineData("Hub:Webhooks:AllowPrivate is \"yes\"; it can be true or false", "Webhooks:AllowPrivate", "yes")]
    [InlineData("Hub:Databse is no setting of Care Hub", "Databse", Postgres)]
    [InlineData("Hub:Limits:Brust is no setting of Care Hub", "Limits:Brust", "5")]
    public void Read_SomethingWrong_NamesTheSettingAndWhatToDo(string problem, params string[] pairs)
    {
        var wrong = Assert.Throws<SettingsException>(() => Read("Production", [.. pairs.Chunk(2).Select(p => (p[0], p[1]))]));

        Assert.Contains(wrong.Problems, p => p.StartsWith(problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_SeveralWrong_TellsAllAtOnceAndQuotesNoPassword()
    {
        var wrong = Assert.Throws<SettingsException>(() => Read("Production", ("Database", "Host=db;Password=geheim;x"), ("Role", "x"), ("Limits:Burst", "x")));

        Assert.True(wrong.Problems.Count >= 3);
        Assert.DoesNotContain("geheim", wrong.Message, StringComparison.Ordinal);
    }

    private HubSettings Read(string environment, params (string Key, string Value)[] settings) => SettingsReader.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => "Hub:" + s.Key, s => (string?)s.Value)).Build(),
        new Place(_folder.Path, environment));

    private sealed class Place(string root, string environment) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = environment;
        public string ApplicationName { get; set; } = "Hub.Server";
        public string ContentRootPath { get; set; } = root;
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}

using Hub.Core.Data;

namespace Hub.Server.Setup;

/// <summary>What this process does: everything, the web part, or the work by the clock.</summary>
public enum NodeRole { All, Web, Jobs }

/// <summary>How many commands one person may send: <paramref name="Burst"/> at once, then <paramref name="PerSecond"/>.</summary>
public sealed record CommandLimits(int Burst, int PerSecond);

/// <summary>The settings <c>Hub:…</c>, read and checked once at the start (<see cref="SettingsReader"/>). Paths are absolute.</summary>
public sealed record HubSettings
{
    /// <summary>Folder of the SQLite file, the keys and the attachments of one box.</summary>
    public required string Data { get; init; }

    public string SqliteFile => Path.Combine(Data, "hub.db");

    /// <summary>Where the journals' heads are noted outside the database (<see cref="Hub.Core.Journal.Checkpoint"/>).</summary>
    public string CheckpointFile => Path.Combine(Data, "checkpoint");

    /// <summary>Connection string of PostgreSQL; null = SQLite in <see cref="Data"/>.</summary>
    public string? Database { get; init; }

    public Engine Engine => Database is null ? Engine.Sqlite : Engine.Postgres;

    /// <summary>Development: the demo team may sign in from this machine, and the clock of work can be set ahead.</summary>
    public required bool Development { get; init; }

    /// <summary><c>host:port</c> of Redis, with StackExchange.Redis options if any; null = in-process.</summary>
    public string? Redis { get; init; }

    /// <summary>Folder of the attachments, shared by all nodes.</summary>
    public required string Files { get; init; }

    /// <summary>ClamAV's daemon: the path of its socket, or <c>host:port</c>; null = files are not scanned.</summary>
    public string? Clamd { get; init; }

    public required NodeRole Role { get; init; }

    /// <summary>File with the master key: base64 of 32 bytes. On one box it is made at the first start.</summary>
    public required string MasterKeyFile { get; init; }

    public required CommandLimits Limits { get; init; }

    /// <summary>Seconds after which the chair of a live review, not connected to any node, is taken for gone and passed on.</summary>
    public int ChairLapsesAfter { get; init; } = 60;

    /// <summary>Development: so many people person-0001 … exist besides the personas, and there is no talk: to measure with.</summary>
    public int DemoPeople { get; init; }

    /// <summary>Addresses of the reverse proxies, besides loopback, that are believed about who the client is.</summary>
    public required IReadOnlyList<System.Net.IPNetwork> Proxies { get; init; }

    /// <summary>How people are reached outside the page.</summary>
    public required Hub.Jobs.Channels.ChannelSettings Channels { get; init; }
}

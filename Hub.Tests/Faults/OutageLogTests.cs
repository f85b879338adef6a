using System.Net.Sockets;
using Hub.Server.Api;
using Hub.Tests.Support;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Hub.Tests.Faults;

public sealed class OutageLogTests
{
    private readonly StillClock _clock = new();
    private readonly OutageLog _log;

    public OutageLogTests() => _log = new OutageLog(_clock);

    [Fact]
    public void IsNew_TheSameOverAndOver_OnceInTenSeconds()
    {
        Assert.True(_log.IsNew(Refused()));
        Assert.False(_log.IsNew(Refused()));
        _clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(_log.IsNew(Refused()));
        _clock.Advance(TimeSpan.FromSeconds(0.2));
        Assert.True(_log.IsNew(Refused()));
        Assert.False(_log.IsNew(Refused()));
    }

    [Fact]
    public void IsNew_AnotherWayOfFailing_IsToldAtOnce()
    {
        Exception[] ways =
        [
            Refused(), new TimeoutException(), new PostgresException("stopping", "FATAL", "FATAL", "57P01"), new PostgresException("doubled", "ERROR", "ERROR", "23505"),
            new SqliteException("disk I/O error", 10), new SqliteException("disk full", 13), new InvalidOperationException("exhausted", new SqliteException("locked", 5)),
        ];

        Assert.All(ways, way => Assert.True(_log.IsNew(way)));
        Assert.All(ways, way => Assert.False(_log.IsNew(way)));
    }

    private static NpgsqlException Refused() => new("not reached", new SocketException((int)SocketError.ConnectionRefused));
}

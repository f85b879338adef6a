using System.Net.Sockets;
using Hub.Core.Data;
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
    public void MayTell_TheSameOverAndOver_OnceInTenSeconds()
    {
        Assert.True(_log.MayTell(Refused()));
        Assert.False(_log.MayTell(Refused()));
        _clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(_log.MayTell(Refused()));
        _clock.Advance(TimeSpan.FromSeconds(0.2));
        Assert.True(_log.MayTell(Refused()));
        Assert.False(_log.MayTell(Refused()));
    }

    [Fact]
    public void MayTell_AnotherWayOfBeingAway_AtOnce()
    {
        Exception[] ways =
        [
            Refused(), new NpgsqlException("cut off", new SocketException((int)SocketError.ConnectionReset)), new NpgsqlException("cut off", new EndOfStreamException()), new NpgsqlException("slow", new TimeoutException()),
            Postgres("57P01"), Postgres("57P03"), Postgres("53300"), new SqliteException("disk I/O error", 10), new SqliteException("disk full", 13), new InvalidOperationException("exhausted", new SqliteException("busy", 5)),
        ];

        Assert.All(ways, way => Assert.True(_log.MayTell(way)));
        Assert.All(ways, way => Assert.False(_log.MayTell(way)));
    }

    [Fact]
    public void MayTell_OfWhatIsNoOutage_Always()
    {
        Exception[] faults = [Postgres("23505"), Postgres("42703"), new SqliteException("a constraint failed", 19), new InvalidOperationException("a fault of ours"), new IOException("a file of an attachment"), new SocketException((int)SocketError.ConnectionRefused), new TimeoutException()];

        Assert.All([.. faults, .. faults], fault => Assert.True(_log.MayTell(fault)));
    }

    private static NpgsqlException Refused() => new("not reached", new SocketException((int)SocketError.ConnectionRefused));

    private static PostgresException Postgres(string state) => new("said by the server", "ERROR", "ERROR", state);
}

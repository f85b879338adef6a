using System.Security.Cryptography;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms;
using Hub.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Tests.Journal;

public sealed class MasterKeyTests(TestServers servers)
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Open_WithAnotherMasterKey_IsRefused(Engine engine)
    {
        await using var host = await JournalHost.StartAsync(engine, servers);
        var amara = Do.NewId();
        var room = await host.Channel(amara);
        var other = new MasterKey(RandomNumberGenerator.GetBytes(MasterKey.Size));

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => new EpochOf().OpenAsync(host.Database, other, host.Clock));
        Assert.Contains("Hub:MasterKeyFile", refused.Message, StringComparison.Ordinal);

        // Whoever skips that check reads nothing either.
        await using var journal = new RoomJournal(host.Database, other, host.Clock, NullLoggerFactory.Instance);
        await Assert.ThrowsAsync<JournalTampered>(() => new RoomReader(journal, host.Epoch).OpenAsync(amara, room));

        var again = new EpochOf();
        await again.OpenAsync(host.Database, host.Key, host.Clock);
        Assert.Equal(host.Epoch.Id, again.Id);
        await EpochOf.RenewAsync(host.Database, host.Clock);
        await again.OpenAsync(host.Database, host.Key, host.Clock);
        Assert.NotEqual(host.Epoch.Id, again.Id);
    }

    [Fact]
    public void Read_OfAMissingOrSpoiltFile_NamesTheFile()
    {
        using var folder = new TempFolder("key");
        Assert.Contains(folder.At("none"), Assert.Throws<InvalidDataException>(() => MasterKey.Read(folder.At("none"))).Message, StringComparison.Ordinal);
        foreach (var spoilt in (string[])["", "not base64!", Convert.ToBase64String(new byte[31]), Convert.ToBase64String(new byte[33]), Convert.ToBase64String(new byte[500])])
        {
            File.WriteAllText(folder.At("spoilt"), spoilt);
            Assert.Contains(folder.At("spoilt"), Assert.Throws<InvalidDataException>(() => MasterKey.Read(folder.At("spoilt"))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ReadOrMake_AtTheFirstStart_MakesAKeyForTheOwnerAlone()
    {
        using var folder = new TempFolder("key");
        // What a start that was killed half-way left behind.
        File.WriteAllText(folder.At("master.key.new"), "half");
        var made = MasterKey.ReadOrMake(folder.At("master.key"));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.At("master.key")));
        Assert.Equal(made.Derive("x"), MasterKey.ReadOrMake(folder.At("master.key")).Derive("x"));
        Assert.NotEqual(made.Derive("x"), made.Derive("y"));
    }
}

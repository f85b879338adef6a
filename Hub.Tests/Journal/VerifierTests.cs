using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms.Members;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Messages;
using Hub.Server.Setup;
using Hub.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Tests.Journal;

/// <summary>What the journal wrote verifies; what changed outside it is told with its position (see TamperTests), also against the checkpoint.</summary>
public sealed class VerifierTests(TestServers servers)
{
    private readonly Guid amara = Do.NewId(), chen = Do.NewId();

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Verify_WhileRoomsGoOn_FindsNothing(Engine engine)
    {
        await using var host = await JournalHost.StartAsync(engine, servers);
        var rooms = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.Channel(amara, chen)));
        var verifier = new Verifier(host.Database, host.Key);
        using var stop = new CancellationTokenSource();
        var posting = Task.WhenAll(rooms.Select(async room =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
                await host.Say(i % 2 == 0 ? amara : chen, room, new PostMessage($"m{i}", null, new Expects(AskKind.Reply, [i % 2 == 0 ? chen : amara]), i > 0 ? 2 : null));
        }));

        for (var i = 0; i < 10; i++) Assert.Empty(await Tampers.FindAsync(verifier));
        await stop.CancelAsync();
        await posting;
        Assert.Empty(await Tampers.FindAsync(verifier));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Verify_OfALongRoom_ComparesTheSavedFold(Engine engine)
    {
        await using var host = await JournalHost.StartAsync(engine, servers);
        var room = await host.Channel(amara, chen);
        await Task.WhenAll(Enumerable.Range(0, 1200).Select(i => host.Say(chen, room, new PostMessage($"m{i}"))));
        await host.Say(amara, room, new RemoveMember(chen));
        var verifier = new Verifier(host.Database, host.Key);
        Assert.Empty(await Tampers.FindAsync(verifier));

        // Sealed and rightly bound, yet not what the events give: only comparing it tells.
        await using var on = await host.Database.OpenAsync();
        var row = (await on.RoomAsync(room, default))!;
        var saved = (await on.FoldAsync(room, default))!;
        var sealer = host.Journal.Sealer;
        var key = sealer.Unwrap(row);
        var other = sealer.SealFold(key, sealer.OpenFold(key, saved)! with { Title = "Ward 5" });
        await on.Command("UPDATE folds SET sealed = @fold WHERE room = @room", ("@fold", other), ("@room", room)).RunAsync(default);
        var fault = Assert.Single(await Tampers.FindAsync(verifier));
        Assert.Equal((room, 0), (fault.Room, fault.Seq));

        await on.Command("DELETE FROM folds WHERE room = @room", ("@room", room)).RunAsync(default);
        Assert.Equal(room, Assert.Single(await Tampers.FindAsync(verifier)).Room);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Command_Verify_PrintsFaultsAndTotals(Engine engine)
    {
        await using var host = await JournalHost.StartAsync(engine, servers);
        var room = await host.Channel(amara, chen);
        await host.Say(amara, room, new PostMessage("one"));
        var verifier = new Verifier(host.Database, host.Key);
        using var good = new StringWriter();
        using var progress = new StringWriter();
        Assert.Equal(0, await new VerifyCommand(verifier, good, progress).RunAsync(default));
        Assert.Equal("1 rooms, 2 events, 0 faults", good.ToString().TrimEnd());
        Assert.Contains("1 rooms, 2 events", progress.ToString(), StringComparison.Ordinal);

        await host.Database.ExecuteAsync("UPDATE events SET at = at + 1 WHERE seq = 2");
        using var bad = new StringWriter();
        Assert.Equal(1, await new VerifyCommand(verifier, bad, TextWriter.Null).RunAsync(default));
        Assert.Matches($"^room {room} event 2: .+\r?\n1 rooms, [0-9]+ events, 1 faults\r?\n$", bad.ToString());
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Checkpoint_WhenARoomWasRewoundWhole_FindsIt(Engine engine)
    {
        using var folder = new TempFolder("checkpoint");
        await using var host = await JournalHost.StartAsync(engine, servers);
        var checkpoint = new Checkpoint(folder.At("checkpoint"), host.Key);
        using var writer = new CheckpointWriter(host.Database, host.Key, checkpoint, host.Clock, NullLogger<CheckpointWriter>.Instance);
        var verifier = new Verifier(host.Database, host.Key, checkpoint);
        var room = await host.Channel(amara, chen);
        await host.Channel(amara);
        await writer.WriteAsync();
        await Tampers.KeepAsync(host.Database, "early");
        for (var i = 0; i < 5; i++) await host.Say(chen, room, new PostMessage($"m{i}"));
        await writer.WriteAsync();
        await writer.WriteAsync();
        Assert.Equal(3, (await File.ReadAllLinesAsync(folder.At("checkpoint"))).Length);
        Assert.Empty(await Tampers.FindAsync(verifier));
        Assert.Equal(2, (await File.ReadAllLinesAsync(folder.At("checkpoint"))).Length);

        // Everything as it was earlier: the database agrees with itself.
        await Tampers.KeepAsync(host.Database, "late");
        await Tampers.BringBackAsync(host.Database, "early");
        Assert.Empty(await Tampers.FindAsync(new Verifier(host.Database, host.Key)));
        var fault = Assert.Single(await Tampers.FindAsync(verifier));
        Assert.Equal((room, 2), (fault.Room, fault.Seq));

        // The journal grows again beyond the old head: the event that stood there is another.
        await host.ReopenAsync();
        for (var i = 0; i < 9; i++) await host.Say(chen, room, new PostMessage($"n{i}"));
        await writer.WriteAsync();
        fault = Assert.Single(await Tampers.FindAsync(verifier));
        Assert.Equal((room, 6), (fault.Room, fault.Seq));

        // A room that is gone without a trace.
        await Tampers.BringBackAsync(host.Database, "late");
        Assert.Empty(await Tampers.FindAsync(verifier));
        foreach (var (table, column) in Tampers.Tables) await host.Database.ExecuteAsync($"DELETE FROM {table} WHERE {column} = @p0", room);
        Assert.Empty(await Tampers.FindAsync(new Verifier(host.Database, host.Key)));
        fault = Assert.Single(await Tampers.FindAsync(verifier));
        Assert.Equal((room, 0), (fault.Room, fault.Seq));

        // After a restore from a backup that is right: what was noted is put aside.
        Assert.NotNull(await checkpoint.SetAsideAsync(host.Clock));
        Assert.Empty(await Tampers.FindAsync(verifier));
    }

    [Fact]
    public async Task Checkpoint_WithALineChangedOrCutShort_TellsTheOneAndMendsTheOther()
    {
        using var folder = new TempFolder("checkpoint");
        var path = folder.At("checkpoint");
        await using var host = await JournalHost.StartAsync(Engine.Sqlite, servers);
        var checkpoint = new Checkpoint(path, host.Key);
        using var writer = new CheckpointWriter(host.Database, host.Key, checkpoint, host.Clock, NullLogger<CheckpointWriter>.Instance);
        var room = await host.Channel(amara);
        await writer.WriteAsync();
        var line = await File.ReadAllTextAsync(path);

        await File.AppendAllTextAsync(path, line[..40]);
        await host.Say(amara, room, new PostMessage("one"));
        await writer.WriteAsync();
        var marks = await checkpoint.ReadAsync();
        Assert.Empty(marks.BadLines);
        Assert.Equal(2, Assert.Single(marks.Last).Value.Head);

        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace($" {room} 2 ", $" {room} 1 ", StringComparison.Ordinal));
        var fault = Assert.Single(await Tampers.FindAsync(new Verifier(host.Database, host.Key, checkpoint)));
        Assert.Equal("line 2 of the checkpoint was changed", fault.ToString());
    }
}

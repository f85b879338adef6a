using System.Text.Json;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Members;
using Hub.Core.Rooms.Messages;
using Hub.Core.Rooms.Reviews;
using Hub.Core.Rooms.Reviews.FollowUp;
using Hub.Core.Rooms.Reviews.Record;
using Hub.Tests.Journal;
using Hub.Tests.Support;
using static Hub.Tests.Rooms.Reviews.ReviewHost;

namespace Hub.Tests.Rooms.Reviews;

/// <summary>Minutes say what the journal says, names under them stand for the journal as it was, and a journal that was changed is told.</summary>
public sealed class MinutesTests(TestServers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpinionsUnderOneCommandId_OfTwoPeople_HaveSaltsOfTheirOwn()
    {
        await using var host = await StartAsync(Engine.Sqlite, servers);
        var (id, command) = (Do.NewId(), Do.NewId());
        await host.Say(Chair, new AddCase(id, "Operate?"));
        await host.Say(Chair, new StartCase(id));
        await host.Say(Chair, new OpenOpinions(id));
        // Else one's own salt would open the other's commitment before the reveal, guess by guess.
        foreach (var who in (Guid[])[Amara, Chen]) await host.Say(who, new GiveOpinion(id, "Operate", 4).As(command));
        var given = (await host.Journal.Reader.OpenAsync(Chair, host.Room, Cancel)).Review!.Case(id)!.Last!.Given;
        Assert.Equal(2, given.Select(o => o.Salt).Distinct().Count());
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Signed_ByTheChairThenMembers_StandsUnderOneAndTheSame(Engine engine)
    {
        await using var host = await StartAsync(engine, servers);
        await host.CaseAsync("Operate?", ["Operate", "Wait", "Operate"], ["Operate", "Operate", "Operate"]);
        var read = await host.Minutes.ReadAsync(Amara, host.Room, Cancel);
        Assert.Equal((null, null), (read.Signing, read.Fault));
        var c = Assert.Single(read.Document.Cases);
        Assert.Equal([1, 2], c.Rounds.Select(r => r.Number));
        Assert.Equal((Amara, "Lives alone"), (c.Decision!.DeferredTo, Assert.Single(c.Notes).Text));
        Assert.DoesNotContain("MRN 4711", System.Text.Encoding.UTF8.GetString(read.Document.Canonical()), StringComparison.Ordinal);

        await Do.Refused(409, () => Sign(host, Amara, read.Hash));
        await Do.Refused(404, () => Sign(host, Do.NewId(), read.Hash));
        await Do.Refused(409, () => Sign(host, Chair, "00"));
        await Sign(host, Chair, read.Hash);
        // What is said of something else does not touch the minutes.
        await host.Say(Chen, new PostMessage("Thank you all"));
        await Sign(host, Amara, read.Hash);
        await Do.Refused(409, () => Sign(host, Amara, read.Hash));
        var signed = (await host.Minutes.ReadAsync(Chen, host.Room, Cancel)).Signing!;
        Assert.Equal([Chair, Amara], signed.Signing.Signatures.Select(s => s.By));
        Assert.True(signed is { Holds: true, IsCurrent: true });

        // The review goes on: the names stand under what they were put under, and the chair signs anew.
        await host.CaseAsync("And the other valve?", ["Yes", "Yes", "No"]);
        var on = await host.Minutes.ReadAsync(Chen, host.Room, Cancel);
        Assert.Equal((true, false), (on.Signing!.Holds, on.Signing.IsCurrent));
        await Do.Refused(409, () => Sign(host, Chen, on.Hash));
        await Sign(host, Chair, on.Hash);
        Assert.Equal([Chair], (await host.Minutes.ReadAsync(Chen, host.Room, Cancel)).Signing!.Signing.Signatures.Select(s => s.By));
        Assert.Empty(await Tampers.FindAsync(host.Verifier));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Outcome_IsSaidAfterTheMinutes_AndDoesNotChangeThem(Engine engine)
    {
        await using var host = await StartAsync(engine, servers);
        var id = await host.CaseAsync("Operate?", ["Operate", "Wait", "Operate"]);
        var hash = (await host.Minutes.ReadAsync(Chair, host.Room, Cancel)).Hash;
        await Sign(host, Chair, hash);

        await Do.Refused(403, () => host.Say(Amara, new RecordOutcome(id, DecisionOutcome.Implemented, "Done")));
        Assert.Equal(id, Assert.Single(await host.Decisions.MineAsync(Chen, Cancel)).CaseId);
        await host.Say(Chen, new RecordOutcome(id, DecisionOutcome.Partly, "She wants to wait until June"));

        Assert.Empty(await host.Decisions.MineAsync(Chen, Cancel));
        var read = await host.Minutes.ReadAsync(Chair, host.Room, Cancel);
        Assert.Equal((hash, true, true), (read.Hash, read.Signing!.Holds, read.Signing.IsCurrent));
        Assert.Equal(DecisionOutcome.Partly, read.Room.Review!.Case(id)!.Outcome!.Outcome);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task RenamedOrChairHandedOverAfterSigning_TheSignatureIsNoLongerCurrent(Engine engine)
    {
        await using var host = await StartAsync(engine, servers);
        await host.CaseAsync("Operate?", ["Operate"]);
        foreach (var change in (RoomCommand[])[new RenameRoom("Mitral board"), new HandOverChair(Amara)])
        {
            await Sign(host, Chair, (await host.Minutes.ReadAsync(Chair, host.Room, Cancel)).Hash);
            Assert.True((await host.Minutes.ReadAsync(Chair, host.Room, Cancel)).Signing!.IsCurrent);
            await host.Say(Chair, change);
            var read = await host.Minutes.ReadAsync(Chen, host.Room, Cancel);
            Assert.Equal((true, false), (read.Signing!.Holds, read.Signing.IsCurrent));
        }
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task JournalChangedAfterSigning_IsToldWithItsPlace(Engine engine)
    {
        await using var host = await StartAsync(engine, servers);
        await host.CaseAsync("Operate?", ["Operate", "Wait", "Operate"]);
        await Sign(host, Chair, (await host.Minutes.ReadAsync(Chair, host.Room, Cancel)).Hash);
        var decided = (await host.Journal.Reader.EventsAsync(Chair, host.Room, 0, 1000, Cancel)).Events.Single(e => e.Type == "decided").Seq;
        foreach (var change in (string[])["UPDATE events SET actor = @p2 WHERE room = @p0 AND seq = @p1", "UPDATE events SET at = at - 60000000 WHERE room = @p0 AND seq = @p1 AND @p2 = @p2", "DELETE FROM events WHERE room = @p0 AND seq = @p1 AND @p2 = @p2"])
        {
            await Tampers.KeepAsync(host.Journal.Database, "before");
            Assert.Equal(1, await host.Journal.Database.ExecuteAsync(change, host.Room, decided, Amara));
            // As a node that has the room in memory sees it, and as one that starts anew.
            foreach (var reopen in (bool[])[false, true])
            {
                if (reopen) await host.Journal.ReopenAsync();
                var read = await host.Minutes.ReadAsync(Amara, host.Room, Cancel);
                Assert.Equal((decided, false), (read.Fault!.Seq, read.Signing!.Holds));
                Assert.Equal(Chair, Assert.Single(read.Signing.Signing.Signatures).By);
                Assert.Null(Assert.Single(read.Document.Cases).Decision);
                await Do.Refused(409, () => Sign(host, Chair, read.Hash));
                await Do.Refused(404, () => host.Minutes.ReadAsync(Do.NewId(), host.Room, Cancel));
            }
            await Tampers.BringBackAsync(host.Journal.Database, "before");
            foreach (var (table, _) in Tampers.Tables) await host.Journal.Database.ExecuteAsync($"DROP TABLE before_{table}");
            await host.Journal.ReopenAsync();
        }
        Assert.Null((await host.Minutes.ReadAsync(Amara, host.Room, Cancel)).Fault);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Removed_ReadsNoMinutes(Engine engine)
    {
        await using var host = await StartAsync(engine, servers);
        await host.CaseAsync("Operate?", ["Operate"]);
        await host.Say(Chair, new RemoveMember(Chen));
        await Do.Refused(404, () => host.Minutes.ReadAsync(Chen, host.Room, Cancel));
        await Do.Refused(404, () => host.History.ReadAsync(Chen, host.Room, Cancel));
        Assert.Empty(await host.Decisions.MineAsync(Chen, Cancel));
        // They were there all the same, and what they said stands.
        Assert.Contains((await host.Minutes.ReadAsync(Chair, host.Room, Cancel)).Document.Attended, a => a.UserId == Chen);
    }

    private static Task<long> Sign(ReviewHost host, Guid who, string hash) => host.Signer.SignAsync(who, host.Room, hash, SigningMethod.Password, Cancel);
}

using Hub.Core;
using Hub.Core.Data;
using Hub.Core.Feedback;
using Hub.Core.Journal;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Retention;
using Hub.Core.Rooms.Reviews;
using Hub.Core.Rooms.Reviews.Record;
using Hub.Core.Rooms.Reviews.Reporting;
using Hub.Tests.Journal;
using Hub.Tests.Rooms.Attachments;
using Hub.Tests.Support;
using Microsoft.EntityFrameworkCore;
using static Hub.Tests.Rooms.Attachments.AttachmentHost;

namespace Hub.Tests.Rooms.Retention;

/// <summary>A canary in every free text of a review, of feedback sessions and of a wall: after its time it is nowhere, and what is left holds together.</summary>
public sealed class AfterItsTimeTests(TestServers servers)
{
    private static readonly TimeSpan SevenYears = TimeSpan.FromDays(7 * 365);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task WhatWasWritten_PastItsTime_IsInNoTableFileOrSealedBody(Engine engine)
    {
        await using var host = await AttachmentHost.StartAsync(engine, servers);
        var journal = host.Journal;
        var written = await CanaryRooms.WriteAsync(host);
        await using var on = await journal.Database.OpenAsync(Cancel);
        // The test can fail: each type of event that holds a text of somebody's has it, and so has the room in memory.
        // What a nudge says are codes of the house, and a reaction is an emoji.
        Assert.Equal(PassingTests.WithText.Where(type => PassingTests.Passes(type) && !Vocabulary.Events[type].IsSubclassOf(typeof(NudgeEvent)) && type != "reacted"), (await Canary.TypesAsync(journal, on)).Order(StringComparer.Ordinal));
        Assert.NotEmpty(host.OnDisk);
        foreach (var table in (string[])["decisions", "review_plans", "session_commitments", "search_terms", "notifications", "attachments"]) Assert.True(await CountAsync(on, table) > 0, table);

        await journal.Rooms.ExecuteAsSystemAsync(written.Review, new SetHold(true, Chen) { Id = Do.NewId() }, Cancel);
        journal.Clock.Advance(SevenYears);
        var sweep = new RetentionSweep(journal.Journal, journal.Rooms, journal.Clock);
        Assert.Equal(2, await sweep.RunAsync(Cancel));
        Assert.Equal(["MRN zwieselhuber"], (await journal.Reader.OpenAsync(Amara, written.Review, Cancel)).Review!.Cases.Select(c => c.Identifiers).Distinct());
        await journal.Rooms.ExecuteAsSystemAsync(written.Review, new SetHold(false, Chen) { Id = Do.NewId() }, Cancel);
        Assert.Equal(1, await sweep.RunAsync(Cancel));
        Assert.Equal(0, await sweep.RunAsync(Cancel));
        await host.Sweeper.SweepAsync(Cancel);

        Assert.Empty(await Canary.TypesAsync(journal, on));
        await Canary.NowhereAsync(journal, on);
        Assert.Empty(host.OnDisk);
        foreach (var table in (string[])["decisions", "review_plans", "review_presence", "session_commitments", "search_terms", "mentions", "notifications", "attachments", "asks"]) Assert.Equal((table, 0), (table, await CountAsync(on, table)));
        Assert.Empty(await Tampers.FindAsync(new Verifier(journal.Database, journal.Key)));
        await SameAfterAStartAsync(journal, on, written);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Review_TakenOut_SaysSoOnEveryPage_AndAnotherBegins(Engine engine)
    {
        await using var host = await AttachmentHost.StartAsync(engine, servers);
        var journal = host.Journal;
        var (review, series, occurrence, _) = await CanaryRooms.WriteAsync(host);
        var reader = new MinutesReader(journal.Journal, new Verifier(journal.Database, journal.Key));
        var signed = (await reader.ReadAsync(Amara, review, Cancel)).Signing!.Signing;
        journal.Clock.Advance(SevenYears);
        await new RetentionSweep(journal.Journal, journal.Rooms, journal.Clock).RunAsync(Cancel);

        var minutes = await reader.ReadAsync(Chen, review, Cancel);
        Assert.Equal((null, null, 0), (minutes.Fault, minutes.Signing, minutes.Document.Cases.Count));
        Assert.True(minutes.Before is { Holds: true } before && before.Signing!.Signatures.SequenceEqual(signed.Signatures));
        var steps = await new ReviewHistory(journal.Reader).ReadAsync(Chen, review, Cancel);
        var report = ReviewReport.Of(steps, journal.Clock.Micros());
        Assert.True(report.Cases.Count == 0 && report.TakenOutAt == Instant.ToIso(minutes.Before.At) && steps.Single().After.Review!.Cases.IsEmpty);
        Assert.Equal((Amara, "Valve board"), (minutes.Room.Review!.Chair!.Value, minutes.Room.Title));

        var page = await new SeriesReader(new Databases(journal.Database), journal.Reader).PageAsync(Chen, series, occurrence, Cancel);
        Assert.True(page.Date is { Over: true, Held: true } && page.Answers.Count + page.Notes.Count + page.Commitments.Count + page.Earlier.Count == 0);
        await Do.Refused(409, () => journal.Say(Chen, series, new NoteSession(occurrence, Do.NewId(), NoteKind.Change, "Late")));

        // Who has the database changes what was signed: that is told, and is not taken for the end of its time.
        var c = Do.NewId();
        await journal.Say(Chen, review, new AddCase(c, "And now?"));
        await journal.Say(Amara, review, new StartCase(c));
        await journal.Say(Amara, review, new CloseCase(c, "No time"));
        minutes = await reader.ReadAsync(Chen, review, Cancel);
        Assert.Equal(c, Assert.Single(minutes.Document.Cases).CaseId);
        Assert.Equal([Amara], minutes.Document.Chairs);
        await using var on = await journal.Database.OpenAsync(Cancel);
        await on.Command("UPDATE events SET at = at - 1 WHERE room = @room AND seq = 3", ("@room", review)).RunAsync(Cancel);
        Assert.Equal(3, (await reader.ReadAsync(Chen, review, Cancel)).Fault!.Seq);
    }

    // Whoever starts afresh, with the saved fold or without it, finds what the node has that purged.
    private static async Task SameAfterAStartAsync(JournalHost journal, System.Data.Common.DbConnection on, CanaryRooms written)
    {
        foreach (var (room, who) in ((Guid, Guid)[])[(written.Review, Amara), (written.Series, Amara), (written.Wall, Amara)])
        {
            var here = await journal.Reader.OpenAsync(who, room, Cancel);
            Assert.True(here.Has(Chen) && (here.Kind == RoomKind.Wall || here.IsOwner(Amara)));
            await journal.ReopenAsync();
            Same.Room(here, await journal.Reader.OpenAsync(who, room, Cancel));
            await on.Command("DELETE FROM folds WHERE room = @room", ("@room", room)).RunAsync(Cancel);
            await journal.ReopenAsync();
            Same.Room(here, await journal.Reader.OpenAsync(who, room, Cancel));
        }
    }

    private static async Task<long> CountAsync(System.Data.Common.DbConnection on, string table) =>
        (await on.Command($"SELECT count(*) FROM {table}").ListAsync(r => r.GetInt64(0), Cancel)).Single();

    private sealed class Databases(Database database) : IDbContextFactory<HubDb>
    {
        public HubDb CreateDbContext() => database.NewContext();
    }
}

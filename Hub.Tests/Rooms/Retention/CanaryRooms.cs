using Hub.Core;
using Hub.Core.Data;
using Hub.Core.Feedback;
using Hub.Core.Journal;
using Hub.Core.Notifications;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Attachments;
using Hub.Core.Rooms.Handoffs;
using Hub.Core.Rooms.Messages;
using Hub.Core.Rooms.Reviews;
using Hub.Core.Rooms.Reviews.FollowUp;
using Hub.Core.Rooms.Reviews.Record;
using Hub.Core.Rooms.Search;
using Hub.Core.Rooms.Structured;
using Hub.Core.Rooms.Walls;
using Hub.Tests.Journal;
using Hub.Tests.Rooms.Attachments;
using Microsoft.Extensions.Logging.Abstractions;
using static Hub.Tests.Rooms.Attachments.AttachmentHost;

namespace Hub.Tests.Rooms.Retention;

/// <summary>A review, a feedback series and a wall with the canary in everything that somebody can write there. Their titles and the series' plan are without it: those stay.</summary>
internal sealed record CanaryRooms(Guid Review, Guid Series, DateTimeOffset Occurrence, Guid Wall)
{
    private const string C = Canary.Word;

    public static async Task<CanaryRooms> WriteAsync(AttachmentHost host)
    {
        var review = await ReviewAsync(host);
        var (series, occurrence) = await SeriesAsync(host.Journal);
        var rooms = new CanaryRooms(review, series, occurrence, await WallAsync(host.Journal));
        await using (var db = host.Journal.Database.NewContext())
        {
            foreach (var kind in (NoticeKind[])[NoticeKind.DecisionDue, NoticeKind.CaseNotReady])
                db.Notifications.Add(new() { Id = Do.NewId(), Key = $"{kind}", Kind = kind, Person = Chen, Room = review, Subject = Do.NewId(), CreatedAt = host.Journal.Clock.GetUtcNow(), DueAt = host.Journal.Clock.GetUtcNow() });
            await db.SaveChangesAsync();
        }
        // What is past its time ended before the last that was said in its room.
        await new SearchIndexer(host.Journal.Database, host.Journal.Journal, NullLogger<SearchIndexer>.Instance).CatchUpAsync();
        return rooms;
    }

    private static async Task<Guid> ReviewAsync(AttachmentHost host)
    {
        var (journal, id, due) = (host.Journal, Do.NewId(), host.Journal.Clock.GetUtcNow().AddDays(7));
        var room = await journal.Rooms.CreateAsync(Amara, new CreateRoom(RoomKind.CaseReview, "Valve board", [Chen, Rosa]).Fresh());
        Task<long> Say(Guid who, RoomCommand command) => journal.Say(who, room, command);
        await Say(Amara, new PlanReview(due.AddDays(-6), 60, [C]));
        await Say(Amara, new AddCase(id, $"{C}?", Chen, C, $"MRN {C}", 10));
        await Say(Amara, new ChangeCase(id, $"{C}??", Chen, C, $"MRN {C}", 10));
        await Say(Chen, new AddCase(Do.NewId(), $"{C}, never begun", null, C, $"MRN {C}"));
        var file = await host.Service.UploadAsync(Amara, room, AttachmentKind.Png, $"{C}.png", new MemoryStream(Files.Png(text: C)), default);
        var picture = await Say(Amara, new PostMessage(C, Mentions: new([Chen])) { Attachments = [file] });
        await Say(Amara, new EditMessage(picture, $"{C}, edited"));
        await Say(Chen, new AttachToCase(id, picture));
        await FormsAsync(Say, journal.Clock.GetUtcNow());

        await Say(Amara, new StartCase(id));
        foreach (var who in (Guid[])[Amara, Chen, Rosa]) await Say(who, new AttendReview());
        await Say(Amara, new OpenOpinions(id, [C, $"not {C}"]));
        await Say(Chen, new GiveOpinion(id, C, 3, C, Rosa));
        await Say(Amara, new RevealOpinions(id));
        await Say(Rosa, new NoteOnCase(id, C));
        await Say(Rosa, new RaiseHand());
        await Say(Amara, new GiveWord());
        await Say(Amara, new DecideCase(id, C, C, Chen, due, [new(Rosa, C)], [C], [C], C, Rosa));
        await Say(Amara, new CloseCase(id, C));
        await Say(Chen, new UnmaskIdentifiers(id));
        await Say(Chen, new RecordOutcome(id, DecisionOutcome.Partly, C));
        var minutes = new MinutesReader(journal.Journal, new Verifier(journal.Database, journal.Key));
        var signer = new MinutesSigner(minutes, journal.Rooms, journal.Clock);
        await signer.SignAsync(Amara, room, (await minutes.ReadAsync(Amara, room)).Hash, SigningMethod.Password);
        await signer.SignAsync(Chen, room, (await minutes.ReadAsync(Chen, room)).Hash, SigningMethod.Password);
        return room;
    }

    private static async Task FormsAsync(Func<Guid, RoomCommand, Task<long>> say, DateTimeOffset now)
    {
        var result = await say(Amara, new PostMessage("") { CriticalResult = new(C, C, Chen, now) });
        await say(Chen, new ReadBack(result, C));
        await say(Amara, new CorrectReadBack(result, C));
        var handoff = await say(Amara, new StartHandoff(IllnessSeverity.Watcher, C, [new(C)], C, Chen));
        await say(Chen, new SynthesizeHandoff(handoff, C));
        await say(Chen, new AcceptHandoff(handoff));
        await say(Chen, new PostMessage("", Priority.Urgent, new Expects(AskKind.Reply, [Rosa])) { Sbar = new(C, C, C, C) });
    }

    private static async Task<(Guid Series, DateTimeOffset Occurrence)> SeriesAsync(JournalHost journal)
    {
        var plan = new SeriesPlan("America/New_York", "2026-03-03T09:00", 45, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", ["Round"], ["What went well?"]);
        var room = await journal.Rooms.CreateAsync(Amara, new CreateRoom(RoomKind.FeedbackSeries, "Ward 4 feedback", [Chen], plan).Fresh());
        var at = Instant.FromMicros((await journal.Reader.OpenAsync(Amara, room)).Series!.Timetable().All().First().Id);
        var (kept, open) = (Do.NewId(), Do.NewId());
        await journal.Say(Chen, room, new AnswerPrompt(at, 0, C));
        await journal.Say(Chen, room, new AttendSession(at));
        await journal.Say(Amara, room, new NoteSession(at, Do.NewId(), NoteKind.WentWell, C));
        foreach (var id in (Guid[])[kept, open]) await journal.Say(Amara, room, new MakeCommitment(at, id, C, Chen, at.AddDays(20)));
        await journal.Say(Chen, room, new FollowUp(kept, false, C));
        return (room, at);
    }

    private static async Task<Guid> WallAsync(JournalHost journal)
    {
        var room = await journal.Rooms.CreateAsync(SystemActor.Id, new CreateRoom(RoomKind.Wall, null, []) { Id = Do.NewId() });
        await journal.Rooms.ExecuteAsSystemAsync(room, new MatchTeam(1, [new(Amara, Role.Owner), new(Chen, Role.Member)], []) { Id = Do.NewId() });
        var thanks = await journal.Say(Chen, room, new GiveThanks(ThanksValue.Clarity, C, [Amara]));
        await journal.Say(Amara, room, new GiveAward($"{C} of the month", C, [Chen]));
        await journal.Say(Amara, room, new React(thanks, "👍", true));
        return room;
    }
}
